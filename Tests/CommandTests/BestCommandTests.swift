import Foundation
import Testing

@Suite("The command best")
struct BestCommandTests {
  @Test(
    "refuses what is no budget, in a line that says the mend",
    arguments: [
      ([], "best: no budget; give --latency, --memory, --maps"),
      (["--accuracy", "55"], "--accuracy 55.0: give a share above 0, at most 1"),
      (["--latency", "0"], "--latency 0.0: give milliseconds above 0"),
      (["--maps", "54KB"], "--maps"), (["--memory", "0"], "--memory"),
      (["--multiply-adds", "20K"], "--multiply-adds"),
      (["--maps", "1M", "--rounds", "0"], "--rounds 0: give 1 to 10000"),
      (["--maps", "1M", "--format", "csv"], "--format"),
    ])
  func usage(arguments: [String], words: String) throws {
    let run = try Run(["best"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.error.contains(words), "\(run.error)")
  }

  @Test("chooses among the measured settings of the built-in weights, with K and M of 1024")
  func maps() throws {
    let best = try Run(["best", "--maps", "54K", "--rounds", "1", "--json"])
    #expect(best.status == 0, "\(best.error)")
    let json = try best.json()
    #expect(json["top1_basis"] as? String == "measured" && json["binding"] as? String == "maps")
    #expect(try #require(json["map_bytes_int8"] as? Int) <= 54 * 1024)
    let next = try #require(json["next"] as? [String: Any])
    #expect(try #require(next["map_bytes_int8"] as? Int) > 54 * 1024)
    #expect(try #require(next["top1"] as? Double) > #require(json["top1"] as? Double))
    let text = try Run(["best", "--maps", "0.5M", "--parameters", "1M", "--rounds", "1"])
    #expect(text.output.contains("512 KiB") && text.output.contains("binds"), "\(text.output)")
  }

  @Test("fails in one line where no setting is within the budgets, or none is known")
  func nothing() throws {
    let run = try Run(["best", "--maps", "1K", "--rounds", "1"])
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.error.contains("no setting is within the budgets: the nearest one, α 0.25 side 32"))
    #expect(run.error.count { $0 == "\n" } == 1)
    let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../EngineTests/Fixtures/checkpoints/tflite-uint8.tflite")
      .standardized
    let own = try Run(["best", "--maps", "1M", "--weights", weights.path])
    #expect(own.status == 64 && own.error.contains("no accuracy is known of"), "\(own.error)")
  }
}
