import Engine
import Explorer
import Measure
import MobileNet

extension Painter {
  /// The program, the picture, the weights, how it runs; at the right end what the engine does.
  mutating func paintHeader() {
    let status = status
    var column = canvas.write(
      "mobilenet-explorer", column: 1, row: layout.header, style: Theme.name)
    let threads = state.threads == 1 ? "1 thread" : "\(state.threads) threads"
    let parts = [
      visible(state.pictureEntry.name), "\(visible(state.weightsEntry.name)) weights",
      "\(state.setting.variant)", "\(state.instructionSet.title), \(threads)",
    ]
    let end = canvas.columns - 2 - status.count
    for (place, part) in parts.enumerated() {
      let text = (place == 0 ? "   " : " · ") + part
      guard column + text.count <= end else { break }
      column = canvas.write(text, column: column, row: layout.header)
    }
    canvas.write(status, before: canvas.columns - 1, row: layout.header, style: Theme.label)
  }

  /// What the engine does at this moment.
  private var status: String {
    let runs = state.current.latency.map { "\($0.runs) run\($0.runs == 1 ? "" : "s")" } ?? ""
    if state.current.failure != nil { return "✗ failed" }
    if state.isPaused { return runs.isEmpty ? "‖ paused" : "‖ paused, \(runs)" }
    if state.current.isSettled { return "● settled, \(runs)" }
    return runs.isEmpty ? "○ building" : "○ \(runs)"
  }

  /// The message, if there is one, else the most used keys.
  mutating func paintFooter() {
    let width = canvas.columns - 2
    if let message = state.view.message {
      let text = visible(message).clipped(width)
      canvas.write(text, column: 1, row: layout.footer, style: Theme.message)
      return
    }
    var column = 1
    let footers = state.keyBindings.compactMap(\.footer)
    // Help and quit stand at the end whatever has to be left out.
    let last = footers.filter { $0.hasPrefix("?") || $0.hasPrefix("q") }
    let room = width - last.reduce(0) { $0 + $1.count + 2 }
    for footer in footers where !last.contains(footer) {
      guard column + footer.count <= room else { break }
      column = writeKey(footer, column: column) + 2
    }
    for footer in last { column = writeKey(footer, column: column) + 2 }
  }

  /// Keys bold, what they do plain.
  private mutating func writeKey(_ footer: String, column: Int) -> Int {
    let word = footer.lastIndex(of: " ") ?? footer.startIndex
    let end = canvas.write(
      String(footer[..<word]), column: column, row: layout.footer, style: Theme.name)
    return canvas.write(String(footer[word...]), column: end, row: layout.footer)
  }
}
