// What covers the panes. It has been entered, so it owns all keys until it is closed: none of them
// reaches what lies below.
extension State {
  mutating func open(_ overlay: Overlay) {
    view.overlay = overlay
    view.overlayPlace = 0
  }

  mutating func closeOverlay() {
    view.overlay = nil
    view.overlayPlace = 0
  }

  mutating func perform(_ command: OverlayCommand) {
    switch command {
    case .step(let lines): scrollOverlay(by: lines)
    case .page(let pages): scrollOverlay(by: pages * max(1, (view.rows - 3) / 2))
    case .first: view.overlayPlace = 0
    case .last: view.overlayPlace = lastOverlayPlace
    case .choose, .close: closeOverlay()
    }
  }

  mutating func scrollOverlay(by lines: Int) {
    view.overlayPlace += lines
    holdOverlay()
  }

  /// Another size of the screen, or another command, may have moved the end.
  mutating func holdOverlay() {
    view.overlayPlace = min(max(0, view.overlayPlace), lastOverlayPlace)
  }

  private var lastOverlayPlace: Int {
    switch view.overlay {
    case nil: 0
    case .help: keyBindings.count + State.helpNotes.count - 1
    case .command: max(0, commandLines.count - (view.rows - Overlay.margin))
    }
  }

  /// What Enter in the help does: what the chosen line says, where that is one thing.
  public var chosenCommand: Command? {
    let bindings = keyBindings
    guard view.overlay == .help, bindings.indices.contains(view.overlayPlace) else { return nil }
    let commands = Set(bindings[view.overlayPlace].commands.values)
    return commands.count == 1 && commands != [.help] ? commands.first : nil
  }

  /// The lines of the overlay that shows the command: broken so that a shell takes them as one.
  public var commandLines: [String] {
    let room = view.columns - 6
    var lines: [String] = []
    var line = ""
    for word in ["mobilenet-explorer"] + arguments.map(shellWord) {
      // Room for the backslash.
      if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > room - 2 {
        lines.append("\(line) \\")
        line = ""
      }
      line += line.isEmpty ? word : " \(word)"
      while line.unicodeScalars.count > room {
        lines.append(String(line.unicodeScalars.prefix(room)))
        line = String(line.unicodeScalars.dropFirst(room))
      }
    }
    return [""] + lines + [line, "", "It recreates this screen."]
  }
}
