import Foundation
import PtySupport
import Testing

/// `report` on several pictures, in the real program.
@Suite("Reports on several pictures")
final class ReportTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("report-\(UUID().uuidString)").path
  private let common = ["report", "--alpha", "0.25", "--side", "32", "--runs", "1"]

  init() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/below", withIntermediateDirectories: true)
    for (name, grey) in [("b.pgm", 200), ("a.pgm", 10), ("below/c.pgm", 90)] {
      try Data("P2 2 1 255 \(grey) 0".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try Data([0xFF, 0xD8]).write(to: URL(fileURLWithPath: "\(folder)/broken.jpg"))
    try Data("a note".utf8).write(to: URL(fileURLWithPath: "\(folder)/notes.txt"))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  @Test("are a list in JSON, in the order of the arguments; each is as it is alone")
  func json() throws {
    let run = try Run(common + ["cat", "\(folder)/b.pgm", "--json"])
    #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
    let json = try run.json()
    #expect(json["schema"] as? String == "mobilenet-explorer/report/2")
    let reports = try #require(json["reports"] as? [[String: Any]])
    #expect(reports.map(path) == ["cat", "\(folder)/b.pgm"])
    let alone = try Run(common + ["cat", "--json"]).json()
    #expect(alone["schema"] as? String == "mobilenet-explorer/report/1")
    #expect(reports[0]["schema"] as? String == "mobilenet-explorer/report/1")
    #expect(reports[0]["predictions"] as? NSArray == alone["predictions"] as? NSArray)
    #expect(Set(reports[0].keys) == Set(alone.keys))
  }

  @Test("of a folder leave a damaged picture out, tell of it, and end with status 1")
  func damaged() throws {
    let run = try Run(common + [folder, "--json"])
    #expect(run.status == 1)
    #expect(run.error.contains("\(folder)/broken.jpg: the picture's data ends early"))
    #expect(run.error.count { $0 == "\n" } == 1, "\(run.error)")
    let reports = try #require(try run.json()["reports"] as? [[String: Any]])
    #expect(reports.map(path) == ["\(folder)/a.pgm", "\(folder)/b.pgm"])
    let none = try Run(common + ["\(folder)/broken.jpg", "no-such-picture", "--json"])
    #expect(none.status == 1 && none.output.isEmpty && none.error.count { $0 == "\n" } == 2)
  }

  @Test("are a block each as text, and have a column image as CSV")
  func textAndCSV() throws {
    let text = try Run(common + ["cat", "\(folder)/b.pgm"])
    #expect(text.status == 0)
    #expect(text.output.count { $0 == "\n" } == 2 + 1 + 4 + 1 + 6 + 2 + 2 * (1 + 6))
    #expect(text.output.contains("\n\n\(folder)/b.pgm, 2×1, "))
    let csv = try Run(common + ["cat", "\(folder)/b.pgm", "--format", "csv"]).output
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 1 + 2 * 29 && lines[0].hasPrefix("image,name,kind,"))
    #expect(lines[1].hasPrefix("\"cat\",conv0,") && lines[58].hasPrefix("\"\(folder)/b.pgm\","))
  }

  @Test("need a folder with pictures, and save no single input")
  func refused() throws {
    let empty = "\(folder)/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    let run = try Run(common + [empty])
    #expect(run.status == 1 && run.error.contains("no picture in it"), "\(run.error)")
    let saved = try Run(common + ["cat", "bison", "--save-input", "\(folder)/in"])
    #expect(saved.status == 64 && saved.error.contains("give one picture"), "\(saved.error)")
  }

  @Test("take pictures from a pipe, with a dash in front, and with names of any bytes")
  func names() throws {
    let shell = """
      cd '\(folder)' && cp b.pgm ./-dash.pgm && cp b.pgm "$(printf 'caf\\351.pgm')" \
      && cat b.pgm | '\(BuiltProgram.path("mobilenet-explorer"))' \(common.joined(separator: " ")) \
      /dev/stdin -dash.pgm "$(printf 'caf\\351.pgm')"
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", shell]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for name in ["/dev/stdin", "./-dash.pgm", "caf\\xe9.pgm"] {
      #expect(text.contains("\n\(name), 2×1, "), "\(text)")
    }
  }

  @Test("stand beside a network that is pinned as explore pins it")
  func pinned() throws {
    let run = try Run(common + ["cat", "--pin", "--alpha 0.5 --side 48", "--json"])
    #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
    let pinned = try #require(try run.json()["pinned"] as? [String: Any])
    let setting = try #require(pinned["setting"] as? [String: Any])
    #expect(setting["alpha"] as? Double == 0.5 && setting["side"] as? Int == 48)
    #expect(pinned["agrees"] is Bool)
    let text = try Run(common + ["cat", "--pin", "--alpha 0.5"]).output
    #expect(text.contains("pinned α 0.50, side 112") && text.contains("\npinned: "))
    for (arguments, words) in [
      (["--pin", "--alpha 2"], "--pin --alpha 2"),
      (["--pin", "--alpha 1", "--input", "x"], "--pin feeds both networks one picture"),
    ] {
      let refused = try Run(common + arguments)
      #expect(refused.status == 64 && refused.error.contains(words), "\(refused.error)")
    }
  }

  private func path(_ report: [String: Any]) -> String? {
    (report["image"] as? [String: Any])?["path"] as? String
  }
}
