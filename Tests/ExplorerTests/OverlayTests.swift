import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("Overlays")
struct OverlayTests {
  /// A state under an overlay.
  private func covered(_ overlay: Overlay, _ place: Int = 0, columns: Int = 80, rows: Int = 24)
    -> State
  {
    var state = Example.start(alpha: 500)
    _ = reduce(&state, .resize(columns: columns, rows: rows))
    state.view.overlay = overlay
    state.view.overlayPlace = place
    return state
  }

  private static let scrolling: [(keys: [Key], place: Int)] = [
    ([.down], 1), ([.character("j")], 1), ([.up], 0), ([.character("k")], 0),
    ([.down, .down, .up], 1), ([.character(" ")], 20), ([.pageDown], 20),
    ([.pageDown, .pageUp], 0), ([.end, .home], 0), ([.character("G"), .character("g")], 0),
  ]

  @Test("the help is scrolled by its keys, and nothing else changes", arguments: scrolling)
  func scrolls(keys: [Key], place: Int) {
    var state = covered(.help)
    #expect(state.press(keys).isEmpty)
    #expect(state == covered(.help, place))
  }

  @Test("is scrolled to its end and no further", arguments: [(80, 24), (40, 10), (200, 60)])
  func end(columns: Int, rows: Int) {
    var state = covered(.help, columns: columns, rows: rows)
    let last = Help(state).bindings.count + Help.notes.count - 1
    for keys in [[Key.end], [.character("G")], Array(repeating: .down, count: 100)] {
      state.press(keys)
      #expect(state.view.overlayPlace == last)
    }
    state.press(.up)
    #expect(state.view.overlayPlace == last - 1)
    _ = reduce(&state, .scrolled(by: 5, over: .layers))
    #expect(state.view.overlayPlace == last)
  }

  @Test("the command is scrolled only where it is longer than the screen")
  func command() {
    var state = covered(.command)
    state.press(.down, .pageDown, .end)
    #expect(state == covered(.command))
    state = covered(.command, columns: 40, rows: 10)
    state.choice.setting.variant = .shallow
    state.choice.setting.side = 100
    state.choice.threads = 4
    let last = RecreatingCommand(state).lines.count - 7
    #expect(last > 0)
    state.press(.end)
    #expect(state.view.overlayPlace == last)
    state.press(.up)
    #expect(state.view.overlayPlace == last - 1)
    _ = reduce(&state, .resize(columns: 80, rows: 24))
    #expect(state.view.overlayPlace == 0)
  }

  @Test(
    "only its own keys close it, and do nothing else",
    arguments: [
      (Overlay.help, [Key.character("q"), .escape, .character("?")], [Key.character("y")]),
      (.command, [.character("q"), .escape, .character("y"), .enter], [.character("?")]),
      (.export, [.character("q"), .escape, .character("e")], [.character("?"), .character("y")]),
    ])
  func closing(overlay: Overlay, closing: [Key], other: [Key]) {
    var expected = covered(overlay)
    expected.view.overlay = nil
    for key in closing {
      var state = covered(overlay)
      #expect(state.press(key).isEmpty)
      #expect(state == expected, "\(key)")
    }
    let inert =
      other + [.left, .right, .shiftUp, .tab, .backspace]
      + "hlzafipvwbt1234[]0,.+-$".map(Key.character)
    for key in inert {
      var state = covered(overlay)
      #expect(state.press(key).isEmpty)
      #expect(state == covered(overlay), "\(key)")
    }
  }

  @Test("Enter does what the chosen line says, if that is one thing, and closes")
  func choosing() throws {
    let start = covered(.help)
    for (place, binding) in Help(start).bindings.enumerated() {
      var state = covered(.help, place)
      let effects = state.press(.enter)
      var expected = covered(.help)
      expected.view.overlay = nil
      let commands = Set(binding.commands.values)
      let command = commands.count == 1 && commands != [.view(.show(.help))] ? commands.first : nil
      guard let command else {
        #expect(state == expected && effects.isEmpty, "\(binding.shown)")
        continue
      }
      let key = try #require(binding.commands.first { $0.value == command }?.key)
      let wanted = expected.press(key)
      #expect(state == expected && effects == wanted, "\(binding.shown)")
      #expect(Help(start).chosenCommand == nil)
    }
  }

  @Test("the bottom line says which keys work")
  func footer() {
    #expect(Help(Example.start()).enteredKeys == nil)
    var state = covered(.help)
    #expect(
      Help(state).enteredKeys == [
        "Enter closes", "↑↓ scroll", "Space page", "g G ends", "q Esc close",
      ])
    let place = Help(state).bindings.firstIndex { $0.shown == "f" }
    state.view.overlayPlace = place ?? 0
    #expect(Help(state).enteredKeys?.first == "Enter does it")
    state.press(.escape)
    state.type("$")
    #expect(Help(state).enteredKeys?.last == "Esc leaves")
  }

  @Test("shows the command so that a shell takes its lines as one")
  func lines() {
    var state = covered(.command, columns: 40, rows: 10)
    state.choice.threads = 4
    let text = RecreatingCommand(state).lines.dropFirst().dropLast(2)
    #expect(text.count > 1 && text.allSatisfy { $0.unicodeScalars.count <= 34 })
    #expect(
      text.joined(separator: "\n").replacing(" \\\n", with: " ") == RecreatingCommand(state).text)
  }
}
