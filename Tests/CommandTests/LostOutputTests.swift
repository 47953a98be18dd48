import Foundation
import PtySupport
import Testing

/// The real program where its results can't be written.
@Suite("Lost output")
struct LostOutputTests {
  static let commands: [[String]] = [
    ["report", "--runs", "1"], ["report", "--runs", "1", "--json"],
    ["report", "--runs", "1", "--format", "csv"], ["table", "4"], ["table", "--json"],
    ["bench", "--alpha", "0.25", "--side", "32", "--rounds", "1"],
    ["sweep", "--alphas", "0.25", "--sides", "32", "--threads", "1", "--rounds", "1"],
    ["weights", "list", "--library", "/nowhere"], ["weights", "show", "built-in"],
    ["weights", "verify", "built-in"], ["weights", "fetch"],
    ["--help"], ["help", "report"], ["--version"], ["--generate-completion-script", "bash"],
  ]

  @Test("is told in one line and status 1, on a full disk and without stdout", arguments: commands)
  func told(_ arguments: [String]) throws {
    for (redirection, reason) in [
      (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
    ] {
      let run = try Shell(arguments, redirection)
      #expect(run.status == 1)
      #expect(run.error.contains("standard output: cannot be written: \(reason)"), "\(run.error)")
      // `sweep` tells of its end besides.
      #expect(run.error.count { $0 == "\n" } == (arguments[0] == "sweep" ? 2 : 1), "\(run.error)")
    }
  }

  @Test("evaluate tells it, too, so that a scheduler sees it")
  func evaluate() throws {
    let list = FileManager.default.temporaryDirectory
      .appendingPathComponent("lost-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: list) }
    let photo = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Assets/Photos/cat.jpg").standardized.path
    try Data("\(photo)\ttabby\n".utf8).write(to: URL(fileURLWithPath: list))
    let run = try Shell(["evaluate", list, "--alphas", "0.25", "--sides", "32"], ">/dev/full")
    #expect(run.status == 1 && run.error.contains("cannot be written"), "\(run.error)")
  }

  @Test("is no fault of the reader who has seen enough")
  func leftReader() throws {
    let run = try Shell(["table", "--json"], "| { read -r line; printf '%s\\n' \"$line\"; }")
    #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
    #expect(run.output == "{\n")
    let ignoring = try Shell(["table"], "| true", before: "trap '' PIPE;")
    #expect(ignoring.error.isEmpty, "\(ignoring.error)")
  }
}

/// The program's command line with a redirection of the shell's.
private struct Shell {
  let status: Int32
  let output: String
  let error: String

  init(_ arguments: [String], _ redirection: String, before: String = "") throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let program = BuiltProgram.path("mobilenet-explorer")
    process.arguments = ["-c", "\(before) \"$0\" \"$@\" \(redirection)", program] + arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.error = String(
      decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}
