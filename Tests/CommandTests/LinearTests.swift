import Foundation
import PtySupport
import Testing

/// The explorer in lines, without a screen.
@Suite("--linear", .waitsForPrograms)
struct LinearTests {
  @Test("answers the keys of a pipe in their order, a sentence each, then prints the command")
  func pipe() throws {
    let run = try Run(
      ["--linear"], shell: #"printf '1j\033[A' | "#, environment: ["LANG": "C.UTF-8"])
    #expect(run.status == 0, "\(run.error)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 5, "\(run.output)")
    try #require(lines.count == 5)
    #expect(lines[0].hasPrefix("viaduct on built-in"))
    #expect(lines[1].hasPrefix("α 0.25: ") && lines[1].contains("(was "))
    #expect(lines[2].hasPrefix("block1.dw: "))
    #expect(lines[3] == "nothing changes")
    #expect(lines[4] == "mobilenet-explorer --alpha 0.25 --layer block1.dw --linear")
  }

  @Test("draws nothing on a terminal that can't be drawn on, and leaves it as it was")
  func dumb() throws {
    for environment in [["TERM": "dumb"], [:]] {
      let child = try ChildProcess(
        BuiltProgram.path("mobilenet-explorer"), ["--linear"], environment: environment)
      try child.wait(forText: "lists the keys")
      try child.type("2")
      try child.wait(forText: "a 0.50")
      try child.type("q")
      #expect(try child.waitForEnd() == .exited(0))
      #expect(child.traces == [])
      #expect(!child.output.contains(0x1B))
      #expect(child.output.allSatisfy { $0 < 0x80 })
    }
  }

  @Test("ends where nobody takes its lines, though keys may still come")
  func lostOutput() throws {
    let shell = try ChildProcess.shell(
      #""$path" --linear > /dev/full; echo over $?"#, columns: 80, rows: 24)
    try shell.wait(forLine: "over 1")
    let sentence = "standard output: cannot be written: No space left"
    #expect(String(decoding: shell.output, as: UTF8.self).contains(sentence))
    #expect(try shell.waitForEnd() == .exited(0))
    #expect(shell.settings == shell.initialSettings)
  }

  @Test("a signal ends it, and the terminal is as it was", arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(number: Int32) throws {
    let child = try ChildProcess(
      BuiltProgram.path("mobilenet-explorer"), ["--linear"], environment: ["TERM": "dumb"])
    try child.wait(forText: "lists the keys")
    child.signal(number)
    #expect(try child.waitForEnd() == .killed(signal: number))
    #expect(child.traces == [])
  }
}
