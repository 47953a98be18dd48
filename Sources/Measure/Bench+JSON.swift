import Engine
import MobileNet

extension Bench {
  /// The contract `mobilenet-explorer/bench/1`: one JSON object.
  public func json(
    setting: Setting, threads: Int, instructionSet: InstructionSet, weights: String
  ) throws -> String {
    try encodeJSON(
      BenchJSON(
        alpha: setting.alpha.value, side: setting.side, threads: threads,
        isa: instructionSet.rawValue, classes: setting.classes, weights: weights,
        inferenceMs: LatencyJSON(inference), rebuildMs: LayerLatencyJSON(rebuild)))
  }
}

private struct BenchJSON: Encodable {
  let schema = "mobilenet-explorer/bench/1"
  let alpha: Double
  let side: Int
  let threads: Int
  let isa: String
  let classes: Int
  let weights: String
  let inferenceMs: LatencyJSON
  let rebuildMs: LayerLatencyJSON
}
