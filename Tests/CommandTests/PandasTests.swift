import Foundation
import Testing

/// What a notebook's first cell does with a sweep: Python and pandas read its CSV.
@Suite(
  "The CSV in pandas",
  .enabled(if: Python.hasPandas, "python3 with pandas is not installed here: pip install pandas"))
struct PandasTests {
  @Test("has a row a setting, numbers in the columns, and names that other hosts' columns follow")
  func sweep() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("sweep-\(UUID().uuidString).json").path
    let common = [
      "sweep", "--alphas", "0.1,0.2", "--sides", "32,48", "--threads", "1", "--rounds", "6",
    ]
    _ = try Run(common + ["--resume", file])
    let csv = try Run(common + ["--resume", file, "--against", file, "--format", "csv"])
    #expect(csv.status == 0)
    let cell = """
      import sys
      import pandas as pd

      sweep = pd.read_csv(sys.stdin)
      sweep["ms_per_million"] = sweep.latency_ms_median / (sweep.multiply_adds / 1e6)
      table = sweep.pivot(index="alpha", columns="side", values="latency_ms_median")
      assert (sweep.median_low_ms <= sweep.latency_ms_median * 2).all()
      assert sweep.host2_ratio.round(6).eq(1).all() and sweep.ms_per_million.gt(0).all()
      print(table.shape, sweep.runs.dtype, sweep.variant.unique()[0], len(sweep.columns))
      """
    let found = try Python.run(cell, input: csv.output)
    #expect(found == "(2, 2) int64 separable 18\n")
  }
}

private enum Python {
  static let hasPandas = (try? run("import pandas", input: "")) == ""

  private struct Failed: Error {
    let words: String
  }

  /// The output of a piece of Python.
  static func run(_ code: String, input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", code]
    let (inward, outward, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (inward, outward)
    process.standardError = errors
    try process.run()
    try inward.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try inward.fileHandleForWriting.close()
    let output = outward.fileHandleForReading.readDataToEndOfFile()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(words: String(decoding: words, as: UTF8.self))
    }
    return String(decoding: output, as: UTF8.self)
  }
}
