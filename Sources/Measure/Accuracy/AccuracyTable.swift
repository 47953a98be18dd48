import Engine
import MobileNet
import Weights

/// What `evaluate` has measured of a person's own weights, file by file.
public struct AccuracyTable: Equatable, Sendable {
  private var measured: [Key: AccuracySurface.Accuracy] = [:]
  /// How many pictures were run, and of which data sets, as they were given.
  public private(set) var pictures: [Int] = []
  public private(set) var datasets: [String] = []

  private struct Key: Hashable {
    /// The file's.
    let origin: String
    let precision: Precision
    let alpha: WidthMultiplier
    let side: Int
  }

  /// Of nothing measured yet.
  public init() {}

  /// Takes what belongs to the weights in use: their checksums tell.
  ///
  /// - Parameters:
  ///   - result: what was read from a file.
  ///   - file: what a notice calls it.
  ///   - family: the weights in use.
  ///   - checksum: that of one of their files.
  /// - Returns: a sentence on what was measured of other weights, where there is such a thing.
  public mutating func add(
    _ result: EvaluationResult, file: String, of family: WeightFamily,
    checksum: (WeightDescription) throws -> String?
  ) rethrows -> String? {
    var others: [String] = []
    for accuracy in result.accuracies {
      let (alpha, side) = (accuracy.alpha, accuracy.side)
      let measuredOn = result.weights.checksum(alpha: alpha, side: side)
      guard let member = family.member(alpha: alpha, side: side), let measuredOn,
        member.choice.words == result.weights.fed, try checksum(member) == measuredOn
      else {
        others.append("α \(alpha)")
        continue
      }
      let key = Key(
        origin: member.origin, precision: result.precision, alpha: alpha, side: side)
      measured[key] = AccuracySurface.Accuracy(
        top1: result.top1(accuracy), top5: result.top5(accuracy),
        basis: .measured(result.top1Interval(accuracy)))
    }
    if others.count < result.accuracies.count {
      pictures.append(result.pictures)
      datasets.append(result.dataset)
    }
    guard !others.isEmpty else { return nil }
    let which = Set(others).sorted().joined(separator: ", ")
    return
      "\(file): \(which) of \(result.weights.name) was measured on other weights than those of "
      + "\(family.name), or fed otherwise; evaluate these"
  }

  /// Whether anything was measured of these weights.
  func has(_ family: WeightFamily, in precision: Precision) -> Bool {
    !places(of: family, in: precision).isEmpty
  }

  /// What was measured of a family, by side, then by width.
  func places(
    of family: WeightFamily, in precision: Precision
  ) -> [(alpha: WidthMultiplier, side: Int)] {
    let origins = Set(family.members.map(\.origin))
    return measured.keys.filter { origins.contains($0.origin) && $0.precision == precision }
      .map { ($0.alpha, $0.side) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  func accuracy(
    of family: WeightFamily, in precision: Precision, alpha: WidthMultiplier, side: Int
  ) -> AccuracySurface.Accuracy? {
    guard let member = family.member(alpha: alpha, side: side) else { return nil }
    return measured[
      Key(origin: member.origin, precision: precision, alpha: alpha, side: side)]
  }
}

/// How often settings of some weights are right, as far as anybody knows it: measured by the person who
/// uses them, else measured by us and shipped, else published for files of their format.
public struct KnownAccuracy: Equatable, Sendable {
  /// The weights in use.
  public let family: WeightFamily
  /// How exactly the networks compute.
  public let precision: Precision
  /// Nil where it belongs to other weights.
  public let surface: AccuracySurface?
  /// What the person has measured of them.
  public let table: AccuracyTable

  /// - Parameters:
  ///   - family: the weights in use.
  ///   - precision: how exactly the networks compute.
  ///   - surface: of whichever weights, in that precision.
  ///   - checksum: that of the weights in use; nil where it is not known yet.
  ///   - table: what the person has measured.
  public init(
    family: WeightFamily, precision: Precision = .float32, surface: AccuracySurface?,
    checksum: String?,
    table: AccuracyTable = AccuracyTable()
  ) {
    self.family = family
    self.precision = precision
    let isOwn = surface?.checksum == checksum && surface?.precision == precision
    self.surface = isOwn ? surface : nil
    self.table = table
  }

  /// How many pictures were run for what was measured.
  public var pictures: [Int] {
    table.has(family, in: precision) ? table.pictures : surface.map { [$0.pictures] } ?? []
  }

  /// Every setting whose accuracy is known, on the weights that answer for it; of files without measured
  /// figures the one that each was trained for.
  public var settings: [Setting] {
    var places = family.members.map { (alpha: $0.widths.upperBound, side: $0.baseSide) }
    if table.has(family, in: precision) {
      places = table.places(of: family, in: precision)
    } else if let surface {
      places = surface.sides.flatMap { side in surface.alphas.map { ($0, side) } }
    }
    return places.filter { accuracy(alpha: $0.alpha, side: $0.side) != nil }.compactMap {
      family.member(alpha: $0.alpha, side: $0.side)?.setting(alpha: $0.alpha, side: $0.side)
    }
  }

  /// Of just this setting: nothing is interpolated. Where the person has measured some settings ours are
  /// left out, since they are of other pictures.
  public func accuracy(alpha: WidthMultiplier, side: Int) -> AccuracySurface.Accuracy? {
    if let own = table.accuracy(of: family, in: precision, alpha: alpha, side: side) { return own }
    if let surface {
      let known =
        table.has(family, in: precision) ? nil : surface.accuracy(alpha: alpha, side: side)
      return known?.isInterpolated == false ? known : nil
    }
    // What was published is of networks in float32.
    guard precision == .float32, let member = family.member(alpha: alpha, side: side),
      member.baseSide == side,
      let published = member.publishedAccuracy
    else { return nil }
    return AccuracySurface.Accuracy(
      top1: published.top1 / 100, top5: published.top5.map { $0 / 100 } ?? 0,
      basis: .published(published.source))
  }
}
