import Engine
import Measure
import MobileNet

extension Bench {
  /// A benchmark for people.
  public var text: String {
    """
    \(name(setting)), \(conditions(threads, instructionSet, precision))
    inference  \(Figure.significant(inference.median)) ms median, best \
    \(Figure.significant(inference.minimum)), p90 \(Figure.significant(inference.p90)), \
    \(Figure.counted(inference.runs, "run"))
    rebuild    \(Figure.significant(rebuild.median)) ms median, best \
    \(Figure.significant(rebuild.minimum)), from the request to the first logits
    """
  }

  /// The contract `mobilenet-explorer/bench/1`: one JSON object.
  public func json() throws -> String {
    try encodeJSON(
      BenchJSON(
        alpha: setting.alpha.value, side: setting.side, threads: threads,
        isa: instructionSet.rawValue, precision: precision.name,
        weightBits: precision.quantisation?.weightBits,
        scales: precision.quantisation?.scales.rawValue, classes: setting.classes,
        weights: weights,
        inferenceMs: LatencyJSON(inference), rebuildMs: LayerLatencyJSON(rebuild)))
  }
}

private struct BenchJSON: Encodable {
  let schema = "mobilenet-explorer/bench/1"
  let alpha: Double
  let side: Int
  let threads: Int
  let isa: String
  let precision: String
  /// Of int8 alone.
  let weightBits: Int?
  let scales: String?
  let classes: Int
  let weights: String
  let inferenceMs: LatencyJSON
  let rebuildMs: LayerLatencyJSON
}
