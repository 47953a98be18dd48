/// A network as data: its layers in order of execution, with shapes and costs.
///
/// Source: arXiv:1704.04861, Table 1. The table prints stride 2 for the last depthwise layer; only
/// stride 1 gives the published 569 million multiply-adds, so it is 1.
public struct Architecture: Hashable, Sendable {
  /// What it was made of.
  public let setting: Setting
  /// In order of execution: a convolution, the blocks, the pool, the classifier (arXiv:1704.04861, Table 1).
  public let layers: [Layer]

  /// Channels and stride of each separable block at α = 1; the first convolution has 32 channels.
  static let blocks: [(channels: Int, stride: Int)] = [
    (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
    (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
  ]
  /// The blocks that the shallow network leaves out: the five 14×14×512 ones.
  static let blocksOmittedWhenShallow = 6..<11

  /// Applies α to all channels and ρ to the input's side. Plain arithmetic: no weight is needed.
  public init(_ setting: Setting) {
    var builder = Builder(setting)
    builder.convolve("conv0", .conv, to: 32, kernel: 3, stride: 2)
    var blocks = Architecture.blocks
    if setting.variant == .shallow { blocks.removeSubrange(Architecture.blocksOmittedWhenShallow) }
    for (index, block) in blocks.enumerated() {
      let name = "block\(index + 1)"
      switch setting.variant {
      case .separable, .shallow:
        builder.convolve(
          "\(name).dw", .depthwise, to: builder.fullChannels, kernel: 3, stride: block.stride)
        builder.convolve("\(name).pw", .pointwise, to: block.channels, kernel: 1, stride: 1)
      case .standard:
        builder.convolve("\(name).conv", .conv, to: block.channels, kernel: 3, stride: block.stride)
      }
    }
    builder.poolAndClassify()
    self.setting = setting
    self.layers = builder.layers
  }

  /// The weights of all filters and of the classifier; biases and batch norm are apart.
  public var parameters: Int { layers.reduce(0) { $0 + $1.parameters } }
  /// Of the classifier alone: batch norm stands in for those of all other layers.
  public var biases: Int { layers.reduce(0) { $0 + $1.biases } }
  /// γ and β of every batch norm.
  public var batchNormParameters: Int { layers.reduce(0) { $0 + $1.batchNormParameters } }
  /// Of one inference; one multiply and one add together count 1.
  public var multiplyAdds: Int { layers.reduce(0) { $0 + $1.multiplyAdds } }

  /// The layer whose two int8 maps are the largest, the first of several: where the RAM of a
  /// microcontroller peaks. One buffer is read and the other written, and the next layer takes them the
  /// other way round; how many bytes both are is the layer's `int8MapBytes`.
  public var mapPeak: Layer {
    layers.dropFirst().reduce(layers[0]) { $1.int8MapBytes > $0.int8MapBytes ? $1 : $0 }
  }

  /// Bytes of float32 that the network as built stores: weights, biases, a scale and a shift for
  /// each output channel of a convolution.
  public var weightBytes: Int { 4 * (parameters + biases + batchNormParameters) }
}

/// Follows the feature map from layer to layer.
private struct Builder {
  let setting: Setting
  var layers: [Layer] = []
  /// Channels that the present map has at α = ρ = 1.
  var fullChannels = 3
  private var map: Shape
  private var field = ReceptiveField.pixel

  init(_ setting: Setting) {
    self.setting = setting
    map = Shape(height: setting.side, width: setting.side, channels: 3)
  }

  mutating func convolve(
    _ name: String, _ kind: LayerKind, to fullOutput: Int, kernel: Int, stride: Int
  ) {
    let output = Shape(
      height: (map.height + stride - 1) / stride, width: (map.width + stride - 1) / stride,
      channels: setting.channels(of: fullOutput))
    append(name, kind, kernel, stride, padding(kernel: kernel, stride: stride), output, fullOutput)
  }

  mutating func poolAndClassify() {
    let pooled = Shape(height: 1, width: 1, channels: map.channels)
    append("pool", .pool, map.height, 1, .none, pooled, fullChannels)
    let logits = Shape(height: 1, width: 1, channels: setting.classes)
    append("classifier", .linear, 1, 1, .none, logits, setting.classes)
  }

  private mutating func append(
    _ name: String, _ kind: LayerKind, _ kernel: Int, _ stride: Int, _ padding: Padding,
    _ output: Shape, _ fullOutput: Int
  ) {
    field = field.behind(kernel: kernel, stride: stride, padding: padding.top)
    layers.append(
      Layer(
        name: name, kind: kind, kernel: kernel, stride: stride, padding: padding, input: map,
        output: output, fullInput: fullChannels, fullOutput: fullOutput, field: field))
    map = output
    fullChannels = fullOutput
  }

  private func padding(kernel: Int, stride: Int) -> Padding {
    guard kernel > 1 else { return .none }
    switch setting.padding {
    case .symmetric: return Padding(top: 1, bottom: 1, left: 1, right: 1)
    case .same:
      let (top, bottom) = samePadding(map.height, kernel: kernel, stride: stride)
      let (left, right) = samePadding(map.width, kernel: kernel, stride: stride)
      return Padding(top: top, bottom: bottom, left: left, right: right)
    }
  }

  /// TensorFlow's SAME along one axis: what is missing for ⌈extent / stride⌉ outputs, the odd zero last.
  private func samePadding(_ extent: Int, kernel: Int, stride: Int) -> (before: Int, after: Int) {
    let outputs = (extent + stride - 1) / stride
    let total = max(0, (outputs - 1) * stride + kernel - extent)
    return (total / 2, total - total / 2)
  }
}
