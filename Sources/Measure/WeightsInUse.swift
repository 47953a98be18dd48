import MobileNet
import Weights

/// The weights that figures belong to.
public struct WeightsInUse: Equatable, Sendable {
  /// What people call them.
  public let name: String
  /// "built-in", "seeded", or the file's path.
  public let source: String
  /// 64 hexadecimal digits; nil where there is no file. Of several files that of their checksums.
  public let sha256: String?
  /// Whether they were trained at the settings in question.
  public let trained: Bool
  /// What the person who measured said of how pictures become the input, against what the files say; nil
  /// where nothing was said.
  public let fed: String?
  /// Where different settings run on different files: all of them.
  public let files: [File]

  /// One of several files, each trained for a width and a side of its own.
  public struct File: Equatable, Sendable {
    /// The file's path.
    public let source: String
    public let alpha: WidthMultiplier
    public let side: Int
    /// 64 hexadecimal digits.
    public let sha256: String

    public init(source: String, alpha: WidthMultiplier, side: Int, sha256: String) {
      self.source = source
      self.alpha = alpha
      self.side = side
      self.sha256 = sha256
    }
  }

  public init(
    name: String, source: String, sha256: String?, trained: Bool, fed: String? = nil,
    files: [File] = []
  ) {
    self.name = name
    self.source = source
    self.sha256 = sha256
    self.trained = trained
    self.fed = fed
    self.files = files
  }

  init(_ weights: WeightSource, trained: Bool) {
    self.init(
      name: weights.name, source: weights.origin, sha256: weights.checksum(), trained: trained,
      fed: weights.description.choice.words)
  }
}
