import Foundation
import PtySupport
import Testing

/// One run of the program, its output through pipes.
struct Run {
  /// The exit status; -1 where a signal ended it.
  let status: Int32
  /// What ended it, 0 where it ended by itself.
  let signal: Int32
  let output: String
  let error: String

  /// Runs it to its end; a signal is sent once it is ready.
  ///
  /// - Parameters:
  ///   - arguments: of the program.
  ///   - program: its name.
  ///   - shell: what a shell does before it becomes the program: `ulimit -v 1000000 && exec`.
  ///   - environment: nil for that of the test.
  ///   - signal: 0 for none.
  ///   - isReady: whether it is time for the signal.
  /// - Throws: where it can't be started.
  init(
    _ arguments: [String], program: String = "mobilenet-explorer", shell: String? = nil,
    environment: [String: String]? = nil, signal: Int32 = 0, when isReady: () -> Bool = { true }
  ) throws {
    let process = Process()
    if let environment { process.environment = environment }
    let path = BuiltProgram.path(program)
    process.executableURL = URL(fileURLWithPath: shell == nil ? path : "/bin/sh")
    process.arguments =
      shell.map { ["-c", "\($0) \"$0\" \"$@\"", path] + arguments } ?? arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    if signal != 0 {
      while process.isRunning, !isReady() { usleep(1000) }
      kill(process.processIdentifier, signal)
    }
    // Errors are short, so they fit a pipe while the output is read.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    self.error = String(
      decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let isSignalled = process.terminationReason == .uncaughtSignal
    self.signal = isSignalled ? process.terminationStatus : 0
    status = isSignalled ? -1 : process.terminationStatus
    self.output = String(decoding: text, as: UTF8.self)
  }

  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}
