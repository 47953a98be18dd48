extension ChildProcess {
  /// What was sent after the main screen came back, or nil where it did not.
  public var farewell: String? {
    let text = String(decoding: output, as: UTF8.self)
    return text.ranges(of: "\u{1B}[?1049l").last.map { String(text[$0.upperBound...]) }
  }

  /// What an ended program has left otherwise than it found it: nothing, as it should be.
  public var traces: [String] {
    var traces: [String] = []
    if screen.isAlternateScreen { traces.append("the alternate screen is up") }
    if !screen.isCursorVisible { traces.append("the cursor is hidden") }
    // 1034 (eight-bit meta keys) is what terminals start with.
    let modes = screen.modes.subtracting([1034])
    if !modes.isEmpty { traces.append("modes \(modes.sorted()) are set") }
    if settings != initialSettings { traces.append("the line settings are others") }
    if !screen.unknown.isEmpty { traces.append("unknown sequences \(screen.unknown)") }
    return traces
  }
}
