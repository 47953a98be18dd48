import MobileNet

/// Trained (or seeded) weights of one network at its full stored width: what every file format
/// becomes.
///
/// Tensors are views on the file's bytes, which the engine widens when it packs them; only what a
/// file keeps quantised or in another layout is copied. All values are finite. What the weights say
/// of themselves is asked of them: `source.widths` is `source.description.widths`.
@dynamicMemberLookup
public struct WeightSource: Sendable {
  /// What they say of themselves.
  public internal(set) var description: WeightDescription
  /// The convolutions in order of execution: `conv0`, `block1.dw` … as in `Architecture.layers`.
  public let convolutions: [ConvolutionTensors]
  /// [classes, channels].
  public let classifierWeight: Tensor
  /// [classes].
  public let classifierBias: Tensor
  /// A quantised file's own whole numbers, where an int8 network can compute with them.
  public let integers: OwnIntegers?
  /// Where the batch norm's mean and deviation come from: `fillStatistics(_:for:)` hands them out.
  let statistics: StatisticsSource
  /// The file behind the tensors, if there is one.
  let bytes: FileBytes?

  init(
    _ description: WeightDescription, _ tensors: NetworkTensors, _ statistics: StatisticsSource,
    bytes: FileBytes?, integers: OwnIntegers? = nil
  ) {
    self.description = description
    self.integers = integers
    convolutions = tensors.convolutions
    classifierWeight = tensors.classifierWeight
    classifierBias = tensors.classifierBias
    self.statistics = statistics
    self.bytes = bytes
  }

  /// A property of the description.
  public subscript<Value>(dynamicMember property: KeyPath<WeightDescription, Value>) -> Value {
    description[keyPath: property]
  }

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

extension WeightSource {
  /// The network that travels inside the executable.
  ///
  /// - Throws: `WeightsError`, where the embedded file is damaged; a test makes sure that it is not.
  public static func builtIn() throws(WeightsError) -> WeightSource {
    try read(.builtIn, file: WeightDescription.builtInOrigin)
  }

  /// A network from a file of any format in `WeightFileFormats.all`: the content decides which, not
  /// the name.
  ///
  /// - Throws: `WeightsError`: what is wrong with the file.
  public static func read(path: String) throws(WeightsError) -> WeightSource {
    try read(FileBytes.read(path: path), file: path)
  }

  /// The tensors of weights that have been described before.
  ///
  /// - Throws: `WeightsError`; `changed`, where the file says something else by now.
  public static func read(_ description: WeightDescription) throws(WeightsError) -> WeightSource {
    let stored =
      description.origin == WeightDescription.builtInOrigin
      ? try builtIn() : try read(path: description.origin)
    let source = stored.with(description.choice)
    guard source.description == description else { throw .changed(file: description.origin) }
    return source
  }

  /// A network from the bytes of a file.
  static func read(_ bytes: FileBytes, file: String) throws(WeightsError) -> WeightSource {
    try WeightFileFormats.open(bytes, file: file).source()
  }
}

/// One convolution's stored tensors, PyTorch's layouts.
public struct ConvolutionTensors: Sendable {
  /// The layer's, such as `block1.dw`.
  public let name: String
  /// [out, in, height, width]; depthwise [channels, 1, 3, 3].
  public let weight: Tensor
  /// γ, [out].
  public let gamma: Tensor
  /// β, [out].
  public let beta: Tensor
}

/// All tensors of a network that are no statistics.
struct NetworkTensors {
  /// In order of execution.
  let convolutions: [ConvolutionTensors]
  /// [classes, channels].
  let classifierWeight: Tensor
  /// [classes].
  let classifierBias: Tensor
}
