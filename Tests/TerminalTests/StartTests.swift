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
        "TERM=dumb can't move the cursor; set TERM to the terminal's type, or use --linear"
      ),
      (
        [:],
        "TERM is not set; set it to the terminal's type, such as TERM=xterm-256color, or use "
          + "--linear"
      ),
      (
        ["TERM": ""],
        "TERM is not set; set it to the terminal's type, such as TERM=xterm-256color, or use "
          + "--linear"
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
    #expect(probe.screen.line(1) == "colors 256 glyphs all")
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
    #expect(known.screen.line(1) == "colors 0 glyphs all")
    let unknown = try startProbe(environment: ["TERM": "no-such-terminal", "HOME": home.path])
    #expect(unknown.screen.line(1) == "colors 256 glyphs ascii")
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
      ("screen", 8), ("vt100", 0),
    ])
  func kinds(type: String, colors: Int) throws {
    let probe = try startProbe(environment: ["TERM": type, "LANG": "C.UTF-8"])
    #expect(probe.screen.line(1) == "colors \(colors) glyphs all")
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
      ["LANG": "C"], ["LC_ALL": "C", "LANG": "C.UTF-8"], ["LC_ALL": "POSIX"], ["LANG": "@"],
      ["LANG": "."], ["LC_ALL": "@@.utf8"], ["LANG": "en_US.ISO-8859-1"],
    ])
  func ascii(locale: [String: String]) throws {
    let environment = locale.merging(["TERM": "xterm-256color"]) { $1 }
    let probe = try startProbe(environment: environment)
    #expect(probe.screen.line(1) == "colors 256 glyphs ascii")
    #expect(probe.screen.line(5) == "a r ##-|+ e x")
    #expect(probe.output.allSatisfy { $0 < 0x80 })
  }

  @Test(
    "UTF-8 that is asked for is honoured, though the host may lack the language",
    arguments: [
      ["LANG": "xx_XX.UTF-8"], ["LC_CTYPE": "xx_XX.utf8@euro"], ["LC_ALL": "C.UTF-8"],
      ["LANG": "C", "LC_CTYPE": "C.UTF-8"],
    ])
  func unicode(locale: [String: String]) throws {
    let environment = locale.merging(["TERM": "xterm-256color"]) { $1 }
    let probe = try startProbe(environment: environment)
    #expect(probe.screen.line(1) == "colors 256 glyphs all")
    #expect(probe.screen.line(5) == "α ρ ▀█─│┌ é ×")
  }

  @Test(
    "without any locale the terminal's name tells whether it takes UTF-8",
    arguments: [
      ("xterm-256color", "all"), ("tmux-256color", "all"), ("xterm-kitty", "all"),
      ("xterm", "ascii"), ("screen", "ascii"), ("vt100", "ascii"), ("linux", "ascii"),
    ])
  func noLocale(type: String, glyphs: String) throws {
    for empty in [[:], ["LANG": "", "LC_ALL": ""]] {
      let probe = try startProbe(environment: empty.merging(["TERM": type]) { $1 })
      #expect(probe.screen.line(1).hasSuffix("glyphs \(glyphs)"))
    }
  }

  @Test(
    "--utf8, --narrow and --ascii decide",
    arguments: [
      ("--utf8", "all"), ("--narrow", "narrow"), ("--ascii", "ascii"),
    ])
  func decided(option: String, glyphs: String) throws {
    for locale in ["C", "C.UTF-8", "ja_JP.UTF-8", ""] {
      for type in ["vt100", "linux", "xterm-256color"] {
        let probe = try startProbe([option], environment: ["TERM": type, "LANG": locale])
        #expect(probe.screen.line(1).hasSuffix("glyphs \(glyphs)"), "\(locale) \(type)")
      }
    }
  }

  @Test(
    "in East Asian languages characters keep to those that are one cell wide in any font",
    arguments: [
      ("ja_JP.UTF-8", "narrow"), ("zh_TW.utf8", "narrow"), ("ko_KR.UTF-8", "narrow"),
      ("ja_JP.eucJP", "ascii"), ("jam_JM.UTF-8", "all"), ("de_DE.UTF-8", "all"),
    ])
  func eastAsian(locale: String, glyphs: String) throws {
    let probe = try startProbe(environment: ["TERM": "xterm-256color", "LC_ALL": locale])
    #expect(probe.screen.line(1) == "colors 256 glyphs \(glyphs)")
  }

  @Test("the console's font lacks what is drawn: ASCII, whatever the locale")
  func console() throws {
    let probe = try startProbe(environment: ["TERM": "linux", "LANG": "C.UTF-8"])
    #expect(probe.screen.line(1) == "colors 8 glyphs ascii")
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    expectRestored(probe)
  }

  @Test(
    "a line that does not know its size has the environment's, or 80×24",
    arguments: [
      ([:], 80, 24), (["LINES": "30", "COLUMNS": "100"], 100, 30), (["LINES": "40"], 80, 40),
      (["LINES": "-1", "COLUMNS": "x"], 80, 24),
    ])
  func unknownSize(sizes: [String: String], columns: Int, rows: Int) throws {
    for type in ["xterm-256color", "linux", "vt100"] {
      let probe = try ChildProcess(
        BuiltProgram.path("terminal-probe"),
        environment: sizes.merging(["TERM": type, "LANG": "C.UTF-8"]) { $1 },
        columns: columns, rows: rows, tellsSize: false)
      try probe.wait(forLine: "probe \(columns)x\(rows)")
      try probe.type("q")
      #expect(try probe.waitForEnd() == .exited(0))
      #expect(probe.screen.unknown == [])
    }
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
    #expect(probe.screen.line(1) == "colors 256 glyphs ascii")
    #expect(probe.output.allSatisfy { $0 < 0x80 })
  }

  @Test(
    "red, green and blue are mixed through an entry of our own, and all is given back",
    arguments: [
      (["TERM": "xterm-256color", "COLORTERM": "truecolor"], []),
      (["TERM": "tmux-256color", "COLORTERM": "24bit", "TMUX": "/tmp/tmux,1,0"], []),
      (["TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/tmux,1,0"], []),
      (["TERM": "no-such-terminal", "COLORTERM": "truecolor"], []),
      (["TERM": "xterm", "NO_COLOR": "1"], ["truecolor"]),
    ] as [([String: String], [String])])
  func direct(environment: [String: String], arguments: [String]) throws {
    let probe = try startProbe(
      arguments, environment: environment.merging(["LANG": "C.UTF-8"]) { $1 })
    #expect(probe.screen.line(1) == "colors 16777216 glyphs all")
    // The bytes of "208", an index: ff8700.
    #expect(String(decoding: probe.output, as: UTF8.self).contains("38;2;255;135;0m"))
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    #expect(probe.screen.unknown == [])
    expectRestored(probe)
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
    #expect(eight.screen.line(1) == "colors 8 glyphs all")
    #expect(eight.screen.hasSeenColor)
  }

  @Test("--no-mouse leaves the mouse to the terminal")
  func noMouse() throws {
    let probe = try startProbe(["--no-mouse"])
    #expect(probe.screen.modes.isDisjoint(with: [1000, 1002, 1006]))
    let clearings = probe.screen.clearings
    try probe.type("\u{1A}")
    try probe.wait(for: "the next screen") { $0.clearings > clearings && $0.isAlternateScreen }
    try probe.type("q")
    #expect(try probe.waitForEnd() == .exited(0))
    #expect(!String(decoding: probe.output, as: UTF8.self).contains("?100"))
  }
}
