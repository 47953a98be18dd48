import Measure
import MobileNet
import Weights

extension State {
  /// The measured accuracy of the weights in use; nil where there is none, or none of a network like
  /// the present one.
  public var accuracySurface: AccuracySurface? {
    catalogue.surface(of: family, like: choice.setting).flatMap {
      $0.checksum == figures.builtInChecksum ? $0 : nil
    }
  }

  /// How often settings of the weights in use are right, measured or published; nil where these weights
  /// hold no network like the present one.
  public var knownAccuracy: KnownAccuracy? {
    guard family.fits(family.widest(choice.setting)) else { return nil }
    return KnownAccuracy(
      family: family, surface: family.isBuiltIn ? catalogue.accuracy : nil,
      checksum: figures.builtInChecksum, table: catalogue.ownAccuracy)
  }

  /// How often the present setting is right; nil where nobody has measured it.
  public var accuracy: SettingAccuracy? { accuracy(of: choice.setting) }

  /// How often the network is right that the figures stand beside, where that is known of the weights in
  /// use.
  public var referenceAccuracy: AccuracySurface.Accuracy? {
    if let pinned = choice.pinned, pinned.weights != family { return nil }
    guard case .known(let known) = accuracy(of: choice.pinned?.setting ?? choice.setting.full)
    else {
      return nil
    }
    return known
  }

  func accuracy(of setting: Setting) -> SettingAccuracy? {
    SettingAccuracy(
      of: setting, on: family, surface: catalogue.accuracy, checksum: figures.builtInChecksum)
  }
}

extension Catalogue {
  /// What has been measured of a family, of whichever version of its weights; nil where that can't be of a
  /// network like this one.
  fileprivate func surface(of family: WeightFamily, like setting: Setting) -> AccuracySurface? {
    family.isBuiltIn && family.fits(family.widest(setting)) ? accuracy : nil
  }
}
