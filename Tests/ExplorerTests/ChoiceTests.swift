import Engine
import MobileNet
import Testing
import Weights

@testable import Explorer

@Suite("What is chosen from a list")
struct ChoiceTests {
  @Test("i goes round the pictures")
  func pictures() {
    var state = Example.start()
    var seen: [Int] = []
    for _ in 0..<4 {
      state.type("i")
      seen.append(state.choice.picture)
    }
    #expect(seen == [1, 2, 0, 1])
  }

  @Test("v goes round the variants, and the layers follow at once")
  func variants() {
    var state = Example.start(alpha: 500, side: 64)
    for variant in [Variant.standard, .shallow, .separable] {
      state.type("v")
      let expected = Example.start(alpha: 500, side: 64, variant: variant).choice.setting
      #expect(state.choice.setting == expected)
      #expect(state.figures.architecture == Architecture(expected))
      #expect(state.figures.fullArchitecture == Architecture(expected.full))
    }
  }

  @Test("another variant keeps the selection on the same layer, or in the same block")
  func selection() {
    var state = Example.start()
    state.type("jjjj")
    #expect(LayerDetails(state).layer.name == "block2.pw")
    state.type("v")
    #expect(LayerDetails(state).layer.name == "block2.conv")
    state.type("v")
    #expect(LayerDetails(state).layer.name == "block2.dw")
    state.type("v")
    #expect(LayerDetails(state).layer.name == "block2.dw")
    state.type("Gvv")
    #expect(LayerDetails(state).layer.name == "classifier")
  }

  @Test("w brings the network of the next weights: variant, base side, classes, width")
  func weights() {
    var state = Example.start()
    state.type("v")
    let effects = state.type("w")
    #expect(
      state.choice.setting
        == Setting(
          alpha: Example.width(500), side: 224, baseSide: 224, padding: .symmetric, classes: 1000))
    #expect(effects == [.request(state.request)])
    #expect(state.figures.predictionsAvailability == .available)
    state.type("w")
    #expect(state.choice.weights == 0)
    #expect(state.choice.setting == Example.start(alpha: 500).choice.setting)
  }

  @Test("w keeps a smaller side")
  func weightsKeepSide() {
    var state = Example.start(alpha: 500, side: 64)
    state.type("w")
    #expect(state.choice.setting.side == 64)
    #expect(state.choice.setting.baseSide == 224)
  }

  @Test("b goes round the base sides; ρ = 1 stays, a smaller side stays while it fits")
  func baseSides() {
    var state = Example.start()
    var bases: [Int] = []
    for _ in 0..<6 {
      state.type("b")
      bases.append(state.choice.setting.baseSide)
      #expect(state.choice.setting.side == state.choice.setting.baseSide)
    }
    #expect(bases == [160, 192, 224, 256, 96, 128])
    state = Example.start(side: 100)
    state.type("b")
    #expect(state.choice.setting == Example.start(side: 100, base: 160).choice.setting)
    state.type("bbbb")
    #expect(state.choice.setting == Example.start(side: 96, base: 96).choice.setting)
  }

  @Test("the weights' own base side is among them")
  func ownBaseSide() {
    let own = WeightFamily(
      Example.weights("own", origin: "own", baseSide: 100, widths: 1000...1000, classes: 2))
    var state = Example.start(
      side: 96, base: 96,
      catalogue: Catalogue(
        pictures: Example.catalogue.pictures, weights: [own], instructionSets: [.avx2],
        maximumThreads: 1))
    state.type("b")
    #expect(state.choice.setting.baseSide == 100)
  }

  @Test("t goes round powers of two and the most there are")
  func threads() {
    var state = Example.start()
    var counts: [Int] = []
    for _ in 0..<5 {
      state.type("t")
      counts.append(state.choice.threads)
    }
    #expect(counts == [2, 4, 6, 1, 2])
    #expect(state.figures.generation == 5)
  }

  @Test("with one of each, i, w and t change nothing and are not in the help")
  func nothingToChoose() {
    let catalogue = Catalogue(
      pictures: [Example.catalogue.pictures[0]], weights: [Example.builtIn],
      instructionSets: [.avx2], maximumThreads: 1)
    let start = Example.start(catalogue: catalogue)
    var state = start
    #expect(state.type("iwt").isEmpty)
    #expect(state == start)
    let keys = Help(state).bindings.flatMap(\.commands.keys)
    #expect(!keys.contains { [.character("i"), .character("w"), .character("t")].contains($0) })
    #expect(Help(state).bindings.count == KeyBinding.all.count - 3)
    #expect(Help(Example.start()).bindings == KeyBinding.all)
  }
}
