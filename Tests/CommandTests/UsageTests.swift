import Engine
import Foundation
import PtySupport
import Testing

/// The real program without a terminal: its statuses and sentences.
@Suite("The command line")
struct UsageTests {
  @Test(
    "refuses wrong usage with 64 and a line that names the mend",
    arguments: [
      (["report", "--alpha", "1.5"], "alpha"),
      (["report", "--alpha", "0"], "alpha"),
      (["report", "--rho", "0"], "--rho"),
      (["report", "--side", "31"], "--side 31: a side is a whole number of pixels from 32 to 512"),
      (["report", "--side", "128", "--base", "96"], "exceeds --base 96"),
      (["report", "--side", "64", "--rho", "0.5"], "give one of them"),
      (["report", "--runs", "0"], "--runs 0"),
      (["report", "--threads", "0"], "--threads 0"),
      (["report", "--isa", "mmx"], "isa"),
      (["report", "--logits"], "--logits goes with --json"),
      (["report", "--precision", "int4"], "'float32' and 'int8'"),
      (["report", "--weight-bits", "4"], "--weight-bits goes with --precision int8"),
      (["--precision", "float32", "--scales", "tensor"], "--scales goes with --precision int8"),
      (["report", "--precision", "int8", "--weight-bits", "2"], "--weight-bits 2: give 8 to 3"),
      (["bench", "--precision", "int8", "--scales", "row"], "'channel' and 'tensor'"),
      (["report", "--pin", "--weight-bits 4"], "--weight-bits goes with --precision int8"),
      (["report", "--colour"], "--colour"),
      (["bench", "--rounds", "0"], "--rounds 0"),
      (["--color", "17"], "color"), (["--theme", "blue"], "theme"),
      (
        ["report", "--rho", "0.2"],
        "--rho 0.2: leaves less than 32 of 112 pixels; give 0.286 or more"
      ),
      (["reprot", "cat"], "reprot: neither a command nor a picture; did you mean 'report'?"),
      (["reprot", "--json"], "did you mean 'report'?"),
      (
        ["help", "foo"],
        "foo: no such command; give one of explore, report, bench, evaluate, table, sweep, best, roofline, lesson, tour, check, weights"
      ),
      (["help", "swep"], "swep: no such command; did you mean 'sweep'?"),
      (["help", "report", "foo"], "foo: no such command; leave it out"),
      (
        ["report", "-dash.jpg"],
        "-dash.jpg: no such option; give a file of this name as ./-dash.jpg"
      ),
      (["weights", "shwo"], "shwo: no such command; did you mean 'show'?"),
      (
        ["weights", "fetch", "mobilenet_v1_0.5_160_qant"],
        "no such weights; did you mean 'mobilenet_v1_0.5_160_quant'?"
      ),
      (["report", "--format", "jsn"], "'json' or 'csv'. Did you mean 'json'?"),
      (["report", "--isa", "avx521"], "Did you mean 'avx512'?"),
      (["report", "--varaint", "shallow"], "Did you mean '--variant'?"),
      (["report", "--isa", "a\u{1B}[2J"], "'a^[[2J'"),
    ])
  func usage(arguments: [String], words: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 64)
    #expect(run.error.contains(words), "\(run.error)")
    #expect(run.output.isEmpty)
  }

  @Test(
    "fails with 1 and one line for files",
    arguments: [
      (["report", "no-such-picture.jpg"], "no-such-picture.jpg"),
      (["report", "/"], "/: no picture in it"),
      (["report", "--weights", "no-such-weights"], "no-such-weights"),
      (["report", "--input", "no-such-tensor"], "no-such-tensor"),
      (["bench", "--weights", "/dev/null"], "/dev/null"),
      (["report", "epsresso"], "espresso, goldfish, viaduct); did you mean 'espresso'?"),
      (["epsresso"], "did you mean 'espresso'?"),
      (["report", "bad\u{1B}[2Jname.jpg"], "bad^[[2Jname.jpg"),
    ])
  func files(arguments: [String], words: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 1)
    #expect(run.error.contains(words), "\(run.error)")
    #expect(run.error.hasSuffix("\n") && run.error.count { $0 == "\n" } == 1)
    #expect(run.output.isEmpty)
  }

  @Test("lists the built-in photos, and names them in its help")
  func photos() throws {
    #expect(try Run(["--list-photos"]).output == "bison\ncat\nespresso\ngoldfish\nviaduct\n")
    for arguments in [["--help"], ["help", "explore"], ["report", "--help"]] {
      let run = try Run(arguments)
      #expect(run.status == 0)
      let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("bison, cat, espresso, goldfish, viaduct"), "\(words)")
    }
  }

  @Test("knows its arguments without /proc", .enabled(if: canHideProc, "needs unshare and root"))
  func withoutProc() throws {
    let run = try Run(["--version"], shell: Self.withoutProc)
    #expect(run.status == 0 && run.output.hasPrefix("0.1.0"), "\(run.error)")
    #expect(run.output.contains("used here: \(InstructionSet.best.title)"))
  }

  private static let withoutProc =
    "exec unshare -m sh -c 'mount -t tmpfs none /proc && exec \"$0\" \"$@\"'"
  private static var canHideProc: Bool {
    (try? Run([], shell: "exec unshare -m mount -t tmpfs none /proc #"))?.status == 0
  }

  @Test("names report where there is no terminal")
  func noTerminal() throws {
    let run = try Run([])
    #expect(run.status == 1)
    #expect(run.error.contains("report"))
    #expect(run.error.count { $0 == "\n" } == 1)
  }

  @Test("gives the paper's figures on seeded weights")
  func paper() throws {
    let report = try Run(["report", "--base", "224", "--classes", "1000", "--runs", "1", "--json"])
    let json = try report.json()
    let totals = try #require(json["totals"] as? [String: Int])
    #expect(totals["multiply_adds"] == 568_740_352)
    #expect(totals["parameters"] == 4_209_088)
    #expect((json["weights"] as? [String: Any])?["trained"] as? Bool == false)
    #expect((json["predictions"] as? [Any])?.isEmpty == true)
  }

  @Test("feeds the saved input back to the same logits, on each instruction set")
  func savedInput() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let common = ["report", "--alpha", "0.5", "--side", "64", "--runs", "1", "--json", "--logits"]
    let wanted = try logits(Run(common + ["bison", "--save-input", path]).json())
    let largest = try #require(wanted.map(abs).max())
    for isa in ["baseline", "auto"] {
      let found = try logits(Run(common + ["--input", path, "--isa", isa]).json())
      #expect(found.count == 200)
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-4 * largest })
    }
  }

  @Test("writes the same setting as CSV and as text, too")
  func csvAndText() throws {
    let csv = try Run(["report", "--format", "csv", "--runs", "1"])
    #expect(csv.status == 0 && csv.output.hasPrefix("name,kind,"))
    let text = try Run(["report", "--runs", "1"])
    #expect(text.status == 0 && text.output.contains("viaduct"))
    #expect(text.error.isEmpty)
  }

  private func logits(_ json: [String: Any]) throws -> [Double] {
    try #require(json["logits"] as? [Double])
  }
}
