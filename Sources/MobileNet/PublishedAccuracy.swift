/// What others have published about the accuracy of a trained MobileNet v1 on ImageNet, single crop.
///
/// Never a measurement of ours, and never shown without its source: who trained a network decides
/// more than a tenth of a point does.
public struct PublishedAccuracy: Hashable, Sendable {
  /// In percent.
  public let top1: Double
  /// In percent, where it was published.
  public let top5: Double?
  /// Who published it.
  public let source: Source

  /// Where a figure was published.
  public enum Source: String, CaseIterable, Sendable {
    /// Tables 4 to 9.
    case paper = "Howard et al., arXiv:1704.04861"
    /// The float checkpoints that Google offers.
    case float2018 = "github.com/tensorflow/models, mobilenet_v1.md, 2018, float"
    /// The quantised TFLite files of 2018_08_02, run with integers.
    case quantised2018 = "github.com/tensorflow/models, mobilenet_v1.md, 2018_08_02, quantised"
  }

  /// The figures for one of the 16 standard configurations, the paper's first; elsewhere none.
  public static func figures(alpha: WidthMultiplier, side: Int) -> [PublishedAccuracy] {
    let row = table.first { $0.thousandths == alpha.thousandths && $0.side == side }
    guard let row else { return [] }
    let paper = row.paper.map { PublishedAccuracy(top1: $0, top5: nil, source: .paper) }
    return (paper.map { [$0] } ?? []) + [
      PublishedAccuracy(top1: row.float.0, top5: row.float.1, source: .float2018),
      PublishedAccuracy(top1: row.quantised.0, top5: row.quantised.1, source: .quantised2018),
    ]
  }

  /// The one figure of a source.
  public static func figure(
    alpha: WidthMultiplier, side: Int, source: Source
  ) -> PublishedAccuracy? {
    figures(alpha: alpha, side: side).first { $0.source == source }
  }

  private typealias Row = (
    thousandths: Int, side: Int, paper: Double?, float: (Double, Double),
    quantised: (Double, Double)
  )

  /// α in thousandths, side, the paper's top-1, then top-1 and top-5 of the two sets of files.
  private static let table: [Row] = [
    (1000, 224, 70.6, (70.9, 89.9), (70.1, 88.9)),
    (1000, 192, 69.1, (70.0, 89.2), (69.2, 88.3)),
    (1000, 160, 67.2, (68.0, 87.7), (67.2, 86.7)),
    (1000, 128, 64.4, (65.2, 85.8), (63.4, 84.2)),
    (750, 224, 68.4, (68.4, 88.2), (66.8, 87.0)),
    (750, 192, nil, (67.2, 87.3), (66.1, 86.4)),
    (750, 160, nil, (65.3, 86.0), (62.3, 83.8)),
    (750, 128, nil, (62.1, 83.9), (55.8, 78.8)),
    (500, 224, 63.7, (63.3, 84.9), (60.7, 83.2)),
    (500, 192, nil, (61.7, 83.6), (60.0, 82.2)),
    (500, 160, 60.2, (59.1, 81.9), (57.7, 80.4)),
    (500, 128, nil, (56.3, 79.4), (54.5, 77.7)),
    (250, 224, 50.6, (49.8, 74.2), (48.0, 72.8)),
    (250, 192, nil, (47.7, 72.3), (46.0, 71.2)),
    (250, 160, nil, (45.5, 70.3), (43.4, 68.5)),
    (250, 128, nil, (41.5, 66.3), (39.5, 64.4)),
  ]
}
