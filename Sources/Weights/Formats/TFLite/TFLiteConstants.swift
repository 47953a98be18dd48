import MobileNet

/// Reads a TFLite file's constants as float32, in PyTorch's layouts.
///
/// Real = (q − zero point) · scale, rounded once. All constants together may have no more bytes than
/// the file, so overlapping tensors cannot amplify a small file.
struct TFLiteConstants {
  private let buffer: FlatBuffer
  private var bytesLeft: Int

  init(_ buffer: FlatBuffer) {
    self.buffer = buffer
    bytesLeft = buffer.bytes.count
  }

  /// A layer's weights; `shape` is PyTorch's.
  mutating func weight(
    _ tensor: TFLiteTensor, _ layer: Layer, shape: [Int]
  ) throws(WeightsError) -> Tensor {
    let data = try data(of: tensor, count: shape.reduce(1, *))
    let isDepthwise = layer.kind == .depthwise
    let channels = layer.output.channels
    if layer.kernel == 1 || layer.kind == .linear, let view = try view(tensor, data, shape) {
      return view
    }
    let values = try values(of: tensor, data, channels: channels, axis: isDepthwise ? 3 : 0)
    let turn = ChannelTurn(layer)
    return Tensor(name: tensor.name, shape: shape, values: turn.turned(values))
  }

  /// One bias for each channel; zeros where there are none.
  mutating func bias(
    _ tensor: TFLiteTensor?, _ name: String, channels: Int
  ) throws(WeightsError) -> Tensor {
    guard let tensor else {
      return Tensor(
        name: name, shape: [channels], values: Array(repeating: 0, count: channels))
    }
    let data = try data(of: tensor, count: channels)
    return Tensor(
      name: tensor.name, shape: [channels],
      values: try values(of: tensor, data, channels: channels, axis: 0))
  }

  /// A constant of one value for all channels, or one each for R, G and B, which lie along the last
  /// axis.
  mutating func colour(_ tensor: TFLiteTensor) throws(WeightsError) -> SIMD3<Float> {
    let count = tensor.shape.last == 3 ? 3 : 1
    let data = try data(of: tensor, count: count)
    let values = try values(of: tensor, data, channels: count, axis: 0)
    return count == 3 ? SIMD3(values) : SIMD3(repeating: values[0])
  }

  /// The bytes of a constant, which must be as many as its shape says and `count` values.
  private mutating func data(
    of tensor: TFLiteTensor, count: Int
  ) throws(WeightsError) -> Range<Int> {
    guard let element = tensor.element else {
      throw buffer.unlike("\(quoted(tensor.name)) has a type that can't be read")
    }
    // An axis of more than 2³¹ is not in an Int32, but eight of them overflow an Int.
    var values = 1
    for size in tensor.shape {
      let (product, overflow) = values.multipliedReportingOverflow(by: size)
      guard size > 0, !overflow else {
        throw buffer.malformed("\(quoted(tensor.name)) has the shape \(tensor.shape)")
      }
      values = product
    }
    guard let data = tensor.data, values == count, data.count == count * element.size else {
      throw buffer.malformed(
        "\(quoted(tensor.name)) has \(tensor.data?.count ?? 0) bytes and the shape "
          + "\(tensor.shape), where \(count) values are expected")
    }
    bytesLeft -= data.count
    guard bytesLeft >= 0 else { throw buffer.malformed("its tensors overlap") }
    return data
  }

  /// A tensor that needs no other layout and is not quantised: a view on the file's bytes.
  private func view(
    _ tensor: TFLiteTensor, _ data: Range<Int>, _ shape: [Int]
  ) throws(WeightsError) -> Tensor? {
    let type: ElementType
    switch tensor.element {
    case .float32: type = .f32
    case .float16: type = .f16
    case .int32, .uint8, .int8, nil: return nil
    }
    return try Tensor(
      name: tensor.name, shape: shape, count: shape.reduce(1, *), type, buffer.bytes,
      offset: data.lowerBound, file: buffer.file)
  }

  /// All values of a tensor whose bytes are as many as its shape and type say. There may be a scale
  /// for each of `channels`, which lie along `axis`: the first or the last.
  private func values(
    of tensor: TFLiteTensor, _ data: Range<Int>, channels: Int, axis: Int
  ) throws(WeightsError) -> [Float] {
    if let view = try view(tensor, data, tensor.shape) { return view.values() }
    guard let stored = try tensor.quantization(channels: channels, axis: axis, buffer) else {
      throw buffer.malformed("\(quoted(tensor.name)) has no scale")
    }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer.bytes.buffer[data])
    let integers: [Int32] =
      switch tensor.element {
      case .uint8: bytes.map { Int32($0) }
      case .int8: bytes.map { Int32(Int8(bitPattern: $0)) }
      default:
        (0..<data.count / 4).map {
          Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))
        }
      }
    let row = axis == 0 ? integers.count / channels : 1
    let isSingle = stored.scales.count == 1
    var values: [Float] = []
    values.reserveCapacity(integers.count)
    for (place, integer) in integers.enumerated() {
      let channel = isSingle ? 0 : place / row % channels
      // A zero point is 0 where the integers have 32 bits; the double product is exact.
      let value = Double(integer &- stored.zeroPoints[channel]) * Double(stored.scales[channel])
      values.append(Float(value))
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(file: buffer.file, tensor: tensor.name, index: index)
    }
    return values
  }
}
