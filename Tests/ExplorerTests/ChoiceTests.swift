import Engine
import Measure
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

@Suite("A choice by itself")
struct ChoicePartTests {
  /// α = 0.5, 96 of 128 pixels, one thread, the first picture, the built-in weights.
  private let start = Example.start(alpha: 500, side: 96).choice
  private let catalogue = Example.catalogue

  private func after(_ commands: ChoiceCommand..., from choice: Choice? = nil) -> Choice {
    commands.reduce(into: choice ?? start) { $0.perform($1, in: catalogue) }
  }

  @Test("each command changes its own part and leaves the rest")
  func commands() {
    let table: [(ChoiceCommand, (inout Choice) -> Void)] = [
      (.alphaStep(thousandths: 50), { $0.setting.alpha = Example.width(550) }),
      (.alphaStep(thousandths: -10), { $0.setting.alpha = Example.width(490) }),
      (.alpha(thousandths: 333), { $0.setting.alpha = Example.width(333) }),
      (.alpha(thousandths: 0), { $0.setting.alpha = Example.width(1) }),
      (.alpha(thousandths: 2000), { $0.setting.alpha = .one }),
      (.sideStep(pixels: 16), { $0.setting.side = 112 }),
      (.sideStep(pixels: -1), { $0.setting.side = 95 }),
      (.ratioStep(-1), { $0.setting.side = 91 }), (.ratioStep(1), { $0.setting.side = 110 }),
      (.full, { $0.setting = $0.setting.full }),
      (.nextPicture, { ($0.picture, $0.attemptedPicture) = (1, 1) }),
      (.nextVariant, { $0.setting.variant = .standard }),
      (
        .nextWeights,
        {
          $0.weights = 1
          $0.setting = Setting(
            alpha: Example.width(500), side: 96, baseSide: 224, padding: .symmetric, classes: 1000)
        }
      ),
      (.nextBaseSide, { $0.setting.baseSide = 160 }), (.nextThreads, { $0.threads = 2 }),
      (.nextPrecision, { $0.precision = .int8 }),
      (.pause, { $0.isPaused = true }),
      (
        .pin,
        {
          $0.pinned = Pinned(
            setting: $0.setting, weights: Example.builtIn, threads: 1, instructionSet: .avx2)
        }
      ),
    ]
    for (command, change) in table {
      var expected = start
      change(&expected)
      #expect(after(command) == expected, "\(command)")
    }
  }

  @Test("what goes round comes back, what is done twice is undone")
  func rounds() {
    #expect(after(.pause, .pause) == start && after(.pin, .pin) == start)
    #expect(after(.nextVariant, .nextVariant, .nextVariant) == start)
    #expect(after(.nextPrecision, .nextPrecision) == start)
    #expect(after(.nextPicture, .nextPicture, .nextPicture) == start)
    #expect(after(.nextThreads, .nextThreads, .nextThreads, .nextThreads) == start)
    #expect(after(.full, .full) == after(.full))
    #expect(after(.nextWeights, .nextWeights) == after(.nextWeights, .nextBaseSide, .nextWeights))
  }

  @Test("goes to float32 and back to how the weights were quantised")
  func quantised() {
    let few = Precision.int8(Quantisation(weightBits: 4, scales: .tensor))
    let choice = Choice(
      setting: start.setting, instructionSet: start.instructionSet, precision: few)
    let float = after(.nextPrecision, from: choice)
    #expect(float.precision == .float32)
    #expect(after(.nextPrecision, from: float) == choice)
    #expect(!float.runsLike(choice))
    var usual = choice
    usual.precision = .int8
    #expect(!usual.runsLike(choice))
    #expect(after(.nextPrecision, .nextPrecision, from: usual).precision == .int8)
  }

  @Test(
    "a number of threads that is not in the list goes on to the next of it", arguments: [3, 5, 6])
  func threads(count: Int) {
    var choice = start
    choice.threads = count
    #expect(after(.nextThreads, from: choice).threads == [3: 4, 5: 6, 6: 1][count])
  }

  @Test("a picture that could not be read is passed by, also of two")
  func pictures() {
    var choice = start
    choice.attemptedPicture = 1  // 0 is shown, because 1 could not be read
    #expect(after(.nextPicture, from: choice).picture == 2)
    let two = Catalogue(
      pictures: Array(catalogue.pictures.prefix(2)), weights: [Example.builtIn],
      instructionSets: [.avx2], maximumThreads: 1)
    choice.perform(.nextPicture, in: two)
    #expect(choice.picture == 1 && choice.attemptedPicture == 1)
  }

  @Test(
    "goes to any place, with a side the network can have",
    arguments: [(Int.min, 32), (31, 32), (32, 32), (77, 77), (128, 128), (Int.max, 128)])
  func places(side: Int, reached: Int) {
    var choice = start
    choice.go(to: .one, side: side)
    var expected = start
    (expected.setting.alpha, expected.setting.side) = (.one, reached)
    #expect(choice == expected)
  }

  @Test("runs like another one but for pause, pin and what could not be read")
  func alike() {
    let alike: [(inout Choice) -> Void] = [
      { $0.isPaused = true }, { $0.pinned = nil }, { $0.readablePicture = 2 },
      { $0.attemptedPicture = 2 },
    ]
    let unlike: [(inout Choice) -> Void] = [
      { $0.setting.classes += 1 }, { $0.picture = 1 }, { $0.weights = 1 }, { $0.threads = 2 },
      { $0.instructionSet = .baseline }, { $0.precision = .int8 },
    ]
    for (changes, isAlike) in [(alike, true), (unlike, false)] {
      for change in changes {
        var other = after(.pin)
        change(&other)
        #expect(other.runsLike(start) == isAlike && start.runsLike(other) == isAlike)
      }
    }
  }

  @Test("is the pinned one until anything of the network differs")
  func pinned() {
    let pinned = after(.pin)
    #expect(pinned.isPinned(in: catalogue) && !start.isPinned(in: catalogue))
    for command: ChoiceCommand in [
      .nextThreads, .nextPrecision, .nextVariant, .nextWeights, .full,
    ] {
      #expect(!after(command, from: pinned).isPinned(in: catalogue), "\(command)")
    }
    for command: ChoiceCommand in [.pause, .nextPicture] {
      #expect(after(command, from: pinned).isPinned(in: catalogue), "\(command)")
    }
  }
}
