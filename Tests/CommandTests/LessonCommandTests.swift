import Foundation
import Testing

@Suite("The commands lesson and check")
struct LessonCommandTests {
  @Test(
    "refuse wrong usage in a line that says the mend",
    arguments: [
      (["lesson", "thinner", "flips"], "one lesson at a time; leave flips out"),
      (["lesson", "--list", "--ledger", "a"], "goes with a lesson that is played"),
      (["tour", "--speed", "0"], "give a factor from 0.1 to 10"),
      (["lesson", "--list", "--headless"], "give one of"),
      (["lesson", "--list", "thinner"], "takes no lesson"),
      (["lesson", "--summary"], "no ledger"),
      (["lesson", "--headless", "--ledger", "a"], "of one lesson: name it"),
      (["lesson", "--list", "--guesses", "a"], "go with --headless"),
      (
        ["lesson", "thinner", "--headless", "--host-speed", "0"], "give a factor from 0.001 to 1000"
      ),
      (["lesson", "thinner", "--headless", "--format", "csv"], "--format goes with --summary"),
      (["check"], "file.csv"), (["check", "a", "--side", "31"], "--side 31"),
    ])
  func usage(arguments: [String], words: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.error.contains(words), "\(run.error)")
  }

  @Test(
    "fail with 1 and one line for files",
    arguments: [
      (["lesson", "thiner", "--headless"], "did you mean 'thinner'?"),
      (["lesson", "no/such.md", "--headless"], "no/such.md: cannot be read"),
      (["lesson", "thinner", "--headless", "--guesses", "/no"], "/no: cannot be read"),
      (["lesson", "--summary", "/no/ledger"], "/no/ledger"),
      (["check", "/no/table"], "/no/table: cannot be read"),
    ])
  func files(arguments: [String], words: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.error.contains(words) && run.error.count { $0 == "\n" } == 1, "\(run.error)")
  }

  @Test("lesson lists the built-in ones")
  func list() throws {
    let run = try Run(["lesson", "--list"])
    #expect(run.status == 0 && run.output.count { $0 == "\n" } == 8)
    #expect(run.output.contains("\nflips "))
  }

  @Test("lesson plays one, with guesses, into a ledger that is summed up")
  func ledger() throws {
    try inFolder { folder in
      let ledger = "\(folder)/ada.json"
      try "0.25\n10 %\n-\n".write(toFile: "\(folder)/g", atomically: true, encoding: .utf8)
      let played = try Run(
        ["lesson", "thinner", "--headless", "--guesses", "\(folder)/g", "--ledger", ledger])
      #expect(played.status == 0, "\(played.error)")
      #expect(played.output.contains("! You said 0.25, here it is 0.262: right"))
      let text = try String(contentsOfFile: ledger, encoding: .utf8)
      #expect(text.contains("mobilenet-explorer/ledger/1") && text.hasSuffix("}\n"))
      let summary = try Run(["lesson", "--summary", ledger, ledger])
      #expect(summary.output.contains("| thinner | 5 of 5 | 2 |"), "\(summary.output)")
      let csv = try Run(["lesson", "--summary", ledger, "--format", "csv"])
      #expect(csv.output.hasPrefix("file,lesson,step") && csv.output.count { $0 == "\n" } == 7)
    }
  }

  @Test("lesson leaves a file alone that is no ledger of its own")
  func otherLedger() throws {
    try inFolder { folder in
      let ledger = "\(folder)/ada.json"
      _ = try Run(["lesson", "thinner", "--headless", "--ledger", ledger])
      try "my notes".write(toFile: "\(folder)/notes", atomically: true, encoding: .utf8)
      for (file, words) in [
        (ledger, "the ledger of the lesson thinner"), ("\(folder)/notes", "notes"),
      ] {
        let before = try String(contentsOfFile: file, encoding: .utf8)
        let run = try Run(["lesson", "flips", "--ledger", file])
        #expect(run.status == 1 && run.error.contains(words), "\(run.error)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
      }
    }
  }

  @Test("lesson goes on where the ledger can't be written, and says so at once and by its status")
  func unwritable() throws {
    let run = try Run(["lesson", "separable", "--headless", "--ledger", "/no/such/ledger"])
    #expect(run.status == 1 && run.output.contains("6  The budget is missed"))
    #expect(
      run.error.contains("/no/such/ledger: cannot be written")
        && run.error.count { $0 == "\n" } == 1)
  }

  @Test("lesson plays a file of one's own, and tells what is wrong in it")
  func own() throws {
    try inFolder { folder in
      let path = "\(folder)/own.md"
      try "# A\n## B\n```set\nview maps\n```\nIt takes {latency}.".write(
        toFile: path, atomically: true, encoding: .utf8)
      let run = try Run(["lesson", path, "--headless"])
      #expect(run.status == 0 && run.output.contains("It takes "), "\(run.error)")
      try "# A\n## B\n```set\nview mops\n```\nText.".write(
        toFile: path, atomically: true, encoding: .utf8)
      let refused = try Run(["lesson", path, "--headless"])
      #expect(refused.status == 1 && refused.output.isEmpty)
      #expect(
        refused.error.contains("own.md: line 4: unknown view 'mops'; give one of layers, plane"))
    }
  }

  @Test("check gives a line a row, 0 where all is right and 1 where not")
  func check() throws {
    try inFolder { folder in
      let path = "\(folder)/table.csv"
      try "name,parameters\nconv0,432\ntotal,0.91 M\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      let right = try Run(["check", path, "--alpha", "0.5"])
      #expect(
        right.status == 0 && right.output == "conv0: right\ntotal: right\n2 of 2 rows right\n")
      let wrong = try Run(["check", path])
      #expect(wrong.status == 1 && wrong.output.contains("conv0: parameters 432, here 864: "))
      #expect(wrong.error.isEmpty)
    }
  }

  private func inFolder(_ work: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try work(folder)
  }
}
