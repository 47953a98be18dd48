import Explorer

/// The last line: a message, or the keys used most.
struct FooterLine {
  let state: State
  let theme: Theme
  let columns: Int
  let form: Composition.Form

  func draw(on canvas: inout Canvas, row: Int) {
    if let message = state.view.message {
      canvas.write(
        visible(message).clipped(to: columns - 2), at: 1, row, theme.style(.alert))
      return
    }
    var column = 1
    for text in fittingKeys {
      let keys = keys(of: text)
      column = canvas.write(keys, at: column, row, theme.style(.key))
      column = canvas.write(String(text.dropFirst(keys.count)), at: column, row) + 2
    }
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
    let bindings = state.keyBindings.filter { $0.footer != nil }
    let always = bindings.filter { $0.commands.values.contains { $0 == .help || $0 == .quit } }
    var others = bindings.filter { !always.contains($0) }
    if form == .single {
      let isPaneKey = { (binding: KeyBinding) in binding.commands[.tab] != nil }
      others = others.filter(isPaneKey) + others.filter { !isPaneKey($0) }
    }
    let isOpen = state.view.zoomed != nil || state.view.lower != .layers
    let back = isOpen ? ["Esc back"] : []
    let last = always.compactMap(\.footer).map(theme.spelled)
    var room = columns - 2 - last.reduce(0) { $0 + $1.cellCount + 2 } + 2
    var texts: [String] = []
    for text in back + others.compactMap(\.footer).map(theme.spelled)
    where text.cellCount + 2 <= room {
      texts.append(text)
      room -= text.cellCount + 2
    }
    return texts + last
  }
}
