/// A view on a file's tensor: its shape, its element type and where its bytes are.
public struct Tensor: Sendable {
  public let name: String
  public let shape: [Int]
}
/// Where a network's batch-norm statistics come from.
public enum StatisticsSource: Sendable {
  case seeded
}
