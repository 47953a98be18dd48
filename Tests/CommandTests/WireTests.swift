import PtySupport
import Testing

/// What goes over the line to a terminal far away.
@Suite("Few bytes are sent", .waitsForPrograms)
struct WireTests {
  /// On a busy host figures change more than on one at rest, where a step takes half of this.
  @Test(
    "a step of α takes few of them until its figures have settled",
    arguments: [([:], 4000), (["NO_COLOR": "1"], 3000)])
  func step(variables: [String: String], most: Int) throws {
    let explorer = try settled(variables)
    let counts = try (0..<2).map { _ in
      let before = explorer.output.count
      try explorer.type("h")
      try explorer.wait(for: "news") { $0.text.contains("○") }
      try explorer.wait(for: "rest") { $0.text.contains("●") }
      return explorer.output.count - before
    }
    let least = try #require(counts.min())
    #expect(least < most, "\(counts)")
  }

  @Test("none at rest")
  func rest() throws {
    let explorer = try settled()
    // The last frame to its end, and what the peak is measured again for on a busy host.
    explorer.receive(baud: 1_000_000, for: .seconds(2))
    let before = explorer.output.count
    explorer.receive(baud: 1_000_000, for: .seconds(2))
    #expect(explorer.output.count == before)
  }

  @Test("on a line of 57 600 baud the screen is right within a second of a held key's end")
  func held() throws {
    let explorer = try settled()
    explorer.receive(baud: 57_600, for: .milliseconds(600), typing: "h", every: .milliseconds(33))
    explorer.receive(baud: 57_600, for: .seconds(1))
    let shown = Figures(explorer.screen)
    try explorer.wait(for: "rest") { $0.text.contains("●") }
    #expect(shown == Figures(explorer.screen))
    #expect(shown.lines[0].contains("α 0.") == true)
  }

  @Test("a line of 4 800 baud, which says so, gets the dial alone while keys come")
  func slowLine() throws {
    let explorer = try ChildProcess.shell(
      #"stty 4800; exec "$path""#, columns: 80, rows: 24, deadline: .seconds(90))
    try explorer.wait(for: "rest") { $0.text.contains("●") }
    let before = explorer.output.count
    explorer.receive(baud: 1_000_000, for: .seconds(2), typing: ",", every: .milliseconds(33))
    let sent = explorer.output.count - before
    // Thirty frames and more are a hundred kilobytes.
    #expect(sent < 10_000)
    try explorer.wait(for: "the last step") {
      $0.text.contains(#/α 0\.[3-5]\d /#) && $0.text.contains("●")
    }
    // A second after a held key's end the dial is right.
    explorer.receive(
      baud: 4800, for: .milliseconds(500), typing: ",", every: .milliseconds(33))
    explorer.receive(baud: 4800, for: .seconds(1))
    let held = try alpha(explorer.screen)
    explorer.receive(baud: 1_000_000, for: .seconds(2))
    #expect(try alpha(explorer.screen) == held)
    // After 0.3 s without a key the rest of a frame follows: for four seconds, in which the next key counts.
    try explorer.wait(for: "rest") { $0.text.contains("●") }
    try explorer.type(",")
    explorer.receive(baud: 4800, for: .milliseconds(800))
    try explorer.type(",")
    explorer.receive(baud: 4800, for: .seconds(2))
    #expect(try alpha(explorer.screen) == held - 2)
  }

  /// The α that the dial shows, in hundredths.
  private func alpha(_ screen: VirtualTerminal) throws -> Int {
    let digits = try #require(screen.line(1).firstMatch(of: #/α 0\.(\d\d) /#)).1
    return try #require(Int(digits))
  }

  /// What does not depend on measurements: the dial, the costs, the layers' shapes.
  private struct Figures: Equatable {
    let lines: [String]

    init(_ screen: VirtualTerminal) {
      lines = ["α", "ρ", "│ multiply-adds", "│ parameters", "conv0", "block1.dw", "block2.pw"]
        .map { name in
          let line = (0..<screen.rows).map(screen.line).first { $0.contains(name) } ?? ""
          return String(line.prefix(name == "α" || name == "ρ" ? 56 : 53))
        }
    }
  }

  private func settled(_ variables: [String: String] = [:]) throws -> ChildProcess {
    let explorer = try ChildProcess(
      BuiltProgram.path("mobilenet-explorer"),
      environment: variables.merging([
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "SSH_TTY": "/dev/pts/7",
      ]) { $1 },
      deadline: .seconds(60))
    try explorer.wait(for: "rest") { $0.text.contains("●") }
    return explorer
  }
}
