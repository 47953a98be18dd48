import Foundation
import Measure
import PtySupport
import Reports
import Testing

/// What the system and whoever started the program allow it.
@Suite("Limits from outside", .waitsForPrograms)
struct SystemLimitTests {
  private static let isTasksetThere = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/taskset")
  /// Becomes the program on the first of the processors that it may use.
  private static let onOneCore =
    "cpu=$(taskset -cp $$ | sed 's/.*: //; s/[,-].*//') && exec taskset -c $cpu"
  /// Stacks of threads that are larger than all memory that may be asked for.
  private static let withoutThreads = "ulimit -s 8000000 && ulimit -v 4000000 && exec"
  /// MobileNet runs, but not the network of full convolutions, whose packed weights take 114 MB.
  private static let withoutMemory = "ulimit -v 150000 && exec"

  @Test(
    "more threads than the process has cores are refused with the reason",
    .enabled(if: isTasksetThere, "taskset is not installed"),
    arguments: [
      ["bench"], ["report"], ["evaluate", "none"], ["sweep"], ["explore"],
    ])
  func affinity(command: [String]) throws {
    let run = try Run(command + ["--threads", "2"], shell: Self.onOneCore)
    #expect(run.status == 64)
    #expect(run.error.hasPrefix("Error: --threads 2: "), "\(run.error)")
    #expect(run.error.contains("; give 1\n"), "\(run.error)")
    if ProcessInfo.processInfo.processorCount > 1 {
      #expect(run.error.contains("binds this process to 1 of the machine's "), "\(run.error)")
    }
  }

  @Test(
    "a sweep on one core is one of one thread",
    .enabled(if: isTasksetThere, "taskset is not installed"))
  func sweep() throws {
    let run = try Run(
      ["sweep", "--alphas", "0.25", "--sides", "32", "--rounds", "1", "--json"],
      shell: Self.onOneCore)
    let json = try run.json()
    #expect((json["host"] as? [String: Any])?["cores"] as? Int == 1)
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(results.map { $0["threads"] as? Int } == [1])
  }

  @Test(
    "a thread that the system refuses is one line",
    arguments: [["sweep", "--alphas", "0.25", "--sides", "32", "--rounds", "1"], ["evaluate"]])
  func refusedThread(command: [String]) throws {
    let set = try command == ["evaluate"] ? pictures(count: 1) : nil
    defer { if let set { try? FileManager.default.removeItem(atPath: set) } }
    let run = try Run(command + [set].compactMap(\.self), shell: Self.withoutThreads)
    #expect(run.status == 1)
    #expect(run.error.contains("the system gives this program no further thread"), "\(run.error)")
    #expect(run.error.count { $0 == "\n" } == 1)
    #expect(run.output.isEmpty)
  }

  @Test(
    "memory that the system refuses is one line",
    arguments: [
      ["report", "--variant", "standard"], ["bench", "--rounds", "1", "--variant", "standard"],
      ["roofline", "--variant", "standard"],
      ["sweep", "--rounds", "1", "--variants", "standard"],
    ])
  func refusedMemory(command: [String]) throws {
    let run = try Run(command, shell: Self.withoutMemory)
    #expect(run.status == 1)
    #expect(run.error.contains("the system refuses "), "\(run.error)")
    #expect(run.error.count { $0 == "\n" } == 1)
    #expect(run.output.isEmpty)
  }

  @Test("a sweep that meets a network without memory keeps the turns before it")
  func refusedTurn() throws {
    let kept = FileManager.default.temporaryDirectory
      .appendingPathComponent("limits-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: kept) }
    // With this seed the first turn is MobileNet's, the second the other network's.
    let run = try Run(
      [
        "sweep", "--alphas", "0.25,0.26", "--sides", "32,33,34,35", "--rounds", "1", "--threads",
        "1",
        "--variants", "separable,standard", "--seed", "9", "--resume", kept,
      ], shell: Self.withoutMemory)
    #expect(run.status == 1 && run.error.contains("the system refuses "), "\(run.error)")
    #expect(try SweepResult.read(path: kept).roundsDone > 0)
  }

  @Test("a network that the system refuses memory is told in the explorer, which goes on")
  func refusedNetwork() throws {
    let explorer = try ChildProcess.shell(
      Self.withoutMemory + #" "$path""#, columns: 120, rows: 40, deadline: .seconds(60))
    try explorer.wait(for: "rest") { $0.text.contains("●") }
    try explorer.type("v")
    try explorer.wait(for: "the refusal") {
      $0.text.contains("the system refuses ") && $0.text.contains("! failed")
    }
    try explorer.type("v")
    try explorer.wait(for: "the shallow network") {
      $0.text.contains("shallow") && $0.text.contains("●")
    }
    try explorer.type("q")
    #expect(try explorer.waitForEnd() == .exited(0))
  }

  @Test(
    "a signal that whoever started it wants ignored does not end it",
    arguments: [(SIGHUP, "HUP"), (SIGINT, "INT")])
  func nohup(signal: Int32, name: String) throws {
    let set = try pictures(count: 1000)
    defer { try? FileManager.default.removeItem(atPath: set) }
    let kept = set + ".json"
    defer { try? FileManager.default.removeItem(atPath: kept) }
    let run = try Run(
      ["evaluate", set, "--alphas", "0.25", "--sides", "32", "--resume", kept, "--json"],
      shell: "trap '' \(name) && exec", signal: signal
    ) { FileManager.default.fileExists(atPath: kept) }
    #expect(run.status == 0, "\(run.error)")
    #expect(try run.json()["seen"] as? Int == 1000)
  }

  @Test("the second Ctrl-C ends it even while nobody reads what it prints")
  func secondInterrupt() throws {
    let (output, error) = (Pipe(), Pipe())
    fill(output.fileHandleForWriting.fileDescriptor)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path("mobilenet-explorer"))
    // More than stdout's buffer holds.
    process.arguments =
      ["sweep", "--alphas", "0.05", "--threads", "1", "--rounds", "1", "--json", "--sides"]
      + [(32...64).map(String.init).joined(separator: ",")]
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 30)
    // It says so, then it prints; when it sleeps from then on, it waits for a reader.
    _ = error.fileHandleForReading.availableData
    while state(of: process.processIdentifier) != "S", Date.now < deadline { usleep(1000) }
    // Two signals that wait for a busy host become one: then there is no second before the third.
    while process.isRunning, Date.now < deadline {
      kill(process.processIdentifier, SIGINT)
      usleep(20_000)
    }
    let hasEnded = !process.isRunning
    if !hasEnded { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(hasEnded)
    #expect(process.terminationStatus == SIGINT)
  }

  private func fill(_ descriptor: Int32) {
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    for size in [4096, 1] {
      let bytes = [UInt8](repeating: 0, count: size)
      while write(descriptor, bytes, bytes.count) > 0 {}
    }
    _ = fcntl(descriptor, F_SETFL, flags)
  }

  private func state(of process: Int32) -> Character? {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return text.lastIndex(of: ")").flatMap { text[$0...].dropFirst(2).first }
  }

  private func pictures(count: Int) throws -> String {
    let set = FileManager.default.temporaryDirectory
      .appendingPathComponent("limits-\(UUID().uuidString)")
    let folder = set.appendingPathComponent("viaduct")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for copy in 0..<count {
      try Data("P2 1 1 255 \(copy % 256)".utf8)
        .write(to: folder.appendingPathComponent("\(copy).pgm"))
    }
    return set.path
  }
}
