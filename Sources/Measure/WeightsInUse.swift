import MobileNet
import Weights

/// The weights that figures belong to.
public struct WeightsInUse: Equatable, Sendable {
  public let name: String
  /// "built-in", "seeded", or the file's path.
  public let source: String
  /// 64 hexadecimal digits; nil where there is no file. Of several files that of their checksums.
  public let sha256: String?
  /// Whether they were trained at the settings in question.
  public let trained: Bool
  /// Where different settings run on different files: all of them.
  public let files: [File]

  /// One of several files, each trained for a width and a side of its own.
  public struct File: Equatable, Sendable {
    public let source: String
    public let alpha: WidthMultiplier
    public let side: Int
    public let sha256: String

    public init(source: String, alpha: WidthMultiplier, side: Int, sha256: String) {
      self.source = source
      self.alpha = alpha
      self.side = side
      self.sha256 = sha256
    }
  }

  public init(
    name: String, source: String, sha256: String?, trained: Bool, files: [File] = []
  ) {
    self.name = name
    self.source = source
    self.sha256 = sha256
    self.trained = trained
    self.files = files
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
  /// Only where there are several.
  private let files: [FileJSON]?

  private struct FileJSON: Codable {
    let source: String
    let alpha: Double
    let side: Int
    let sha256: String
  }

  init(_ weights: WeightsInUse) {
    name = weights.name
    source = weights.source
    sha256 = weights.sha256
    trained = weights.trained
    files =
      weights.files.isEmpty
      ? nil
      : weights.files.map {
        FileJSON(source: $0.source, alpha: $0.alpha.value, side: $0.side, sha256: $0.sha256)
      }
  }

  var weights: WeightsInUse {
    let files = (files ?? []).compactMap { file in
      WidthMultiplier(json: file.alpha).map {
        WeightsInUse.File(source: file.source, alpha: $0, side: file.side, sha256: file.sha256)
      }
    }
    return WeightsInUse(
      name: name, source: source, sha256: sha256, trained: trained, files: files)
  }
}
