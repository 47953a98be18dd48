import MobileNet

/// What there is to say about weights without their tensors: for lists and for `weights show`.
public struct WeightSummary: Hashable, Sendable {
  public let name: String
  /// "built-in", or the file's path.
  public let origin: String
  public let format: WeightFormat
  public let variant: Variant
  public let padding: PaddingRule
  /// The widths that were trained; both ends alike for a network of one width.
  public let widths: ClosedRange<WidthMultiplier>
  public let baseSide: Int
  public let classes: Int
  public let preprocessing: Preprocessing
  public let preprocessingOrigin: PreprocessingOrigin
  /// How pictures are to be resized, where it is not bilinearly.
  public let resampling: String?
  /// Weights of the widest network.
  public let parameters: Int
  /// Bytes of the file.
  public let bytes: Int
  /// SHA-256 of the file, 64 hexadecimal digits.
  public let checksum: String
  /// What was published about this format's networks of this α, side and number of classes. It
  /// says nothing of who trained this one.
  public let published: PublishedAccuracy?

  public init(_ source: WeightSource) {
    name = source.name
    origin = source.origin
    format = source.format
    variant = source.variant
    padding = source.padding
    widths = source.widths
    baseSide = source.baseSide
    classes = source.classes.count
    preprocessing = source.preprocessing
    preprocessingOrigin = source.description.preprocessingOrigin
    resampling = source.description.resampling
    parameters =
      Architecture(
        Setting(
          alpha: source.widths.upperBound, side: source.baseSide, baseSide: source.baseSide,
          variant: source.variant, padding: source.padding, classes: source.classes.count)
      ).parameters
    bytes = source.bytes?.count ?? 0
    checksum = source.checksum() ?? ""
    published = source.description.publishedAccuracy
  }
}
