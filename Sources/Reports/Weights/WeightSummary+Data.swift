import Measure
import MobileNet
import Weights

extension WeightSummary {
  /// The contract `mobilenet-explorer/weights/1`: one JSON object.
  public static func json(
    _ summaries: [WeightSummary], unusable: [WeightsError] = []
  ) throws -> String {
    try encodeJSON(
      SummariesJSON(
        weights: summaries.map(SummariesJSON.Entry.init),
        unusable: unusable.map(\.description)))
  }
}

private struct SummariesJSON: Encodable {
  let schema = "mobilenet-explorer/weights/1"
  let weights: [Entry]
  /// A sentence for each file that can't be used.
  let unusable: [String]

  struct Entry: Encodable {
    let name: String
    let source: String
    let format: String
    let variant: String
    let padding: String
    let minimumAlpha: Double
    let maximumAlpha: Double
    let baseSide: Int
    let classes: Int
    /// Of pixels of 0…1.
    let mean: [Double]
    let std: [Double]
    let crop: Double
    /// `file`, or `assumed` where the file does not say it.
    let preprocessing: String
    let parameters: Int
    let bytes: Int
    let sha256: String
    @Nullable var published: Published?

    init(_ summary: WeightSummary) {
      name = summary.name
      source = summary.origin
      format = summary.format.rawValue
      variant = summary.variant.rawValue
      padding = summary.padding.rawValue
      minimumAlpha = summary.widths.lowerBound.value
      maximumAlpha = summary.widths.upperBound.value
      baseSide = summary.baseSide
      classes = summary.classes
      mean = (0..<3).map { toMillionths(Double(summary.preprocessing.mean[$0])) }
      std = (0..<3).map { toMillionths(Double(summary.preprocessing.std[$0])) }
      crop = summary.preprocessing.crop
      preprocessing = summary.preprocessingOrigin.values == .assumed ? "assumed" : "file"
      parameters = summary.parameters
      bytes = summary.bytes
      sha256 = summary.checksum
      published = summary.published.map {
        Published(
          top1: $0.top1, top5: Nullable(wrappedValue: $0.top5), source: $0.source.rawValue)
      }
    }
  }

  /// In percent.
  struct Published: Encodable {
    let top1: Double
    @Nullable var top5: Double?
    let source: String
  }
}
