import MobileNet
import Testing

@testable import Explorer

@Suite("The sliders")
struct SliderTests {
  @Test(
    "α steps land on multiples of the step",
    arguments: [
      (370, Key.right, 400), (370, .left, 350), (400, .right, 450), (400, .left, 350),
      (1000, .right, 1000), (50, .left, 10), (10, .left, 10), (10, .right, 50), (5, .left, 5),
      (5, .shiftRight, 10), (375, .shiftRight, 380), (375, .shiftLeft, 370),
      (370, .shiftRight, 380), (995, .shiftRight, 1000), (10, .shiftLeft, 10),
      (370, .character("h"), 350), (370, .character("l"), 400), (370, .character(","), 360),
      (370, .character("."), 380),
    ])
  func alpha(from: Int, key: Key, to: Int) {
    var state = Example.start(alpha: from)
    state.press(key)
    #expect(state.choice.setting.alpha.thousandths == to)
  }

  @Test(
    "ρ steps land on multiples of 16 pixels or on the next pixel, within 32…base",
    arguments: [
      (128, Key.down, 112), (128, .up, 128), (100, .down, 96), (100, .up, 112), (120, .up, 128),
      (32, .down, 32), (40, .down, 32), (100, .shiftUp, 101), (100, .shiftDown, 99),
      (32, .shiftDown, 32), (128, .shiftUp, 128), (100, .character("+"), 101),
      (100, .character("-"), 99),
    ])
  func side(from: Int, key: Key, to: Int) {
    var state = Example.start(side: from)
    state.press(key)
    #expect(state.choice.setting.side == to)
  }

  @Test("a base that is no multiple of 16 can be reached again")
  func oddBase() {
    var state = Example.start(side: 100, base: 100)
    state.press(.down)
    #expect(state.choice.setting.side == 96)
    state.press(.up)
    #expect(state.choice.setting.side == 100)
  }

  @Test("1 to 4 set α", arguments: [("1", 250), ("2", 500), ("3", 750), ("4", 1000)])
  func presets(key: String, thousandths: Int) {
    var state = Example.start(alpha: 333)
    state.type(key)
    #expect(state.choice.setting.alpha.thousandths == thousandths)
  }

  @Test("[ and ] walk the paper's sides")
  func ratios() {
    var state = Example.start(side: 224, base: 224)
    var sides: [Int] = []
    for key in "[[[[]]]]" {
      state.press(.character(key))
      sides.append(state.choice.setting.side)
    }
    #expect(sides == [192, 160, 128, 128, 160, 192, 224, 224])
    state = Example.start(side: 40)
    state.type("[")
    #expect(state.choice.setting.side == 40)
    state.type("]")
    #expect(state.choice.setting.side == 73)
    state.type("]")
    #expect(state.choice.setting.side == 91)
  }

  @Test("0 goes back to α = ρ = 1")
  func full() {
    var state = Example.start(alpha: 333, side: 64)
    let effects = state.type("0")
    #expect(state.choice.setting == Example.start().choice.setting)
    #expect(effects.count == 1)
  }

  @Test(
    "a key that changes nothing asks for nothing",
    arguments: [Key.right, .shiftRight, .up, .shiftUp, .character("4"), .character("]")] + [
      .character("0")
    ])
  func nothing(key: Key) {
    var state = Example.start()
    #expect(reduce(&state, .key(key)).isEmpty)
    #expect(state == Example.start())
  }

  @Test("a click on a slider sets it, within its limits")
  func click() {
    var state = Example.start()
    #expect(reduce(&state, .pointed(.alpha(Example.width(630)))).count == 1)
    #expect(reduce(&state, .pointed(.side(77))).count == 1)
    #expect(state.choice.setting == Example.start(alpha: 630, side: 77).choice.setting)
    _ = reduce(&state, .pointed(.side(500)))
    #expect(state.choice.setting.side == 128)
    _ = reduce(&state, .pointed(.side(-5)))
    #expect(state.choice.setting.side == 32)
  }
}
