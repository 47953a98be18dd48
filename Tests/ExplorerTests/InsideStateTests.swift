import Engine
import Measure
import MobileNet
import Testing

@testable import Explorer
@testable import Measure

@Suite("The state of the feature maps")
struct InsideStateTests {
  /// Maps of 2×3: the channel with the largest number is the strongest.
  private func inside(_ layer: Layer, _ index: Int) -> Inside {
    let area = layer.output.area
    let output = (0..<layer.output.count).map { Float($0 / area) + ($0 % area == 5 ? 0.5 : 0) }
    let ones = [Float](repeating: 1, count: layer.output.channels)
    return Inside(
      ObservedLayer(
        index: index, input: [Float](repeating: 1, count: layer.input.count), output: output,
        scale: ones, shift: ones), layer, weights: nil, logits: ones)
  }

  private func opened(_ layer: Int = 1) -> State {
    var state = Example.start(alpha: 500, side: 64)
    state.view.selectedLayer = layer
    state.type("m")
    state.tell(inside(state.figures.architecture.layers[layer], layer))
    return state
  }

  @Test("asks the engine for the chosen layer while it is open, and for nothing else")
  func requests() {
    var state = Example.start()
    #expect(state.request.inside == nil)
    #expect(state.press([.character("m")]).map(\.layer) == [0])
    #expect(
      state.press([.character(">"), .character(">"), .character("<")]).map(\.layer) == [1, 2, 1])
    #expect(state.press([.character("j")]).isEmpty)
    #expect(state.press([.character("m")]).map(\.layer) == [nil])
    state.type("a")
    #expect(state.request.inside == nil)
  }

  @Test("walks through the channels, the strongest first, and stops at the ends")
  func walks() {
    var state = opened()
    #expect(ShownMaps(state).channel == 15)
    state.type("jj")
    #expect(ShownMaps(state).channel == 13)
    state.type("kkkk")
    #expect(ShownMaps(state).channel == 15)
    state.press(.pageDown)
    #expect(ShownMaps(state).channel == 0)
    state.type("g")
    #expect(ShownMaps(state).channel == 15)
    state.type("G")
    #expect(ShownMaps(state).channel == 0)
    _ = reduce(&state, .scrolled(by: -1, over: .maps))
    #expect(ShownMaps(state).channel == 1)
    state.type(">")
    #expect(ShownMaps(state).channel == nil && state.inside.channel == nil)
  }

  @Test("a tile made large owns its keys until Esc")
  func large() {
    var state = opened()
    let setting = state.choice.setting
    state.press(.enter)
    #expect(ShownMaps(state).cursor == .init(row: 0, column: 5))
    state.press(.left, .down, .character("j"), .character("l"), .character("h"))
    #expect(ShownMaps(state).cursor == .init(row: 2, column: 4))
    state.press(.up, .up, .up, .character("k"))
    #expect(ShownMaps(state).cursor == .init(row: 0, column: 4))
    let before = state
    state.type("q2a>")
    #expect(state == before && state.choice.setting == setting)
    #expect(Help(state).enteredKeys == ["←→ column", "↑↓ row", "= explain", "Esc leaves"])
    state.press(.escape)
    #expect(
      ShownMaps(state).cursor == nil && state.view.lower == .maps && ShownMaps(state).channel == 15)
  }

  @Test("a channel and a pixel that another setting has not are the strongest and the last")
  func smaller() {
    var state = opened()
    state.inside.channel = 14
    state.press(.enter)
    state.inside.cursor = .init(row: 31, column: 31)
    var setting = state.choice.setting
    setting.side = 32
    setting.alpha = Example.width(250)
    let layer = Architecture(setting).layers[1]
    state.tell(inside(layer, 1))
    #expect(ShownMaps(state).channel == 7)
    #expect(ShownMaps(state).cursor == .init(row: 15, column: 15))
  }

  @Test("maps are stale after a key, and another layer's are never shown")
  func stale() {
    var state = opened()
    state.answer()
    #expect(ShownMaps(state).inside == nil)
    state.tell(inside(state.figures.architecture.layers[1], 1))
    #expect(ShownMaps(state).inside?.isStale == false)
    state.press(.left)
    #expect(ShownMaps(state).inside?.isStale == true)
    state.type(">")
    #expect(ShownMaps(state).inside == nil)
  }

  @Test("is chosen by a command line")
  func choice() {
    var choice = ViewChoice()
    (choice.opened, choice.layer, choice.tile) = (.maps, "block3.dw", 12)
    var state = Example.start()
    state.look(at: choice)
    #expect(state.request.inside == 5 && state.inside.channel == 12)
    #expect(state.viewChoice == choice)
    state.choice.setting.alpha = Example.width(50)
    state.bringInLine()
    #expect(state.viewChoice.tile == nil)
  }
}

extension State {
  fileprivate mutating func tell(_ inside: Inside) {
    var snapshot = figures.current
    snapshot.inside = inside
    _ = reduce(&self, .snapshot(snapshot))
  }
}

extension Effect {
  /// The layer that a request asks to look into; −1 for another effect.
  fileprivate var layer: Int? {
    if case .request(let request) = self { request.inside } else { -1 }
  }
}
