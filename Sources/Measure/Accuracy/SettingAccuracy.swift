import Engine
import MobileNet
import Weights

/// What is known of how often a setting of the built-in weights is right.
public enum SettingAccuracy: Equatable, Sendable {
  case known(AccuracySurface.Accuracy)
  /// These weights were measured, but not here; the sentence says where.
  case outside(String)
  /// Figures are there, of other weights than those in use.
  case ofOtherWeights

  /// Nil where nothing has been measured of a network like this one, or where it is not known yet which
  /// weights run.
  ///
  /// - Parameters:
  ///   - setting: the network.
  ///   - family: what it runs on.
  ///   - surface: what was measured of the built-in weights.
  ///   - checksum: that of the built-in weights in use.
  public init?(
    of setting: Setting, on family: WeightFamily, surface: AccuracySurface?, checksum: String?
  ) {
    guard family.isBuiltIn, let surface, let checksum,
      (try? family.member(for: setting).get()) != nil
    else { return nil }
    if surface.checksum != checksum {
      self = .ofOtherWeights
    } else if let accuracy = surface.accuracy(alpha: setting.alpha, side: setting.side) {
      self = .known(accuracy)
    } else {
      let ends = [surface.sides.first, surface.sides.last].compactMap(\.self)
      self = .outside("sides \(ends.map(String.init).joined(separator: "…"))")
    }
  }
}

/// How often a network is right, and how that is known.
public struct KnownTop1: Equatable, Sendable {
  public let accuracy: AccuracySurface.Accuracy
  /// How many pictures were run, and of which data set; nil where it was published.
  public let pictures: Int?
  public let dataset: String?
  /// How often float32 answers the same, a share of 1, where that was measured; nil in float32 itself.
  public private(set) var agreement: Double?

  /// What was measured of the built-in weights, else what was published of files like these; nil where
  /// neither is known.
  ///
  /// - Parameters:
  ///   - setting: the network.
  ///   - family: what it runs on.
  ///   - precision: how exactly it computes.
  ///   - surface: what was measured of the built-in weights in that precision.
  ///   - checksum: that of the built-in weights in use; nil for others.
  public init?(
    of setting: Setting, on family: WeightFamily, in precision: Precision = .float32,
    surface: AccuracySurface?, checksum: String?
  ) {
    if case .known(let accuracy) = SettingAccuracy(
      of: setting, on: family, surface: surface, checksum: checksum)
    {
      self.init(accuracy: accuracy, pictures: surface?.pictures, dataset: surface?.dataset)
      agreement = surface?.agreement(alpha: setting.alpha, side: setting.side)
      return
    }
    guard let member = try? family.member(for: setting).get(), member.baseSide == setting.side,
      let published = KnownAccuracy(
        family: family, precision: precision, surface: nil, checksum: nil
      )
      .accuracy(alpha: setting.alpha, side: setting.side)
    else { return nil }
    self.init(accuracy: published, pictures: nil, dataset: nil)
  }

  init(accuracy: AccuracySurface.Accuracy, pictures: Int?, dataset: String?) {
    (self.accuracy, self.pictures, self.dataset) = (accuracy, pictures, dataset)
  }
}
