import MobileNet
import Weights

/// The weights that the settings of a grid run on: one file, or of a family for each setting the file that
/// was trained for it.
public struct WeightSet: Sendable {
  /// All of the files that the settings may run on.
  public let family: WeightFamily
  /// Those of the family's files that are needed; at least one.
  public let sources: [WeightSource]

  /// Of one file.
  public init(_ source: WeightSource) {
    family = WeightFamily(source.description)
    sources = [source]
  }

  /// Reads the files that some settings run on.
  ///
  /// - Parameters:
  ///   - family: where they are taken from.
  ///   - settings: at least one.
  ///   - loaded: files that need not be read any more.
  /// - Throws: where a file can't be read.
  public init(
    _ family: WeightFamily, for settings: [Setting], loaded: [WeightSource]
  ) throws(WeightsError) {
    precondition(!settings.isEmpty, "a grid has settings")
    let needed = Set(settings.map { WeightSet.member(of: family, for: $0) ?? family.members[0] })
    var sources: [WeightSource] = []
    for member in family.members where needed.contains(member) {
      if let source = loaded.first(where: { $0.description == member }) {
        sources.append(source)
      } else {
        sources.append(try .read(member))
      }
    }
    self.family = family
    self.sources = sources
  }

  /// The same for all files of a family.
  public var classes: [ClassLabel] { sources[0].classes }
  /// The same for all files of a family.
  public var preprocessing: Preprocessing { sources[0].preprocessing }

  /// The weights that a setting runs on: trained for it, else such as can be cut to it.
  public func source(for setting: Setting) -> WeightSource? {
    let member = WeightSet.member(of: family, for: setting)
    return sources.first { $0.description == member }
  }

  private static func member(
    of family: WeightFamily, for setting: Setting
  ) -> WeightDescription? {
    let trained = family.member(alpha: setting.alpha, side: setting.side)
    return trained.flatMap { $0.fits(setting) ? $0 : nil }
      ?? family.members.first { $0.fits(setting) }
  }
}

extension WeightsInUse {
  /// Of several files each one with its checksum, and one checksum for all of them.
  init(_ weights: WeightSet, trained: Bool) {
    guard weights.sources.count > 1 else {
      self.init(weights.sources[0], trained: trained)
      return
    }
    self.init(
      name: weights.family.name, source: weights.family.path ?? weights.sources[0].origin,
      sha256: weights.sources.checksum(), trained: trained,
      fed: weights.sources[0].description.choice.words,
      files: weights.sources.map { source in
        File(
          source: source.origin, alpha: source.widths.upperBound, side: source.baseSide,
          sha256: source.checksum() ?? "")
      })
  }

  /// The checksum of the weights that a setting runs on: of several files trained for its α the one
  /// whose side is nearest, on a tie the larger.
  public func checksum(alpha: WidthMultiplier, side: Int) -> String? {
    guard !files.isEmpty else { return sha256 }
    return files.filter { $0.alpha == alpha }.min {
      (abs($0.side - side), -$0.side) < (abs($1.side - side), -$1.side)
    }?.sha256
  }
}
