import MobileNet

/// The networks of one folder, each trained for a width and a side of its own: together they offer
/// what a slimmable pack offers in one file.
public struct WeightFamily: Sendable {
  public let folder: String
  /// Ascending by width, then by side; never empty.
  public let members: [WeightSource]
  /// Why the other files of the folder can't be used.
  public let unusable: [WeightsError]

  /// Whether a path names a folder.
  public static func isFolder(_ path: String) -> Bool {
    Bytes.isFolder(path)
  }

  /// Reads all files of a folder; one that can't be used is told and does not stop the rest.
  public init(folder: String) throws(WeightsError) {
    var members: [WeightSource] = []
    var unusable: [WeightsError] = []
    for path in try ModelLibrary(folder: folder).files() {
      do throws(WeightsError) {
        members.append(try WeightSource.read(path: path))
      } catch {
        unusable.append(error)
      }
    }
    guard !members.isEmpty else { throw unusable.first ?? .noWeights(folder: folder) }
    self.folder = folder
    self.members = members.sorted {
      ($0.widths.upperBound, $0.baseSide, $0.origin) < (
        $1.widths.upperBound, $1.baseSide, $1.origin
      )
    }
    self.unusable = unusable
  }

  /// The widest width that was trained.
  public var widest: WidthMultiplier { members.map(\.widths.upperBound).max() ?? .one }

  /// The weights that were trained for exactly this α, of several those of the nearest side, and of
  /// two as near those of the larger one; nil where none were.
  public func member(alpha: WidthMultiplier, side: Int?) -> WeightSource? {
    let trained = members.filter { $0.widths.contains(alpha) }
    guard let side else { return trained.last }
    return trained.min {
      (abs($0.baseSide - side), -$0.baseSide) < (abs($1.baseSide - side), -$1.baseSide)
    }
  }

  /// All members, the one for this α and side first, if there is one.
  public func members(startingWith alpha: WidthMultiplier, side: Int?) -> [WeightSource] {
    guard let first = member(alpha: alpha, side: side) else { return members }
    return [first] + members.filter { $0.origin != first.origin }
  }
}
