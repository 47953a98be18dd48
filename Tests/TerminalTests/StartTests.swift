import Foundation
import PtySupport
import Terminal
import Testing

/// What the session makes of the terminal and the environment it finds.
struct StartTests {
  @Test(
    "refuses in one line what it can't draw on, and sends nothing else",
    arguments: [
      (
        ["TERM": "dumb"],
        "TERM=dumb can't move the cursor; set TERM to the terminal's type, or use 'report'"
      ),
      (
        [:],
        "TERM is not set; set it to the terminal's type, such as TERM=xterm-256color, or use "
          + "'report'"
      ),
      (
        ["TERM": ""],
        "TERM is not set; set it to the terminal's type, such as TERM=xterm-256color, or use "
          + "'report'"
      ),
    ])
  func refused(environment: [String: String], sentence: String) throws {
    let probe = try ChildProcess(
      BuiltProgram.path("terminal-probe"), environment: environment, columns: 120)
    #expect(try probe.waitForEnd() == .exited(1))
    #expect(String(decoding: probe.output, as: UTF8.self) == "terminal-probe: \(sentence)\r\n")
  }

  @Test(
    "refuses what is not a terminal in one line",
    arguments: [("probe < /dev/null", "stdin"), ("probe > /dev/null", "stdout")])
  func notATerminal(command: String, stream: String) throws {
    let shell = try startShell(command + "; echo over $?")
    try shell.wait(forLine: "over 1")
    let sentence = "\(stream) is not a terminal; 'report' prints the figures without one"
    #expect(shell.screen.text.hasPrefix("terminal-probe: \(sentence)\nover 1\n"))
    #expect(shell.settings == shell.initialSettings)
  }

  @Test("an unknown terminal is treated as xterm-256color, and the user is told")
  func unknownTerminal() throws {
    let environment = ["TERM": "no-such-terminal", "LANG": "C.UTF-8"]
    let probe = try startProbe(environment: environment)
    #expect(probe.screen.line(1) == "colors 256 unicode true")
    #expect(
      probe.screen.line(4)
        == "TERM=no-such-terminal is unknown to this host: treated as xterm-256color")
    try probe.type("\u{1B}[A")
    try probe.wait(forLine: "<up>")
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    expectRestored(probe)
  }

  @Test("the description for unknown terminals comes with the program, not from the host")
  func embeddedDescription() throws {
    // A host's description of xterm-256color that knows no colours.
    let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let folder = home.appending(path: ".terminfo/x")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try Data(poorDescription(name: "xterm-256color"))
      .write(to: folder.appending(path: "xterm-256color"))

    let known = try startProbe(environment: ["TERM": "xterm-256color", "HOME": home.path])
    #expect(known.screen.line(1) == "colors 0 unicode false")
    let unknown = try startProbe(environment: ["TERM": "no-such-terminal", "HOME": home.path])
    #expect(unknown.screen.line(1) == "colors 256 unicode false")
  }

  /// A compiled description (term(5)) of a terminal that can move its cursor, and nothing else.
  private func poorDescription(name: String) -> [UInt8] {
    let names = Array(name.utf8) + [0]
    let strings = Array("\u{1B}[%i%p1%d;%p2%dH".utf8) + [0]
    let cursorAddress = 10  // The place of "cup" among the strings.
    let header = [0o432, names.count, 0, 0, cursorAddress + 1, strings.count]
    let offsets = Array(repeating: 0xFFFF, count: cursorAddress) + [0]
    let padding: [UInt8] = names.count % 2 == 0 ? [] : [0]
    func bytes(_ numbers: [Int]) -> [UInt8] {
      numbers.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }
    return bytes(header) + names + padding + bytes(offsets) + strings
  }

  @Test(
    "draws on every kind of terminal, with sequences of that terminal only",
    arguments: [
      ("xterm-256color", 256), ("tmux-256color", 256), ("screen-256color", 256), ("xterm", 8),
      ("screen", 8), ("linux", 8), ("vt100", 0),
    ])
  func kinds(type: String, colors: Int) throws {
    let probe = try startProbe(environment: ["TERM": type, "LANG": "C.UTF-8"])
    #expect(probe.screen.line(1) == "colors \(colors) unicode true")
    #expect(probe.screen.hasSeenColor == (colors > 0))
    for text in ["m", "n"] {
      try probe.type(text)
      try probe.wait(forLine: text)
    }
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    #expect(probe.screen.unknown == [])
    #expect(probe.settings == probe.initialSettings)
  }

  @Test(
    "in a locale without Unicode only ASCII is sent",
    arguments: [
      ["LANG": "C"], ["LC_ALL": "C", "LANG": "C.UTF-8"], ["LC_ALL": "POSIX"], [:], ["LANG": "@"],
      ["LANG": "."], ["LC_ALL": "@@.utf8"],
    ])
  func ascii(locale: [String: String]) throws {
    let environment = locale.merging(["TERM": "xterm-256color"]) { $1 }
    let probe = try startProbe(environment: environment)
    #expect(probe.screen.line(1) == "colors 256 unicode false")
    #expect(probe.screen.line(5) == "a r ##-|+ e x")
    #expect(probe.output.allSatisfy { $0 < 0x80 })
  }

  @Test(
    "UTF-8 that is asked for is honoured, though the host may lack the language",
    arguments: [["LANG": "xx_XX.UTF-8"], ["LC_CTYPE": "xx_XX.utf8@euro"], ["LC_ALL": "C.UTF-8"]])
  func unicode(locale: [String: String]) throws {
    let environment = locale.merging(["TERM": "xterm-256color"]) { $1 }
    let probe = try startProbe(environment: environment)
    #expect(probe.screen.line(1) == "colors 256 unicode true")
    #expect(probe.screen.line(5) == "α ρ ▀█─│┌ é ×")
  }

  @Test("a size that no window has is forgotten", arguments: ["LINES", "COLUMNS"])
  func impossibleSize(name: String) throws {
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", name: "99999"]
    let probe = try startProbe(environment: environment)
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    expectRestored(probe)
  }

  @Test("--ascii sends ASCII whatever the locale")
  func asciiOption() throws {
    let probe = try startProbe(["--ascii"])
    #expect(probe.screen.line(1) == "colors 256 unicode false")
    #expect(probe.output.allSatisfy { $0 < 0x80 })
  }

  @Test("NO_COLOR leaves attributes only; a choice made by hand wins over it")
  func noColor() throws {
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1"]
    let plain = try startProbe(environment: environment)
    #expect(!plain.screen.hasSeenColor)
    #expect(plain.screen.cells[0][0].isBold)
    let never = try startProbe(["never"])
    #expect(!never.screen.hasSeenColor)
    let eight = try startProbe(["8"], environment: environment)
    #expect(eight.screen.line(1) == "colors 8 unicode true")
    #expect(eight.screen.hasSeenColor)
  }

  @Test("--no-mouse leaves the mouse to the terminal")
  func noMouse() throws {
    let probe = try startProbe(["--no-mouse"])
    #expect(probe.screen.modes.isDisjoint(with: [1000, 1006]))
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
  }
}
