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

  /// One convolution's place in the packed memory.
  struct Convolution: Sendable {
    let kind: LayerKind
    /// Stored input channels.
    let inputs: Int
    /// Stored output channels.
    let outputs: Int
    /// Where the first panel begins, in floats.
    let weights: Int
    /// Floats from one output block's panel to the next.
    let panelStride: Int
    /// Where γ begins, in floats; whole blocks.
    let gamma: Int
    /// Where β begins, as `gamma`.
    let beta: Int
  }

  /// In order of execution, as in the architecture.
  let convolutions: [Convolution]
  /// The classifier as a pointwise layer; γ is 1 and β the bias.
  let classifier: Convolution

  // Written in `init` alone, before any other thread can have this object: all may read them.
  nonisolated(unsafe) private let memory: FloatMemory
  nonisolated(unsafe) let start: UnsafePointer<Float>

  /// Packs all of the source's tensors; its variant decides the layers.
  ///
  /// The source's shapes have been checked against its variant when it was made.
  public init(_ source: WeightSource) {
    self.source = source
    var allotment = Allotment()
    convolutions = source.convolutions.enumerated().map { index, tensors in
      allotment.convolution(
        shape: tensors.weight.shape, kind: Panels.kind(of: index, in: source.variant))
    }
    let classes = source.classifierWeight.shape
    classifier = allotment.convolution(shape: [classes[0], classes[1], 1, 1], kind: .linear)
    memory = FloatMemory(count: allotment.count)
    start = UnsafePointer(memory.start)
    Packing(memory: memory.start).pack(source, to: convolutions, classifier)
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
    /// Floats allotted so far.
    var count = 0

    mutating func place(of floats: Int) -> Int {
      defer { count += Block.padded(floats) }
      return count
    }

    mutating func convolution(shape: [Int], kind: LayerKind) -> Convolution {
      let (outputs, inputs) = (shape[0], kind == .depthwise ? shape[0] : shape[1])
      let panelStride =
        switch kind {
        case .depthwise: 9 * Block.width
        case .conv:
          inputs == 3 ? 27 * Block.width : Block.count(of: inputs) * 9 * Block.square
        case .pointwise, .linear, .pool: inputs * Block.width
        }
      return Convolution(
        kind: kind, inputs: inputs, outputs: outputs,
        weights: place(of: Block.count(of: outputs) * panelStride), panelStride: panelStride,
        gamma: place(of: outputs), beta: place(of: outputs))
    }
  }
}
