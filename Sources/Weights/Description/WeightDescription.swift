import CEmbedded
import MobileNet

/// What weights say of themselves, without their tensors: read at once, while the tensors wait until
/// they are needed.
public struct WeightDescription: Hashable, Sendable {
  /// Shown to people: "built-in", or what the file calls itself.
  public let name: String
  /// Where they come from: "built-in", "seeded", or the file's path.
  public let origin: String
  /// How they are stored.
  public let format: WeightFormat
  /// False where the weights are seeded random numbers: then nothing is predicted.
  public internal(set) var isTrained = true
  /// The network that the tensors belong to, at its full stored width.
  public internal(set) var variant = Variant.separable
  /// Of all its convolutions.
  public let padding: PaddingRule
  /// Pixels that ρ = 1 stands for.
  public let baseSide: Int
  /// The widths that were trained; both ends alike for a network of one width.
  public let widths: ClosedRange<WidthMultiplier>
  /// In the order of the logits.
  public let classes: [ClassLabel]
  /// How a picture becomes the input.
  public internal(set) var preprocessing: Preprocessing
  /// Who says so.
  public internal(set) var preprocessingOrigin = PreprocessingOrigin.assumed
  /// How pictures are to be resized, where it is not bilinearly, as this program does it.
  public internal(set) var resampling: String?
  /// What an int8 network of them computes with.
  public internal(set) var integers = IntegerForm.anew
  /// What a person says of it.
  public internal(set) var choice = PreprocessingChoice()

  /// Whether the network has one width; else any narrower one is a slice of it.
  public var isSingleWidth: Bool { widths.lowerBound == widths.upperBound }

  /// A sentence where pictures are not resized as the file asks for.
  public var compromise: String? {
    resampling.map {
      "\(name): was trained on pictures resized with the filter \(quoted($0)), but they are resized "
        + "bilinearly here; expect answers that differ a little"
    }
  }

  /// Whether nobody asked for other preprocessing: known accuracies belong to that.
  public var isFedAsItSays: Bool { choice.isEmpty }

  /// A sentence where nobody says how pictures become the input.
  public var assumption: String? {
    guard isTrained, preprocessingOrigin.values == .assumed else { return nil }
    return "\(name): does not say how pixels become its input, so they are scaled to −1…1; "
      + "where it was trained otherwise give --mean and --std"
  }

  /// The published figure for a network of ImageNet, in a format that figures were published for.
  public var publishedAccuracy: PublishedAccuracy? {
    let imageNet = ClassLabel.imageNet.count
    // Fed in another way it is another network.
    guard let source = format.published, isSingleWidth, isFedAsItSays,
      (imageNet...imageNet + 1).contains(classes.count)
    else { return nil }
    return .figure(alpha: widths.upperBound, side: baseSide, source: source)
  }
}

/// How weights are stored: each format names itself beside the code that reads it.
public struct WeightFormat: Hashable, Sendable {
  /// As people and JSON read it.
  public let rawValue: String
  /// Whose published accuracy holds for networks of ImageNet in this format, if anybody's does.
  let published: PublishedAccuracy.Source?

  init(_ rawValue: String, published: PublishedAccuracy.Source? = nil) {
    self.rawValue = rawValue
    self.published = published
  }
}

extension WeightDescription {
  /// Where the network that travels inside the executable comes from.
  static let builtInOrigin = "built-in"

  /// What the network that travels inside the executable says of itself.
  ///
  /// - Throws: `WeightsError`, where the embedded file is damaged; a test makes sure that it is not.
  public static func builtIn() throws(WeightsError) -> WeightDescription {
    try WeightFileFormats.open(.builtIn, file: builtInOrigin).description
  }

  /// What a file says of itself: its structure is checked, the values of its tensors are not read.
  ///
  /// - Throws: `WeightsError`: what is wrong with the file.
  public static func read(path: String) throws(WeightsError) -> WeightDescription {
    try WeightFileFormats.open(FileBytes.read(path: path), file: path).description
  }

  /// What weights are called that don't name themselves: the file without its ending, or its folder
  /// where the hub's tools chose the file's name.
  static func name(ofFile path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last else { return path }
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    let isHubName = CheckpointFile.hubNames.contains(stem)
    return isHubName ? parts.dropLast().last ?? stem : stem.isEmpty ? last : stem
  }
}

extension FileBytes {
  static var builtIn: FileBytes {
    FileBytes(
      forever: UnsafeRawBufferPointer(start: embedded_network(), count: embedded_network_size()))
  }
}

/// What keeps weights from answering for a setting.
public enum WeightMismatch: Error, Hashable, Sendable {
  /// Random numbers.
  case untrained
  case variant(Variant)
  /// Filters that shrink with ρ² are other filters than the trained ones.
  case filters
  case padding(PaddingRule)
  case classes(Int)
  /// Nobody trained this α; what was trained, ascending.
  case width(WidthMultiplier, trained: [ClosedRange<WidthMultiplier>])

  /// What is missing, such as `no trained weights for α 0.24 (trained: 0.25…1.00)`; the hint, if there
  /// is one, tells how to get to the trained widths.
  public func sentence(hint: String? = nil) -> String {
    "no trained weights" + reason(hint.map { "; \($0)" } ?? "")
  }

  private func reason(_ hint: String) -> String {
    switch self {
    case .untrained: return ""
    case .variant(let variant): return " for the \(variant) variant"
    case .filters: return " for filters that shrink with ρ²"
    case .padding(let padding): return " for \(padding) padding"
    case .classes(let classes): return " for \(classes) classes"
    case .width(let alpha, let trained):
      let spelled = trained.map { widths in
        widths.lowerBound == widths.upperBound
          ? "\(widths.upperBound)" : "\(widths.lowerBound)…\(widths.upperBound)"
      }
      return " for α \(alpha) (trained: \(spelled.joined(separator: " "))\(hint))"
    }
  }
}

extension WeightDescription {
  /// What keeps these weights from answering for a setting; nil where they do.
  public func mismatch(_ setting: Setting) -> WeightMismatch? {
    if !isTrained { return .untrained }
    if setting.variant != variant { return .variant(setting.variant) }
    if setting.rhoRule == .filters { return .filters }
    if setting.padding != padding { return .padding(setting.padding) }
    if setting.classes != classes.count { return .classes(setting.classes) }
    return widths.contains(setting.alpha) ? nil : .width(setting.alpha, trained: [widths])
  }

  /// A network on these weights, whose ρ counts from the side that they were trained for, or from a
  /// larger `side`.
  public func setting(alpha: WidthMultiplier, side: Int) -> Setting {
    Setting(
      alpha: alpha, side: side, baseSide: max(side, baseSide), variant: variant, padding: padding,
      classes: classes.count)
  }

  /// Whether a network of this setting can be cut out of the tensors, trained for its width or not:
  /// its structure and its latency are those of any other weights.
  public func fits(_ setting: Setting) -> Bool {
    variant == setting.variant && padding == setting.padding && classes.count == setting.classes
      && setting.rhoRule == .compute
      && (isSingleWidth ? setting.alpha == widths.upperBound : setting.alpha <= widths.upperBound)
  }
}
