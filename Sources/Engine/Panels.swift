import Kernels
import MobileNet
import Weights

/// A network's weights at their full stored width, in the order in which the kernels read them.
///
/// They are packed once. A width α reads the first ⌈N / 16⌉ panels of a layer, and of each panel the
/// first M rows, for its N output and M input channels; the stride from panel to panel stays that of
/// the full width. So nothing is copied when α changes, and networks on several threads can share one
/// object.
public final class Panels: Sendable {
  /// The weights as they were read.
  public let source: WeightSource
  /// How exactly the networks of these panels compute.
  public let precision: Precision
  /// In int8 a quantised file's own integers; nil where numbers are made anew.
  let own: OwnPanels?

  /// One convolution's place in the packed memory.
  struct Convolution: Sendable {
    let kind: LayerKind
    /// Stored input channels.
    let inputs: Int
    /// Stored output channels.
    let outputs: Int
    /// Where the first panel begins, in weights: floats, or bytes in int8.
    let weights: Int
    /// Weights from one output block's panel to the next.
    let panelStride: Int
    /// Where γ begins, in floats; whole blocks.
    let gamma: Int
    /// Where β begins, as `gamma`.
    let beta: Int
    /// In int8 where the worth of a sum's 1 begins, as `gamma`: in steps of the output, before batch norm.
    let steps: Int
    /// In int8 where the first layer's sums over an input of zeros begin, as `gamma`.
    let origin: Int
  }

  /// In order of execution, as in the architecture.
  let convolutions: [Convolution]
  /// The classifier as a pointwise layer; γ is 1, in int8 the worth of a sum's 1, and β the bias.
  let classifier: Convolution
  /// In int8 where the factors and offsets begin that turn a picture's values into bytes, in floats.
  let picture: Int
  /// In int8 where as many ones begin as the widest layer has channels, in floats.
  let ones: Int

  // Written in `init` alone, before any other thread can have this object: all may read them.
  nonisolated(unsafe) private let memory: FloatMemory
  nonisolated(unsafe) let start: UnsafePointer<Float>

  /// Packs all of the source's tensors; its variant decides the layers.
  ///
  /// The source's shapes have been checked against its variant when it was made. In int8 the weights
  /// are quantised here, once for all widths.
  ///
  /// - Throws: where the system refuses the memory: 17 MB for MobileNet, 114 MB for the standard network.
  public init(_ source: WeightSource, precision: Precision = .float32) throws(MemoryRefused) {
    self.source = source
    self.precision = precision
    var own = precision == .int8 ? source.integers.map(OwnPanels.init) : nil
    var allotment = Allotment(precision: precision)
    convolutions = source.convolutions.enumerated().map { index, tensors in
      allotment.convolution(
        shape: tensors.weight.shape, kind: Panels.kind(of: index, in: source.variant),
        times: own?.layers[index].times ?? 1)
    }
    let classes = source.classifierWeight.shape
    classifier = allotment.convolution(shape: [classes[0], classes[1], 1, 1], kind: .linear)
    let channels = convolutions.map(\.outputs).max() ?? 0
    picture = precision == .float32 ? 0 : allotment.place(of: PictureValues.count)
    ones = precision == .float32 ? 0 : allotment.place(of: channels)
    own?.allot { allotment.place(of: $0) }
    self.own = own
    memory = try FloatMemory(count: allotment.count)
    start = UnsafePointer(memory.start)
    if let own {
      own.pack(to: convolutions + [classifier], memory.start)
    } else {
      Packing(memory: memory.start, precision: precision)
        .pack(source, to: convolutions, classifier)
    }
    guard precision != .float32 else { return }
    pictureValues.write(to: memory.start + picture)
    (memory.start + ones).update(repeating: 1, count: channels)
  }

  /// How int8 networks take a picture's values.
  var pictureValues: PictureValues {
    own.map { PictureValues($0.integers) } ?? PictureValues(source.preprocessing)
  }

  /// The weights of a convolution in int8, from an output block on.
  func bytes(of convolution: Convolution, block: Int = 0) -> UnsafePointer<Int8> {
    UnsafeRawPointer(start).assumingMemoryBound(to: Int8.self)
      + (convolution.weights + block * convolution.panelStride)
  }

  /// Bytes of the packed weights.
  public var bytes: Int { memory.count * MemoryLayout<Float>.stride }

  /// The first convolution is full in every variant; then depthwise and pointwise take turns.
  private static func kind(of index: Int, in variant: Variant) -> LayerKind {
    guard index > 0, variant != .standard else { return .conv }
    return index.isMultiple(of: 2) ? .pointwise : .depthwise
  }

  /// Allots memory, each place on a cache line.
  private struct Allotment {
    let precision: Precision
    /// Floats allotted so far.
    var count = 0

    init(precision: Precision) {
      self.precision = precision
    }

    mutating func place(of floats: Int) -> Int {
      defer { count += Block.padded(floats) }
      return count
    }

    /// `times`: how many panels the first layer has for each output block.
    mutating func convolution(shape: [Int], kind: LayerKind, times: Int = 1) -> Convolution {
      let (outputs, inputs) = (shape[0], kind == .depthwise ? shape[0] : shape[1])
      let isInteger = precision != .float32
      let panelStride =
        isInteger
        ? times * Quantiser.panelStride(kind, inputs: inputs)
        : Packing.panelStride(kind, inputs: inputs)
      let weights = Block.count(of: outputs) * panelStride
      let bytes = precision.bytes
      return Convolution(
        kind: kind, inputs: inputs, outputs: outputs,
        weights: place(of: weights * bytes / 4) * 4 / bytes, panelStride: panelStride,
        gamma: place(of: outputs), beta: place(of: outputs),
        steps: isInteger ? place(of: outputs) : 0,
        origin: isInteger && kind == .conv ? place(of: outputs) : 0)
    }
  }
}
