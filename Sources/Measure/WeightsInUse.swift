import Weights

/// The weights that figures belong to.
public struct WeightsInUse: Equatable, Sendable {
  public let name: String
  /// "built-in", "seeded", or the file's path.
  public let source: String
  /// 64 hexadecimal digits; nil where there is no file.
  public let sha256: String?
  /// Whether they were trained at the settings in question.
  public let trained: Bool

  public init(name: String, source: String, sha256: String?, trained: Bool) {
    self.name = name
    self.source = source
    self.sha256 = sha256
    self.trained = trained
  }

  init(_ weights: WeightSource, trained: Bool) {
    self.init(
      name: weights.name, source: weights.origin, sha256: weights.checksum(), trained: trained)
  }
}

/// The contracts' `weights`.
struct WeightsJSON: Codable {
  private let name: String
  private let source: String
  @Nullable private var sha256: String?
  private let trained: Bool

  init(_ weights: WeightsInUse) {
    name = weights.name
    source = weights.source
    sha256 = weights.sha256
    trained = weights.trained
  }

  var weights: WeightsInUse {
    WeightsInUse(name: name, source: source, sha256: sha256, trained: trained)
  }
}
