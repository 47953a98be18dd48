import Foundation
import Glibc
import PtySupport
import Testing

/// The real program on a real terminal.
@Suite("The explorer on a terminal", .waitsForPrograms)
struct ExploreTests {
  @Test("names the built-in photo, and leaves the terminal as it was with the command printed")
  func startAndQuit() throws {
    let explorer = try Explorer()
    #expect(explorer.child.screen.isAlternateScreen)
    try explorer.child.type("q")
    #expect(try explorer.child.waitForEnd() == .exited(0))
    #expect(explorer.child.traces == [])
    #expect(explorer.child.screen.line(0) == "mobilenet-explorer")
  }

  @Test("follows the keys: α and ρ with all that depends on them")
  func keys() throws {
    let explorer = try Explorer()
    try explorer.child.type("3")
    try explorer.child.wait(forText: "α 0.75")
    try explorer.child.wait(forText: "1.95 M")
    try explorer.child.send(Array("\u{1B}OB".utf8))
    try explorer.child.wait(forText: "96×96")
    try explorer.child.type("y")
    try explorer.child.wait(forText: "mobilenet-explorer --alpha 0.75 --side 96")
    // The first q closes what y has opened.
    try explorer.child.type("qq")
    #expect(try explorer.child.waitForEnd() == .exited(0))
    #expect(explorer.child.screen.line(0) == "mobilenet-explorer --alpha 0.75 --side 96")
  }

  @Test("gives what y shows to the terminal's clipboard, unless told to keep it")
  func clipboard() throws {
    let explorer = try Explorer(["--alpha", "0.5"])
    try explorer.child.type("y")
    try explorer.child.wait(forText: "sent to your terminal's clipboard")
    let sent = explorer.child.screen.clipboard.flatMap { Data(base64Encoded: $0) }
    #expect(sent == Data("mobilenet-explorer --alpha 0.5".utf8))
    try explorer.child.type("q")
    try explorer.quit()
    let quiet = try Explorer(["--no-clipboard"])
    try quiet.child.type("y")
    try quiet.child.wait(forText: "mobilenet-explorer --no-clipboard")
    #expect(quiet.child.screen.clipboard == nil)
    try quiet.child.type("q")
    try quiet.quit()
  }

  @Test(
    "begins as the user's own settings say, unless told otherwise, and names a line it can't use")
  func configuration() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
    let folder = home.appending(path: "mobilenet-explorer")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let content = "color = never\nmouse = off\nascii = perhaps\n"
    try Data(content.utf8).write(to: folder.appending(path: "config"))
    let begin = { (arguments: String) in
      let child = try ChildProcess(
        "/bin/sh",
        [
          "-c",
          "XDG_CONFIG_HOME='\(home.path)' exec '\(BuiltProgram.path("mobilenet-explorer"))' \(arguments)",
        ])
      try child.wait(for: "the first answer") { $0.text.contains("1 viaduct") }
      return child
    }
    let plain = try begin("")
    #expect(!plain.screen.hasSeenColor)
    #expect(!plain.screen.modes.contains(1002))
    #expect(plain.screen.text.contains("perhaps"))
    try plain.type("q")
    #expect(try plain.waitForEnd() == .exited(0))
    let told = try begin("explore --color 256 --mouse")
    #expect(told.screen.hasSeenColor)
    #expect(told.screen.modes.contains(1002))
    try told.type("q")
    #expect(try told.waitForEnd() == .exited(0))
    let alone = try begin("--no-config")
    #expect(alone.screen.hasSeenColor)
    #expect(!alone.screen.text.contains("perhaps"))
    try alone.type("q")
    #expect(try alone.waitForEnd() == .exited(0))
  }

  @Test("says why nothing is predicted where nothing was trained")
  func standard() throws {
    let explorer = try Explorer()
    try explorer.child.type("v")
    try explorer.child.wait(forText: "no trained weights")
    try explorer.child.wait(forText: "block1.conv")
  }

  @Test("maps accuracy over α and ρ on a, and on x what this picture is taken for")
  func map() throws {
    let explorer = try Explorer()
    try explorer.child.type("a")
    try explorer.child.wait(forText: "accuracy over α and ρ")
    try explorer.child.type("x")
    try explorer.child.wait(forText: "At side 112 the answer is viaduct")
    try explorer.child.type("a")
    try explorer.child.wait(forText: "block1.dw")
    try explorer.quit()
  }

  @Test("shows every key on ?, and closes the help with Esc")
  func help() throws {
    let explorer = try Explorer()
    try explorer.child.type("?")
    try explorer.child.wait(forText: "q Esc close")
    try explorer.child.type("\u{1B}")
    try explorer.child.wait(for: "the help closed") { !$0.text.contains("q Esc close") }
  }

  @Test("exports into the folder it was started in, over nothing, and goes on where it can't")
  func export() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("export-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let child = try ChildProcess(
      "/bin/sh", ["-c", "cd '\(folder)' && exec '\(BuiltProgram.path("mobilenet-explorer"))'"])
    try child.wait(for: "the first answer") { $0.text.contains("1 viaduct") }
    for (keys, name) in [
      ("e\r", "a1-s112.txt"), ("ej\r", "a1-s112.svg"), ("ejj\r", "a1-s112.json"),
      ("ejjj\r", "a1-s112-layers.csv"), ("e\r", "a1-s112-2.txt"),
    ] {
      try child.type(keys)
      try child.wait(forText: "wrote mobilenet-explorer-\(name)")
    }
    let file = { (name: String) in
      try String(contentsOfFile: "\(folder)/mobilenet-explorer-\(name)", encoding: .utf8)
    }
    let text = try file("a1-s112.txt")
    #expect(text.contains("1 viaduct") && text.contains("α 1.00") && !text.contains("export"))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 25)
    #expect(try file("a1-s112.svg").hasSuffix("</svg>\n"))
    #expect(try file("a1-s112.json").contains("\"schema\" : \"mobilenet-explorer/report/1\""))
    #expect(try file("a1-s112-layers.csv").hasPrefix("name,kind,"))
    try FileManager.default.removeItem(atPath: folder)
    try child.type("e\r")
    try child.wait(forText: "mobilenet-explorer-a1-s112.txt: cannot be written: No such file")
    try child.type("q")
    #expect(try child.waitForEnd() == .exited(0))
  }

  @Test("is composed anew at every size, and back")
  func resize() throws {
    let explorer = try Explorer()
    for (columns, rows, text) in [
      (120, 40, "viaduct"), (200, 60, "viaduct"), (60, 15, "layers"), (30, 8, "40×10"),
      (80, 24, "viaduct"),
    ] {
      explorer.child.resize(columns: columns, rows: rows)
      try explorer.child.wait(for: "\(text) at \(columns)×\(rows)") {
        $0.columns == columns && $0.text.contains(text)
      }
    }
    try explorer.quit()
  }

  @Test(
    "is drawn in windows of any size with anything open",
    arguments: ["", "?", "y", "e", "T", "=", "m\r", "zf", "r$"])
  func tiny(keys: String) throws {
    let explorer = try Explorer()
    try explorer.child.type(keys)
    let sizes = [
      (1, 1), (2, 1), (6, 6), (7, 3), (20, 5), (79, 23), (1, 50), (200, 1), (80, 24),
    ]
    for (columns, rows) in sizes {
      let clearings = explorer.child.screen.clearings
      explorer.child.resize(columns: columns, rows: rows)
      try explorer.child.wait(for: "a frame of \(columns)×\(rows)") { $0.clearings > clearings }
    }
    try explorer.child.wait(for: "a whole screen") { screen in
      (0..<24).count { !screen.line($0).isEmpty } > 20
    }
    explorer.child.signal(SIGTERM)
    #expect(try explorer.child.waitForEnd() == .killed(signal: SIGTERM))
    #expect(explorer.child.traces == [])
  }

  @Test("takes a flood of keys and ends where they lead")
  func flood() throws {
    let explorer = try Explorer()
    try explorer.child.type(String(repeating: "hl", count: 1500) + "2")
    try explorer.child.wait(forText: "α 0.50")
    try explorer.quit()
  }

  @Test(
    "ends by the signal it was sent, the terminal as it was", arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(number: Int32) throws {
    let explorer = try Explorer()
    explorer.child.signal(number)
    #expect(try explorer.child.waitForEnd() == .killed(signal: number))
    #expect(explorer.child.traces == [])
    // Ctrl-C leaves by choice, like q.
    #expect(
      explorer.child.screen.line(0) == (number == SIGINT ? "mobilenet-explorer" : ""))
  }

  @Test("stops on Ctrl-Z with the terminal as it was, and goes on")
  func suspend() throws {
    let explorer = try Explorer()
    try explorer.child.type("\u{1A}")
    try explorer.child.wait(for: "the normal screen") { !$0.isAlternateScreen }
    explorer.child.signal(SIGCONT)
    try explorer.child.wait(for: "the explorer again") {
      $0.isAlternateScreen && $0.text.contains("viaduct")
    }
    try explorer.quit()
  }

  @Test("needs ASCII alone under LANG=C")
  func ascii() throws {
    let explorer = try Explorer(environment: ["TERM": "xterm", "LANG": "C"])
    try explorer.quit()
    #expect(explorer.child.output.allSatisfy { $0 < 0x80 })
  }

  @Test(
    "sends no colour where NO_COLOR is set or the terminal has none",
    arguments: [
      ["TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1"],
      ["TERM": "vt100", "LANG": "C.UTF-8"],
    ])
  func noColor(environment: [String: String]) throws {
    let explorer = try Explorer(environment: environment)
    try explorer.quit()
    #expect(!explorer.child.screen.hasSeenColor)
  }

  @Test("never puts a screen up for a picture that can't be read")
  func badPicture() throws {
    let child = try ChildProcess(BuiltProgram.path("mobilenet-explorer"), ["no-such-picture.jpg"])
    #expect(try child.waitForEnd() == .exited(1))
    #expect(child.screen.line(0).hasPrefix("mobilenet-explorer: no-such-picture.jpg"))
    #expect(!String(decoding: child.output, as: UTF8.self).contains("\u{1B}"))
  }

  @Test("says so where the terminal can't show it", arguments: ["dumb", ""])
  func dumb(type: String) throws {
    let child = try ChildProcess(
      BuiltProgram.path("mobilenet-explorer"), environment: ["TERM": type, "LANG": "C.UTF-8"])
    #expect(try child.waitForEnd() == .exited(1))
    #expect(child.screen.line(0).contains("TERM"))
  }
}

/// A running explorer that has answered for the first time.
private struct Explorer {
  let child: ChildProcess

  init(
    _ arguments: [String] = [],
    environment: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
  ) throws {
    child = try ChildProcess(
      BuiltProgram.path("mobilenet-explorer"), arguments, environment: environment)
    // The five predictions: the photo's class first.
    try child.wait(for: "the first answer") { $0.text.contains("1 viaduct") }
  }

  func quit() throws {
    try child.type("q")
    #expect(try child.waitForEnd() == .exited(0))
    #expect(child.traces == [])
  }
}
