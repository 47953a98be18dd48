import Foundation
import PtySupport
import Testing

/// The real program's commands that go over many settings: statuses, sentences, what lies where.
@Suite("Commands over a grid of settings")
struct GridCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("grid-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test(
    "refuse wrong usage with 64 and a line that names the mend",
    arguments: [
      (["evaluate"], "dataset"),
      (["evaluate", "a", "b"], "one data set"),
      (["evaluate", "a", "--merge", "--shard", "1/2"], "leave --resume and --shard out"),
      (["evaluate", "a", "--shard", "3/2"], "shard"),
      (["evaluate", "a", "--alphas", "0.5,2"], "alphas"),
      (["evaluate", "a", "--sides", "64,,96"], "sides"),
      (["evaluate", "a", "--sides", "64", "--rhos", "0.5"], "give one of them"),
      (["evaluate", "a", "--threads", "0"], "--threads 0"),
      (["evaluate", "a", "--json", "--format", "csv"], "give one of them"),
    ])
  func usage(arguments: [String], words: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 64)
    #expect(run.error.contains(words), "\(run.error)")
    #expect(run.output.isEmpty)
  }

  @Test("evaluate refuses settings that nobody trained, and sides that are none")
  func untrained() throws {
    let set = try photoFolder()
    for (options, words) in [
      (["--alphas", "0.1"], "trained for α 0.25 to 1.00"), (["--sides", "31"], "--side 31"),
    ] {
      let run = try Run(["evaluate", set] + options)
      #expect(run.status == 64)
      #expect(run.error.contains(words), "\(run.error)")
    }
  }

  @Test("fail with 1 and one line for files")
  func files() throws {
    let empty = folder.appendingPathComponent("empty")
    try Data("{}".utf8).write(to: empty)
    for (arguments, words) in [
      (["evaluate", "no-such-set"], "no-such-set: cannot be read"),
      (["evaluate", "/dev/null"], "/dev/null: not a regular file"),
      (["evaluate", try emptyFolder()], "no picture in it"),
      (["evaluate", "--merge", empty.path], "not a result of this command"),
      (["evaluate", "--merge", "no-such-part"], "no-such-part: cannot be read"),
      (["evaluate", try photoFolder(), "--resume", empty.path], "not a result of this command"),
      (["evaluate", try photoFolder(), "--resume", "/no/where"], "/no/where: cannot be written"),
    ] {
      let run = try Run(arguments)
      #expect(run.status == 1)
      #expect(run.error.contains(words), "\(run.error)")
      #expect(run.error.hasSuffix("\n") && run.error.count { $0 == "\n" } == 1, "\(run.error)")
      #expect(run.output.isEmpty)
    }
  }

  @Test("evaluate in parts, merged, is evaluate at once; a damaged picture is told, not fatal")
  func evaluate() throws {
    let set = try photoFolder()
    try Data([0xFF, 0xD8]).write(to: URL(fileURLWithPath: "\(set)/n01443537/broken.jpg"))
    let common = ["evaluate", set, "--alphas", "0.25,1", "--sides", "64", "--json"]
    let whole = try Run(common)
    #expect(whole.status == 0)
    #expect(whole.error.contains("n01443537/broken.jpg: the picture's data ends early"))
    var parts: [String] = []
    for index in 1...2 {
      let file = folder.appendingPathComponent("\(index).json").path
      let part = try Run(common + ["--shard", "\(index)/2", "--resume", file])
      #expect(part.status == 0)
      parts.append(file)
    }
    let merged = try Run(["evaluate", "--merge", "--json"] + parts)
    #expect(merged.status == 0 && merged.error.isEmpty)
    let (one, other) = (try whole.json(), try merged.json())
    #expect(one["damaged"] as? Int == 1 && one["pictures"] as? Int == 5)
    #expect((one["results"] as? NSArray) == (other["results"] as? NSArray))
    #expect((one["weights"] as? [String: Any])?["trained"] as? Bool == true)
    let half = try Run(["evaluate", "--merge", parts[1], "--format", "csv"])
    #expect(half.error.contains("parts 1 are missing") && half.output.hasPrefix("alpha,side,top1,"))
  }

  @Test("evaluate ended by a signal keeps what it has, goes on from it, and tells its parent")
  func interrupted() throws {
    let set = try emptyFolder()
    try FileManager.default.createDirectory(
      atPath: "\(set)/viaduct", withIntermediateDirectories: true)
    for copy in 0..<2000 {
      try Data("P2 1 1 255 \(copy % 256)".utf8)
        .write(to: URL(fileURLWithPath: "\(set)/viaduct/\(copy).pgm"))
    }
    let file = folder.appendingPathComponent("kept.json").path
    let arguments = ["evaluate", set, "--alphas", "0.25", "--sides", "32", "--resume", file]
    let stopped = try Run(arguments, signal: SIGINT) {
      FileManager.default.fileExists(atPath: file)
    }
    #expect(stopped.signal == SIGINT)
    #expect(stopped.error.contains("are left; the same command goes on from"), "\(stopped.error)")
    let kept = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
        as? [String: Any])
    let seen = try #require(kept["seen"] as? Int)
    #expect(seen < 2000 && kept["planned"] as? Int == 2000)
    let second = try Run(arguments + ["--json"])
    #expect(second.status == 0)
    #expect(second.error.contains("\(2000 - seen) pictures × 1 settings"), "\(second.error)")
    #expect(try second.json()["pictures"] as? Int == 2000)
  }

  private func emptyFolder() throws -> String {
    let place = folder.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place.path
  }

  /// A folder for each of the built-in photos' classes.
  private func photoFolder() throws -> String {
    let root = folder.appendingPathComponent(UUID().uuidString)
    let photos = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Assets/Photos").standardized
    for (name, id) in [
      ("bison", "n02410509"), ("cat", "tabby"), ("espresso", "espresso"),
      ("goldfish", "n01443537"), ("viaduct", "viaduct"),
    ] {
      let place = root.appendingPathComponent(id)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: place.appendingPathComponent("0.jpg"),
        withDestinationURL: photos.appendingPathComponent("\(name).jpg"))
    }
    return root.path
  }
}

/// One run of the program, its output through files.
private struct Run {
  /// The exit status; -1 where a signal ended it.
  let status: Int32
  /// What ended it, 0 where it ended by itself.
  let signal: Int32
  let output: String
  let error: String

  /// Runs it to its end; a signal is sent once it is ready.
  init(_ arguments: [String], signal: Int32 = 0, when isReady: () -> Bool = { true }) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path("mobilenet-explorer"))
    process.arguments = arguments
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
