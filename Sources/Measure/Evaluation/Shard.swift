/// One of `count` equal parts of a data set: every `count`-th picture, so that all classes are in
/// each of them.
public struct Shard: Equatable, Sendable {
  /// 1 … count.
  public let index: Int
  /// Of parts in all, 1…100 000.
  public let count: Int

  /// The whole as its only part.
  public static let whole = Shard(uncheckedIndex: 1, count: 1)
  private static let mostParts = 100_000

  /// Reads "3/8", the third of eight parts; nil where there is no such part.
  public init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1] else { return nil }
    self.init(index: index, count: count)
  }

  init?(index: Int, count: Int) {
    guard (1...Shard.mostParts).contains(count), (1...count).contains(index) else { return nil }
    self.init(uncheckedIndex: index, count: count)
  }

  private init(uncheckedIndex index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// How many of `total` things are in this part.
  func size(of total: Int) -> Int {
    (total - index + count) / count
  }

  /// Where in the whole the thing at a place of this part stands.
  func place(_ position: Int) -> Int {
    position * count + index - 1
  }
}

extension Shard: CustomStringConvertible {
  public var description: String { "\(index)/\(count)" }
}
