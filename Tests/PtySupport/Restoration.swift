extension ChildProcess {
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
