import Explorer
import Reports

/// The last line: a message, or the keys used most.
struct FooterLine {
  @Shared var state: State
  let theme: Theme
  let columns: Int
  let form: Composition.Form

  func draw(on canvas: inout Canvas, row: Int) {
    if let message = state.view.message {
      drawMessage(visible(message), on: &canvas, row: row)
      return
    }
    var column = 1
    for text in fittingKeys {
      let keys = keys(of: text)
      column = canvas.write(keys, at: column, row, theme.style(.key))
      column = canvas.write(String(text.dropFirst(keys.count)), at: column, row) + 2
    }
  }

  /// A message that is too long for one line takes as many as it needs above the last one, at most
  /// half of the screen.
  private func drawMessage(_ message: String, on canvas: inout Canvas, row: Int) {
    let lines = message.wrapped(to: columns - 2)
    let most = max(1, canvas.rows / 2)
    let shown = lines.count > most ? lines.prefix(most - 1) + ["…"] : lines[...]
    for (place, line) in shown.enumerated() {
      let row = row - shown.count + 1 + place
      canvas.write(String(repeating: " ", count: columns), at: 0, row)
      canvas.write(line, at: 1, row, theme.style(.alert))
    }
  }

  /// The key that a click on the line stands for; nil between the words, and beside the keys where a
  /// text is about several.
  func key(at column: Int) -> Key? {
    guard state.view.message == nil else { return nil }
    var start = 1
    for text in fittingKeys {
      if (start..<start + text.cellCount).contains(column) {
        return key(in: keys(of: text), at: column - start)
      }
      start += text.cellCount + 2
    }
    return nil
  }

  private func key(in keys: String, at place: Int) -> Key? {
    if let named = Self.named[keys] { return named }
    let glyphs = Array(keys)
    if glyphs.count == 1 { return .character(glyphs[0]) }
    guard glyphs.indices.contains(place) else { return nil }
    let glyph = glyphs[place]
    let isList = keys.split(separator: " ").allSatisfy { $0.count == 1 }
    return Self.named["\(glyph)"]
      ?? (glyph.isNumber || isList && glyph != " " ? .character(glyph) : nil)
  }

  private static let named: [String: Key] = [
    "←": .left, "→": .right, "↑": .up, "↓": .down, "Tab": .tab, "Enter": .enter, "Esc": .escape,
    "Space": .character(" "), "Backspace": .backspace,
  ]

  /// As the line has it.
  static func name(of key: Key) -> String {
    if let named = named.first(where: { $0.value == key }) { return named.key }
    if case .character(let character) = key { return "\(character)" }
    return ""
  }

  /// The first word, and further ones of a single character: "←→", "j k", "Space".
  private func keys(of text: String) -> String {
    let words = text.split(separator: " ")
    let others = words.dropFirst().prefix { $0.utf8.count == 1 }
    return (words.prefix(1) + others).joined(separator: " ")
  }

  /// As many as fit; help and quit always stay, and first what leads from pane to pane where only
  /// one is seen.
  private var fittingKeys: [String] {
    if let keys = Help(state).enteredKeys { return fitting(keys.dropLast(), keys.suffix(1)) }
    let bindings = Help(state).bindings.filter { $0.footer != nil }
    let always = bindings.filter {
      $0.commands.values.contains { $0 == .view(.show(.help)) || $0 == .quit }
    }
    var others = bindings.filter { !always.contains($0) }
    if form == .single, state.lesson.playing == nil {
      let isPaneKey = { (binding: KeyBinding) in binding.commands[.tab] != nil }
      others = others.filter(isPaneKey) + others.filter { !isPaneKey($0) }
    }
    let isOpen =
      (state.view.zoomed != nil || state.view.lower != .layers) && state.lesson.playing == nil
    let back = isOpen ? ["Esc back"] : []
    return fitting(back + others.compactMap(\.footer), always.compactMap(\.footer))
  }

  /// As many texts as fit before the last ones.
  private func fitting(_ texts: some Sequence<String>, _ last: some Sequence<String>) -> [String] {
    let last = last.map(theme.spelled)
    var room = columns - last.reduce(0) { $0 + $1.cellCount + 2 }
    var shown: [String] = []
    for text in texts.map(theme.spelled) where text.cellCount + 2 <= room {
      shown.append(text)
      room -= text.cellCount + 2
    }
    return shown + last
  }
}
