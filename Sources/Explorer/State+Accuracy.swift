import Engine
import Measure
import MobileNet
import Weights

extension State {
  /// The measured accuracy of the weights in use; nil where there is none, or none of a network like
  /// the present one.
  public var accuracySurface: AccuracySurface? {
    catalogue.surface(of: family, like: choice.setting, in: choice.precision).flatMap {
      $0.checksum == figures.builtInChecksum ? $0 : nil
    }
  }

  /// Whether the present network computes with a quantised file's own integers.
  public var usesOwnIntegers: Bool {
    choice.precision == .int8 && figures.answeringWeights?.integers == .own
  }

  /// A sentence in int8 where the file's own integers can't be used.
  var integersProblem: String? {
    choice.precision == .int8 ? figures.answeringWeights?.integersProblem : nil
  }

  /// How often settings of the weights in use are right, measured or published; nil where these weights
  /// hold no network like the present one.
  public var knownAccuracy: KnownAccuracy? { knownAccuracy(in: choice.precision) }

  func knownAccuracy(in precision: Precision) -> KnownAccuracy? {
    guard family.fits(family.widest(choice.setting)) else { return nil }
    return KnownAccuracy(
      family: family, precision: precision,
      surface: family.isBuiltIn ? catalogue.accuracy[precision] : nil,
      checksum: figures.builtInChecksum, table: catalogue.ownAccuracy)
  }

  /// How often the present setting is right; nil where nobody has measured it.
  public var accuracy: SettingAccuracy? { accuracy(of: choice.setting) }

  /// How often the network is right that the figures stand beside, where that is known of the weights in
  /// use.
  public var referenceAccuracy: AccuracySurface.Accuracy? {
    if let pinned = choice.pinned, pinned.weights != family { return nil }
    let setting = choice.pinned?.setting ?? choice.setting.full
    guard case .known(let known) = accuracy(of: setting, in: figures.referencePrecision) else {
      return nil
    }
    return known
  }

  func accuracy(of setting: Setting) -> SettingAccuracy? {
    accuracy(of: setting, in: choice.precision)
  }

  func accuracy(of setting: Setting, in precision: Precision) -> SettingAccuracy? {
    SettingAccuracy(
      of: setting, on: family, surface: catalogue.accuracy[precision],
      checksum: figures.builtInChecksum)
  }

  /// Whether it is known how often the present setting is right in float32.
  public var hasAccuracyInFloat32: Bool {
    if case .known = accuracy(of: choice.setting, in: .float32) { true } else { false }
  }

  /// How often float32 answers as the present setting does, a share of 1; nil where that was not measured.
  public var agreement: Double? {
    accuracySurface?.agreement(alpha: choice.setting.alpha, side: choice.setting.side)
  }
}

extension Catalogue {
  /// What has been measured of a family, of whichever version of its weights; nil where that can't be of a
  /// network like this one.
  fileprivate func surface(
    of family: WeightFamily, like setting: Setting, in precision: Precision
  ) -> AccuracySurface? {
    family.isBuiltIn && family.fits(family.widest(setting)) ? accuracy[precision] : nil
  }
}
