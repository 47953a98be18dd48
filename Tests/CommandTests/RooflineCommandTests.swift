import Foundation
import PtySupport
import Testing

/// `roofline` in the real program.
@Suite("The roofline as a command")
struct RooflineCommandTests {
  private let common = ["roofline", "--alpha", "0.25", "--side", "32", "--runs", "2"]

  @Test("tells what was measured here, in each format")
  func formats() throws {
    let run = try Run(common + ["--json"])
    #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
    let json = try run.json()
    #expect(json["schema"] as? String == "mobilenet-explorer/roofline/1")
    let peak = try #require(json["peak"] as? Double)
    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(peak > 0 && layers.count == 29)
    for layer in layers {
      guard let roof = layer["roof"] as? Double else { continue }
      #expect(roof > 0 && roof <= peak)
    }
    #expect(try Run(common).output.contains("\nblock3.dw "))
    #expect(try Run(common + ["--format", "csv"]).output.hasPrefix("name,kind,multiply_adds,"))
    #expect(try Run(common + ["--format", "svg"]).output.hasPrefix("<svg "))
  }

  @Test("leaves the memory out, and says so, where there is little: the program goes on")
  func littleMemory() throws {
    let run = try Run(common, shell: "ulimit -v 150000 && exec")
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.contains("memory"), "\(run.output)")
  }

  @Test("refuses what nothing can be measured with")
  func refuses() throws {
    let run = try Run(["roofline", "--runs", "0"])
    #expect(run.status == 64 && run.error.contains("--runs 0: give 1 to 100000"))
  }
}
