import Engine
import Measure
import MobileNet
import Testing
import Weights

@testable import Explorer

@Suite("Measured accuracy")
struct AccuracyTests {
  private func start(
    alpha: Int = 1000, side: Int = 128, base: Int = 128, variant: Variant = .separable,
    checksum: String? = "ab"
  ) -> State {
    var state = Example.start(
      alpha: alpha, side: side, base: base, variant: variant, catalogue: Example.measured)
    var snapshot = Example.answer(to: state)
    snapshot.builtInChecksum = checksum
    _ = reduce(&state, .snapshot(snapshot))
    return state
  }

  @Test("is that of the setting, with that of α = ρ = 1")
  func known() throws {
    let state = start(alpha: 500, side: 64)
    let surface = try #require(state.accuracySurface)
    let accuracy = try #require(surface.accuracy(alpha: Example.width(500), side: 64))
    #expect(state.accuracy == .known(accuracy))
    #expect(!accuracy.isInterpolated)
    #expect(state.referenceAccuracy == surface.accuracy(alpha: .one, side: 128))
  }

  @Test("stays known through other settings, before the engine has answered")
  func stays() {
    var state = start()
    state.press(.shiftLeft)
    guard case .known(let accuracy) = state.accuracy else {
      Issue.record("not known")
      return
    }
    #expect(accuracy.isInterpolated)
  }

  @Test("belongs to one checksum: it is not shown beside other weights, and that is said")
  func otherWeights() {
    #expect(start(checksum: "cd").accuracy == .ofOtherWeights)
    #expect(start(checksum: "cd").accuracySurface == nil)
    #expect(start(checksum: nil).accuracy == nil)
  }

  @Test("is told only where the network was trained and measured")
  func nothing() {
    #expect(start(variant: .standard).accuracy == nil)
    #expect(start(alpha: 200).accuracy == nil)
    #expect(start(side: 160, base: 224).accuracy == .outside("sides 32…128"))
    #expect(start(side: 128, base: 224).referenceAccuracy == nil)
    var own = start()
    own.type("w")
    own.answer()
    #expect(own.accuracy == nil)
  }
}

@Suite("The map of the α×ρ plane")
struct PlaneTests {
  private func measured(_ checksum: String = "ab") -> State {
    var state = Example.start(catalogue: Example.measured)
    var snapshot = Example.answer(to: state)
    snapshot.builtInChecksum = checksum
    _ = reduce(&state, .snapshot(snapshot))
    return state
  }

  @Test("opens with a, shows accuracy, and x switches to the picture's answers and back")
  func contents() {
    var state = measured()
    #expect(state.type("a").count == 1)
    #expect(state.view.lower == .plane)
    #expect(ShownPlane(state).content == .accuracy)
    #expect(state.type("x").isEmpty)
    #expect(ShownPlane(state).content == .answers)
    state.type("x")
    #expect(ShownPlane(state).content == .accuracy)
    state.type("a")
    #expect(state.view.lower == .layers)
    #expect(state.type("x").isEmpty)
    #expect(ShownPlane(state).content == .accuracy)
  }

  @Test("has the answers alone where no accuracy is known, and no key for more")
  func answersAlone() {
    var state = measured("cd")
    state.type("a")
    #expect(ShownPlane(state).content == .answers)
    #expect(!Help(state).bindings.contains { $0.commands[.character("x")] != nil })
    let before = state
    state.type("x")
    #expect(state == before)
  }

  @Test("is walked by the keys, cell by cell, and clicked on")
  func walked() throws {
    var state = measured()
    state.type("a")
    state.press(.left, .left, .down)
    let plane = try #require(ShownPlane(state).grid)
    let here = plane.nearest(to: state.choice.setting)
    #expect(here == (13, 5, true))
    state.press(.shiftLeft)
    #expect(plane.nearest(to: state.choice.setting) == (13, 5, false))
    _ = reduce(&state, .pointed(.setting(alpha: Example.width(250), side: 48)))
    #expect(state.choice.setting.alpha == Example.width(250) && state.choice.setting.side == 48)
    #expect(plane.nearest(to: state.choice.setting) == (0, 1, true))
  }

  @Test("covers the trained widths only")
  func widths() {
    let narrow = WeightFamily(
      Example.weights("n", origin: "n", baseSide: 64, widths: 330...620, classes: 9))
    let catalogue = Catalogue(
      pictures: Example.catalogue.pictures, weights: [narrow], instructionSets: [.baseline],
      maximumThreads: 1)
    let state = Example.start(alpha: 500, side: 64, base: 64, classes: 9, catalogue: catalogue)
    #expect(
      ShownPlane(state).grid?.alphas.map(\.thousandths) == [330, 350, 400, 450, 500, 550, 600, 620])
    var single = Example.start()
    single.type("w")
    #expect(ShownPlane(single).grid?.alphas == [Example.width(500)])
  }
}
