import Engine
import Measure
import MobileNet

/// A setting as a line of a sweep's CSV.
enum SweepLine {
  static let names = """
    alpha,side,variant,threads,multiply_adds,parameters,latency_ms_min,latency_ms_p10,\
    latency_ms_median,latency_ms_p90,runs,median_low_ms,median_high_ms
    """
  static let accuracyNames = "top1,top1_low,top1_high,top5,top1_basis"

  /// - Parameters:
  ///   - alpha: of the network.
  ///   - side: of its input, in pixels.
  ///   - variant: its kind.
  ///   - threads: that it runs on.
  ///   - work: its multiply-adds and its parameters.
  ///   - latency: nil where it was not measured.
  ///   - interval: where its median lies, in milliseconds.
  /// - Returns: a field for each of the names.
  static func fields(
    _ alpha: WidthMultiplier, _ side: Int, _ variant: Variant, _ threads: Int, work: [Int],
    _ latency: LatencySummary?, _ interval: MedianInterval?
  ) -> [String] {
    let figures = [latency?.minimum, latency?.p10, latency?.median, latency?.p90]
    return ["\(alpha.value)", "\(side)", variant.rawValue] + ([threads] + work).map(String.init)
      + figures.map(field) + ["\(latency?.runs ?? 0)"] + [interval?.low, interval?.high].map(field)
  }

  /// A field for each name of an accuracy; empty ones where nobody knows it.
  static func fields(of accuracy: AccuracySurface.Accuracy?) -> [String] {
    let interval = accuracy?.measuredInterval
    let shares = [accuracy?.top1, interval?.low, interval?.high, accuracy?.top5]
    return shares.map(field) + [accuracy.map { quotedCSVField($0.basis.word) } ?? ""]
  }

  /// To the millionth.
  static func field(_ value: Double?) -> String { value.map { "\(toMillionths($0))" } ?? "" }
}

/// A point of a frontier whose settings may be measured in part.
public struct FrontierLine {
  public let setting: Setting
  public let threads: Int
  public let precision: Precision
  public let costs: SettingCosts
  /// Nil where it was not measured yet.
  public let latency: LatencySummary?
  /// Nil where nobody knows it.
  public let accuracy: AccuracySurface.Accuracy?
  /// Whether no cheaper one is as often right.
  public let isOnFront: Bool

  public init(
    _ setting: Setting, threads: Int, precision: Precision, costs: SettingCosts,
    latency: LatencySummary?,
    accuracy: AccuracySurface.Accuracy?, isOnFront: Bool
  ) {
    (self.setting, self.threads, self.precision) = (setting, threads, precision)
    self.costs = costs
    (self.latency, self.accuracy, self.isOnFront) = (latency, accuracy, isOnFront)
  }

  /// The columns of `sweep --frontier --format csv`, then bytes of memory and of int8 maps, 1 for a point of
  /// the front, else 0, and the precision.
  public static func csv(_ points: [FrontierLine]) -> String {
    let names =
      "\(SweepLine.names),\(SweepLine.accuracyNames),memory_bytes,map_bytes_int8,front,precision"
    let precisions = points.map(\.precision)
    let lines = points.map {
      ($0.fields + precisions.quantisationFields(of: $0.precision)).joined(separator: ",")
    }
    return ([names + precisions.quantisationNames] + lines).joined(separator: "\n")
  }

  private var fields: [String] {
    let fields =
      SweepLine.fields(
        setting.alpha, setting.side, setting.variant, threads,
        work: [costs.multiplyAdds, costs.parameters], latency, latency?.interval)
      + SweepLine.fields(of: accuracy)
    return fields + [
      "\(costs.memory)", "\(costs.maps)", isOnFront ? "1" : "0", precision.name,
    ]
  }
}
