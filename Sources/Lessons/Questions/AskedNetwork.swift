import Engine
import MobileNet

/// A network that a lesson asks about.
public struct AskedNetwork: Hashable, Sendable {
  public var setting: Setting
  /// How exactly it computes; nil where the lesson does not say it: then as the learner's does.
  public var precision: Precision?

  public init(_ setting: Setting, _ precision: Precision? = nil) {
    (self.setting, self.precision) = (setting, precision)
  }

  /// The same at α = ρ = 1.
  var full: AskedNetwork { AskedNetwork(setting.full, precision) }
}
