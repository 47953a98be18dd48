import MobileNet

/// Trained (or seeded) weights of one network at its full stored width: what every file format becomes.
///
/// Tensors are views on the file's bytes, which the engine widens when it packs them; only what a
/// file keeps quantised or in another layout is copied.
/// All values are finite. Get one with `builtIn()`, `read(path:)` or `seeded(…)`.
public struct WeightSource: Sendable {
  /// What they say of themselves.
  public let description: WeightDescription
  /// The convolutions in order of execution: `conv0`, `block1.dw` … as in `Architecture.layers`.
  public let convolutions: [ConvolutionTensors]
  /// [classes, channels].
  public let classifierWeight: Tensor
  /// [classes].
  public let classifierBias: Tensor
  /// Where the batch norm's mean and deviation come from: `fillStatistics(_:for:)` hands them out.
  let statistics: StatisticsSource
  /// The file behind the tensors, if there is one.
  let bytes: FileBytes?

  public var name: String { description.name }
  public var origin: String { description.origin }
  public var format: WeightFormat { description.format }
  public var isTrained: Bool { description.isTrained }
  public var variant: Variant { description.variant }
  public var padding: PaddingRule { description.padding }
  public var baseSide: Int { description.baseSide }
  public var widths: ClosedRange<WidthMultiplier> { description.widths }
  public var classes: [ClassLabel] { description.classes }
  public var preprocessing: Preprocessing { description.preprocessing }
  /// See `WeightDescription.fits(_:)`.
  public func fits(_ setting: Setting) -> Bool { description.fits(setting) }

  /// The SHA-256 of the file as 64 hexadecimal digits, computed when first asked for; nil where
  /// there is no file.
  public func checksum() -> String? {
    bytes?.checksum()
  }
}

extension [WeightSource] {
  /// One checksum for several files: the SHA-256 of their checksums, each in a line; nil where one has
  /// no file.
  public func checksum() -> String? {
    let checksums = compactMap { $0.checksum() }
    guard checksums.count == count else { return nil }
    let lines = [UInt8](checksums.map { $0 + "\n" }.joined().utf8)
    return lines.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
  }
}

/// How weights are stored.
public enum WeightFormat: String, CaseIterable, Sendable {
  case pack = "mobilenet-slimmable/1"
  case plain = "plain network"
  case huggingFace = "Hugging Face"
  case timm
  case tflite = "TFLite"
  case tfliteQuantised = "TFLite, quantised"
  case seeded = "seeded numbers"
}

/// One convolution's stored tensors, PyTorch's layouts.
public struct ConvolutionTensors: Sendable {
  public let name: String
  /// [out, in, height, width]; depthwise [channels, 1, 3, 3].
  public let weight: Tensor
  /// γ, [out].
  public let gamma: Tensor
  /// β, [out].
  public let beta: Tensor
}

/// One class: its WordNet id (or "") and its full name, synonyms separated by commas.
public struct ClassLabel: Hashable, Sendable {
  public let id: String
  public let name: String

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// How a picture becomes a network's input: (pixel / 255 − mean) / std of its centred square crop.
public struct Preprocessing: Hashable, Sendable {
  /// R, G, B.
  public let mean: SIMD3<Float>
  public let std: SIMD3<Float>
  /// Share of the shorter side that the crop keeps.
  public let crop: Double

  public init(mean: SIMD3<Float>, std: SIMD3<Float>, crop: Double) {
    self.mean = mean
    self.std = std
    self.crop = crop
  }
  /// What holds where a file does not tell: −1 … 1, and the usual crop of 7/8.
  static let plain = Preprocessing(
    mean: SIMD3(repeating: 0.5), std: SIMD3(repeating: 0.5), crop: 0.875)
}

/// Who says how a picture becomes the input.
public struct PreprocessingOrigin: Hashable, Sendable {
  /// Of mean and deviation.
  public var values: Source
  public var crop: Source

  public enum Source: Sendable {
    /// Nobody: it is as most networks of this format have it.
    case assumed
    /// The file, or a configuration beside it.
    case file
    /// The person who runs the program.
    case options
  }

  public static let assumed = PreprocessingOrigin(values: .assumed, crop: .assumed)
  static let file = PreprocessingOrigin(values: .file, crop: .file)
}

extension Layer {
  /// The stored weight's shape: [out, in, height, width]; depthwise [channels, 1, height, width];
  /// the classifier's [classes, channels].
  var weightShape: [Int] {
    switch kind {
    case .conv, .pointwise: [output.channels, input.channels, kernel, kernel]
    case .depthwise: [output.channels, 1, kernel, kernel]
    case .linear: [output.channels, input.channels]
    case .pool: []
    }
  }
}
