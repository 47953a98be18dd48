import Foundation
import PtySupport
import Testing

/// The real program's commands that go over many settings: statuses, sentences, what lies where.
@Suite("Commands over a grid of settings")
final class GridCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("grid-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
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
      (["evaluate", "a", "--workers", "0"], "--workers 0"),
      (["evaluate", "a", "--workers", "2", "--threads", "2"], "threads"),
      (["evaluate", "a", "--json", "--format", "csv"], "give one of them"),
      (["evaluate", "a", "--weight-bits", "4"], "--weight-bits goes with --precision int8"),
      (["sweep", "--weight-bits", "4"], "--weight-bits goes with --precision int8"),
      (["sweep", "--precision", "float32,int8", "--weight-bits", "9"], "give 8 to 3"),
      (["sweep", "--threads", "1,0"], "--threads 0"),
      (["sweep", "--rounds", "0"], "--rounds 0"),
      (["sweep", "--variants", "separable,round"], "variants"),
      (
        ["sweep", "--sides", list(32...512), "--alphas", list((100...200).map { "0.\($0)" })],
        "48581 settings take days; give 10000 at most"
      ),
      (["sweep", "--sides", "600"], "--side 600"),
      (["sweep", "--std", "0"], "--std"), (["sweep", "--crop", "1.5"], "--crop"),
      (["evaluate", "a", "--mean", "1,2"], "mean"),
      (["sweep", "--format", "svg", "--against", "a"], "leave --against out"),
      (["sweep", "--frontier", "--against", "a"], "leave --against out"),
      (["sweep", "--frontier", "--alphas", "0.26"], "no accuracy is known"),
      (["table", "9"], "table 9: the tables that compare networks are 4 to 8"),
      (["table", "--json", "--format", "text"], "give one of them"),
      (["table", "4", "memory", "--format", "csv"], "memory has columns of its own"),
    ])
  func usage(arguments: [String], words: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 64)
    #expect(run.error.contains(words), "\(run.error)")
    #expect(run.output.isEmpty)
  }

  private static func list(_ elements: some Sequence<some CustomStringConvertible>) -> String {
    elements.map(\.description).joined(separator: ",")
  }

  @Test("evaluate refuses settings that nobody trained, and sides that are none")
  func untrained() throws {
    let set = try photoFolder()
    for (options, words) in [
      (["--alphas", "0.1"], "(trained: 0.25…1.00)"), (["--sides", "31"], "--side 31"),
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
      (["sweep", "--against", "no-such-sweep"], "no-such-sweep: cannot be read"),
      (["sweep", "--against", empty.path], "not a result of this command"),
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
    #expect(half.error.contains("part 1 is missing") && half.output.hasPrefix("alpha,side,top1,"))
  }

  @Test("evaluate without a single sound picture has no accuracy and fails")
  func nothing() throws {
    let set = try emptyFolder()
    try FileManager.default.createDirectory(
      atPath: "\(set)/viaduct", withIntermediateDirectories: true)
    try Data([0xFF, 0xD8]).write(to: URL(fileURLWithPath: "\(set)/viaduct/broken.jpg"))
    try Data().write(to: URL(fileURLWithPath: "\(set)/viaduct/other.webp"))
    let common = ["evaluate", set, "--alphas", "0.25", "--sides", "32"]
    let run = try Run(common + ["--json"])
    #expect(run.status == 1)
    #expect(run.error.contains("left out 1 picture of a format that is not read"), "\(run.error)")
    #expect(run.error.contains("not a single picture could be read"), "\(run.error)")
    let results = try #require(try run.json()["results"] as? [[String: Any]])
    #expect(results[0]["top1"] is NSNull && results[0]["top1_interval"] is NSNull)
    let csv = try Run(common + ["--format", "csv"])
    #expect(csv.output.contains("\n0.25,32,,,,,,,0,0,0,1\n"), "\(csv.output)")
    #expect(try Run(common).output.contains("–"))
    let file = folder.appendingPathComponent("nothing.json").path
    #expect(try Run(common + ["--resume", file]).status == 1)
    #expect(try Run(["evaluate", "--merge", file]).status == 1)
    #expect(try Run(common + ["--shard", "2/2"]).status == 0)
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
    #expect(stopped.error.contains("left; the same command goes on from"), "\(stopped.error)")
    let kept = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
        as? [String: Any])
    let seen = try #require(kept["seen"] as? Int)
    #expect(seen < 2000 && kept["planned"] as? Int == 2000)
    let second = try Run(arguments + ["--json"])
    #expect(second.status == 0)
    #expect(second.error.contains(" × 1 setting in "), "\(second.error)")
    #expect(try second.json()["pictures"] as? Int == 2000)
  }

  @Test(
    "sweep gives its figures in all formats, goes on from its file, and sets hosts side by side")
  func sweep() throws {
    let file = folder.appendingPathComponent("sweep.json").path
    let common = ["sweep", "--alphas", "0.1,0.2", "--sides", "32", "--threads", "1"]
    let first = try Run(common + ["--rounds", "6", "--resume", file, "--json"])
    #expect(first.status == 0 && first.error.contains("2 settings in"))
    let json = try first.json()
    #expect(json["schema"] as? String == "mobilenet-explorer/sweep/1")
    #expect((json["verdicts"] as? [Any])?.count == 1)
    let kept = try Run(common + ["--rounds", "6", "--resume", file, "--format", "csv"])
    #expect(kept.output.split(separator: "\n").count == 3)
    #expect(try Run(common + ["--resume", file, "--json"]).json()["rounds"] as? Int == 40)
    for (format, words) in [
      ("text", "2 settings differ measurably"), ("markdown", "| α | side |"), ("svg", "</svg>"),
    ] {
      let run = try Run(common + ["--rounds", "12", "--resume", file, "--format", format])
      #expect(run.status == 0 && run.output.contains(words))
    }
    let front = try Run([
      "sweep", "--alphas", "0.25,0.5", "--sides", "32", "--threads", "1", "--rounds", "1",
      "--frontier",
    ])
    #expect(front.status == 0 && front.output.hasPrefix("frontier of built-in on "))
    #expect(front.output.contains("0.25    32        1"), "\(front.output) \(front.error)")
    let frontier = ["sweep", "--alphas", "0.25,0.5", "--rhos", "1,0.999", "--rounds", "1"]
    for (format, beginning, count) in [("json", "{", 0), ("csv", "alpha,", 3), ("svg", "<svg", 0)] {
      let run = try Run(frontier + ["--threads", "1", "--frontier", "--format", format])
      #expect(run.status == 0 && run.output.hasPrefix(beginning), "\(run.error)")
      // Both ρ are the same side: measured once.
      #expect(run.error.contains("2 settings in"))
      if count > 0 { #expect(run.output.split(separator: "\n").count == count) }
    }
    let beside = try Run(common + ["--rounds", "6", "--against", file])
    #expect(beside.output.contains("host 2: ") && beside.output.contains("factor"))
  }

  @Test("table gives the tables asked for, as text, JSON and CSV")
  func table() throws {
    let text = try Run(["table", "4", "7"])
    #expect(text.status == 0 && text.error.isEmpty)
    #expect(text.output.contains("4 867 293 184") && text.output.contains("290.675 million is cut"))
    #expect(!text.output.contains("VGG") && text.output.contains("arXiv:1704.04861"))
    let json = try Run(["table", "--json"]).json()
    #expect(json["schema"] as? String == "mobilenet-explorer/table/1")
    let tables = try #require(json["tables"] as? [[String: Any]])
    #expect(tables.map { $0["number"] as? Int } == [4, 5, 6, 7, 8])
    let rows = try #require(tables[0]["rows"] as? [[String: Any]])
    #expect(rows[1]["multiply_adds"] as? Int == 568_740_352)
    #expect(rows[1]["parameters_printed"] as? Int == 4_200_000)
    let csv = try Run(["table", "8", "--format", "csv"]).output
    #expect(csv.contains("\n8,GoogLeNet,,,,0.698,1550000000,,6800000,,\"Not a MobileNet"))
    let memory = try Run(["table", "memory"])
    #expect(memory.output.contains("294 KiB") && memory.output.contains("STMicroelectronics/"))
    #expect(!memory.output.contains("Table 4"))
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
