import MobileNet

/// What there is to say about weights without their tensors: for lists and for `weights show`.
///
/// What the weights say of themselves is asked of the summary: `summary.name`.
@dynamicMemberLookup
public struct WeightSummary: Hashable, Sendable {
  /// What the weights say of themselves.
  public let description: WeightDescription
  /// How many classes the network tells apart.
  public let classes: Int
  /// Weights of the widest network.
  public let parameters: Int
  /// Bytes of the file.
  public let bytes: Int
  /// SHA-256 of the file, 64 hexadecimal digits.
  public let checksum: String
  /// What was published about this format's networks of this α, side and number of classes. It
  /// says nothing of who trained this one.
  public let published: PublishedAccuracy?

  /// Sums up weights that have been read.
  public init(_ source: WeightSource) {
    description = source.description
    classes = source.classes.count
    let widest = source.description.setting(alpha: source.widths.upperBound, side: source.baseSide)
    parameters = Architecture(widest).parameters
    bytes = source.bytes?.count ?? 0
    checksum = source.checksum() ?? ""
    published = source.description.publishedAccuracy
  }

  /// A property of the description.
  public subscript<Value>(dynamicMember property: KeyPath<WeightDescription, Value>) -> Value {
    description[keyPath: property]
  }
}
