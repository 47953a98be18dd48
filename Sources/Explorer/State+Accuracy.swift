import Measure
import MobileNet
import Weights

/// What is known of how often the present setting is right.
public enum SettingAccuracy: Equatable, Sendable {
  case known(AccuracySurface.Accuracy)
  /// These weights were measured, but not here; the sentence says where.
  case outside(String)
  /// Figures are there, of other weights than those in use.
  case ofOtherWeights
}

extension State {
  /// The measured accuracy of the weights in use; nil where there is none, or none of a network like
  /// the present one.
  public var accuracySurface: AccuracySurface? {
    measuredNetwork.flatMap { $0.checksum == builtInChecksum ? $0 : nil }
  }

  /// How often settings of the weights in use are right, measured or published; nil where these weights
  /// hold no network like the present one.
  public var knownAccuracy: KnownAccuracy? {
    guard family.predictions(for: widest) == .available else { return nil }
    return KnownAccuracy(
      family: family, surface: family.isBuiltIn ? catalogue.accuracy : nil,
      checksum: builtInChecksum, table: catalogue.ownAccuracy)
  }

  /// How often the present setting is right; nil where nobody has measured it.
  public var accuracy: SettingAccuracy? { accuracy(of: setting) }

  /// How often the network is right at α = ρ = 1.
  public var fullAccuracy: AccuracySurface.Accuracy? {
    guard case .known(let accuracy) = accuracy(of: setting.full) else { return nil }
    return accuracy
  }

  func accuracy(of setting: Setting) -> SettingAccuracy? {
    guard let measured = measuredNetwork, let builtInChecksum,
      family.predictions(for: setting) == .available
    else { return nil }
    guard measured.checksum == builtInChecksum else { return .ofOtherWeights }
    if let accuracy = measured.accuracy(alpha: setting.alpha, side: setting.side) {
      return .known(accuracy)
    }
    let ends = [measured.sides.first, measured.sides.last].compactMap(\.self)
    return .outside("sides \(ends.map(String.init).joined(separator: "…"))")
  }

  /// The surface that is there, of whichever weights, if it may be that of the present network.
  private var measuredNetwork: AccuracySurface? {
    guard family.isBuiltIn, family.predictions(for: widest) == .available else {
      return nil
    }
    return catalogue.accuracy
  }
}
