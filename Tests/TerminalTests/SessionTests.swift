import Glibc
import PtySupport
import Screen
import Terminal
import Testing

/// A session's life on a real terminal, as the terminal sees it.
struct SessionTests {
  @Test("takes the terminal over and gives it back as it was")
  func startAndQuit() throws {
    let probe = try startProbe()
    #expect(probe.screen.isAlternateScreen)
    #expect(!probe.screen.isCursorVisible)
    #expect(probe.screen.modes.isSuperset(of: [1, 1002, 1006]))
    #expect(!probe.settings.isCooked)
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    expectRestored(probe)
    #expect(probe.screen.line(0) == "bye")
  }

  @Test("draws every cell in its colours, with more pairs than fit in a byte")
  func colors() throws {
    let probe = try startProbe()
    #expect(probe.screen.line(1) == "colors 256 glyphs all")
    try expectPictures(probe, ColorMap(colors: 256))
  }

  @Test("draws every cell in red, green and blue where the terminal mixes them")
  func trueColors() throws {
    let probe = try startProbe(environment: [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": "truecolor",
    ])
    #expect(probe.screen.line(1) == "colors 16777216 glyphs all")
    try expectPictures(probe, ColorMap(colors: 1 << 24))
  }

  @Test("64 pairs are enough for one picture after another")
  func fewPairs() throws {
    let probe = try startProbe(environment: ["TERM": "xterm", "LANG": "C.UTF-8"])
    #expect(probe.screen.line(1) == "colors 8 glyphs all")
    try expectPictures(probe, ColorMap(colors: 8))
  }

  /// Nine pictures as the probe draws them, each but the first called for by the key `p`. With
  /// eight colours they come to 65 pairs.
  private func expectPictures(_ probe: ChildProcess, _ map: ColorMap) throws {
    for start in stride(from: 0, through: 280, by: 35) {
      if start > 0 { try probe.type("p") }
      try probe.wait(for: "the picture from \(start)") { screen in
        (0..<16).allSatisfy { row in
          (0..<42).allSatisfy { column in
            let color = Color(index: (start + row) % 240 + 16)
            let own = Style(
              foreground: Color(index: (start + column) % 240 + 16), background: color)
            let wanted = map.reduced(
              [40: Style(foreground: color), 41: Style(background: color)][column] ?? own)
            let cell = screen.cells[8 + row][column]
            return cell.scalar == "▀" && cell.foreground == shown(wanted.foreground)
              && cell.background == shown(wanted.background)
          }
        }
      }
    }
    #expect(probe.screen.unknown == [])
  }

  /// An index; above all of them, red, green and blue.
  private func shown(_ color: Color) -> Int {
    color.index ?? (color.isOwn ? -1 : VirtualTerminal.trueColors + Int(color.rgb))
  }

  @Test("follows the window's size")
  func resize() throws {
    let probe = try startProbe()
    for (columns, rows) in [(120, 40), (200, 60), (33, 7)] {
      probe.resize(columns: columns, rows: rows)
      try probe.wait(forLine: "probe \(columns)x\(rows)")
    }
    #expect(probe.screen.unknown == [])
  }

  @Test("survives one cell, and comes back from it")
  func tiny() throws {
    let probe = try startProbe()
    probe.resize(columns: 1, rows: 1)
    try probe.wait(for: "one letter") { $0.text == "p" }
    probe.resize(columns: 80, rows: 24)
    try probe.wait(forLine: "probe 80x24")
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    expectRestored(probe)
  }

  @Test("a storm of sizes ends with the last one")
  func storm() throws {
    let probe = try startProbe()
    for step in 1...60 { probe.resize(columns: 20 + step * 3 % 100, rows: 5 + step * 7 % 50) }
    probe.resize(columns: 91, rows: 29)
    try probe.wait(forLine: "probe 91x29")
    try probe.type("m")
    try probe.wait(forText: "keys 1 ")
    #expect(probe.screen.unknown == [])
  }

  @Test("LINES and COLUMNS say nothing of the window")
  func environmentSize() throws {
    let environment = ["TERM": "xterm-256color", "LINES": "10", "COLUMNS": "40"]
    let probe = try startProbe(environment: environment, columns: 77, rows: 33)
    probe.resize(columns: 66, rows: 22)
    try probe.wait(forLine: "probe 66x22")
  }

  @Test("another thread wakes it")
  func wake() throws {
    let probe = try startProbe()
    try probe.type("w")
    try probe.wait(forText: "wakes 1")
  }

  @Test("no control character of a canvas reaches the terminal")
  func controls() throws {
    let probe = try startProbe()
    #expect(probe.screen.line(6) == "a?[31mb?c?d?e?f?g?h")
    #expect(probe.screen.unknown == [])
  }

  @Test("what was written to stderr meanwhile comes after the screen")
  func standardError() throws {
    let probe = try startProbe()
    try probe.type("e")
    try probe.wait(forText: "keys 1 ")
    #expect(!probe.screen.text.contains("complain"))
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    #expect(probe.screen.text.contains("told to complain"))
  }

  @Test("Ctrl-Z gives the terminal back to the shell, fg takes it again at its new size")
  func jobControl() throws {
    let shell = try startShell("probe; echo stopped; read line; fg; echo over $?", options: ["-m"])
    try shell.wait(forText: "probe 100x24")
    try shell.type("\u{1A}")
    try shell.wait(forLine: "stopped")
    #expect(!shell.screen.isAlternateScreen)
    #expect(shell.screen.isCursorVisible)
    #expect(shell.screen.modes.isDisjoint(with: [1, 1000, 1006]))
    #expect(shell.settings.isCooked)
    shell.resize(columns: 120, rows: 30)
    try shell.type("\n")
    try shell.wait(forLine: "probe 120x30")
    #expect(shell.screen.isAlternateScreen)
    #expect(shell.screen.modes.isSuperset(of: [1, 1000, 1006]))
    #expect(!shell.settings.isCooked)
    try shell.type("q")
    try shell.wait(forLine: "over 0")
    #expect(try shell.waitForEnd() == .exited(0))
    #expect(shell.screen.unknown == [])
  }

  @Test("started in the background it stops until it is brought to the front")
  func background() throws {
    let shell = try startShell(Self.stoppedProbe + "fg; echo over $?", options: ["-m"])
    try shell.wait(forText: "probe 100x24")
    try shell.type("q")
    try shell.wait(forLine: "over 0")
    #expect(try shell.waitForEnd() == .exited(0))
    expectRestored(shell)
  }

  @Test("stopped in the background it can be ended", arguments: ["TERM", "HUP", "INT"])
  func endedInBackground(signal: String) throws {
    let commands = Self.stoppedProbe + "kill -\(signal) $pid; kill -CONT $pid; wait $pid; echo over"
    let shell = try startShell(commands, options: ["-m"])
    try shell.wait(forLine: "over")
    #expect(try shell.waitForEnd() == .exited(0))
    #expect(!shell.screen.text.contains("probe 100x24"))
    #expect(shell.settings == shell.initialSettings)
  }

  @Test("stopped by Ctrl-Z and continued in the background it can be ended")
  func endedAfterContinuing() throws {
    let commands = """
      \(Self.stoppedProbe) fg; bg; \(Self.untilStopped); kill -TERM $pid; kill -CONT $pid; \
      wait $pid; echo over
      """
    let shell = try startShell(commands, options: ["-m"])
    try shell.wait(forText: "probe 100x24")
    try shell.type("\u{1A}")
    try shell.wait(forLine: "over")
    #expect(try shell.waitForEnd() == .exited(0))
  }

  private static let untilStopped = "until grep -q '^State:.T' /proc/$pid/status; do :; done"
  private static let stoppedProbe = "$path & pid=$!; \(untilStopped); "

  @Test("Ctrl-Z without a shell that could continue it does not stop the program for ever")
  func orphan() throws {
    let probe = try startProbe()
    let clearings = probe.screen.clearings
    try probe.type("\u{1A}")
    try probe.wait(for: "the next screen") { $0.clearings > clearings && $0.isAlternateScreen }
    try probe.type("m")
    try probe.wait(forText: "keys 1 ")
    #expect(probe.screen.modes.isSuperset(of: [1002, 1006]), "drags are reported as before")
  }

  @Test("Ctrl-L draws everything again")
  func redraw() throws {
    let probe = try startProbe()
    let clearings = probe.screen.clearings
    try probe.type("\u{C}")
    try probe.wait(for: "a whole screen") { $0.clearings > clearings }
    try probe.wait(for: "all of it") {
      $0.line(0) == "probe 80x24" && $0.line(2).hasPrefix("keys 0 ")
    }
  }

  @Test("after being stopped from outside it draws everything again")
  func stoppedFromOutside() throws {
    let probe = try startProbe()
    let clearings = probe.screen.clearings
    probe.signal(SIGSTOP)
    probe.signal(SIGCONT)
    try probe.wait(for: "a whole screen") { $0.clearings > clearings }
    try probe.wait(forLine: "probe 80x24")
  }
}
