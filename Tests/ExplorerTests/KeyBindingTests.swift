import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("The table of keys")
struct KeyBindingTests {
  /// A state in which every key has something to do.
  private var busy: State {
    var state = Example.start(alpha: 600, side: 100)
    state.type("jjjjjjjjjjz")
    return state
  }

  /// Every key there is, but for the mouse.
  private var keys: [Key] {
    let named: [Key] = [
      .left, .right, .up, .down, .shiftLeft, .shiftRight, .shiftUp, .shiftDown, .pageUp,
      .pageDown, .home, .end, .enter, .tab, .shiftTab, .escape, .backspace,
    ]
    return named + (32...126).map { Key.character(Character(Unicode.Scalar($0))) }
  }

  @Test("every key in the help does something, every other key nothing")
  func complete() {
    let inHelp = Set(KeyBinding.all.flatMap(\.commands.keys))
    for key in keys {
      var state = busy
      let effects = reduce(&state, .key(key))
      #expect((state != busy || !effects.isEmpty) == inHelp.contains(key), "\(key)")
    }
    #expect(inHelp.subtracting(keys).isEmpty)
  }

  @Test("every key stands in one line only")
  func unique() {
    let listed = KeyBinding.all.flatMap(\.commands.keys)
    #expect(Set(listed).count == listed.count)
  }

  @Test("keys of later issues are not there", arguments: Array("un:(){}"))
  func reserved(key: Character) {
    #expect(KeyBinding.command(for: .character(key), in: Example.start()) == nil)
  }

  @Test("each line shows the characters that it binds")
  func shown() {
    let names = [" ": "Space"]
    for binding in KeyBinding.all {
      for case .character(let character) in binding.commands.keys {
        let name = names["\(character)"] ?? "\(character)"
        #expect(binding.shown.split(separator: " ").contains { $0 == name }, "\(binding.shown)")
      }
      #expect(binding.shown.count <= 18)
      #expect(binding.sentence.count <= 58)
    }
  }

  @Test("gives the bottom line in the design's order")
  func footer() {
    let line = KeyBinding.all.compactMap(\.footer).joined(separator: "  ")
    #expect(
      line == """
        ←→ α  ↑↓ ρ  a plane  f frontier  m maps  r roofline  T lessons  c evidence  = explain  \
        j k layers  s sort  Tab focus  i picture  v variant  p pin  P precision  Space pause  \
        y command  ? help  q quit
        """)
  }

  @Test("leads where it says", arguments: [0, 1, 2])
  func walkthrough(number: Int) {
    let walks: [(keys: [Key], expected: State)] = [
      ([.left, .left, .right, .down, .down], Example.start(alpha: 950, side: 96)),
      ("2[[v".map(Key.character), Example.start(alpha: 500, side: 91, variant: .standard)),
      ("1-b.".map(Key.character), Example.start(alpha: 260, side: 127, base: 160)),
    ]
    var state = Example.start()
    let effects = state.press(walks[number].keys)
    let expected = walks[number].expected
    #expect(state.choice.setting == expected.choice.setting)
    #expect(state.figures.architecture == expected.figures.architecture)
    #expect(state.figures.fullArchitecture == expected.figures.fullArchitecture)
    #expect(state.figures.generation == effects.count)
    #expect(effects.last == .request(state.request))
  }
}
