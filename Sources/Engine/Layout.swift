import Kernels
import MobileNet

/// A feature map in the arena, `[block][row][column][16]`. Places and strides count its values: floats, or
/// bytes in int8, where logits are floats too.
struct Map {
  /// Place of the first pixel of block 0.
  var start = 0
  var height = 0
  var width = 0
  var channels = 0
  /// From one block to the next, the padding's zeros included.
  var blockStride = 0
  /// From one row to the next, the padding's zeros included.
  var rowStride = 0
  /// Zeros in memory around the map: only the picture and full convolutions' inputs have them.
  var padding = Padding.none

  var blocks: Int { Block.count(of: channels) }
  /// From one pixel to the next: the picture's three channels lie side by side.
  var pixelStride: Int { channels == 3 ? 3 : Block.width }

  /// From the first of the zeros around a block to its first pixel.
  var corner: Int { padding.top * rowStride + padding.left * pixelStride }

  /// The channels that some of the blocks have.
  func channels(in blocks: Range<Int>) -> Int {
    min(channels, blocks.upperBound * Block.width) - blocks.lowerBound * Block.width
  }
}

/// What all threads do together until they meet. In a separable block they may meet once in between.
struct Step {
  enum Operation {
    case firstConvolution
    /// A depthwise and a pointwise layer, strip by strip.
    case separable
    case fullConvolution
    case pool
    case classifier
  }

  var operation: Operation
  /// The step's first layer: its place in the architecture.
  var layer: Int
  /// The step's first convolution: its place in the panels.
  var convolution: Int
  var stride = 1
  /// Zeros above and left of a depthwise layer's input.
  var paddingTop = 0
  var paddingLeft = 0
  var input: Map
  var output: Map
  /// Strips that the rows are cut into, which threads claim one by one; 0 if threads share the channels.
  var strips: Int
}

/// A network's geometry: its steps, and where in the arena everything lies. Places are in floats, where
/// nothing else is said.
struct Layout {
  /// What feature maps consist of.
  private(set) var precision = Precision.float32
  var steps: [Step] = []
  /// Where each convolution's scales begin.
  var scales: [Int] = []
  /// Where each convolution's shifts begin; in int8 its biases, which are whole numbers.
  var shifts: [Int] = []
  /// Where each depthwise convolution's scaled weights begin; 0 for the others, and in int8.
  var depthwiseWeights: [Int] = []
  /// The picture, with the padding's zeros around it.
  var image = Map()
  /// Where depthwise output begins: a strip for each thread, or one whole map. In a map's values.
  var strip = 0
  /// A map's values in each thread's strip.
  var stripSize = 0
  /// Where each thread's copy of what its pointwise layer reads begins, for kernels that widen bytes.
  var wide = 0
  /// Floats of each thread's copy.
  var wideSize = 0
  /// Where each thread's sums of what its pointwise layer reads begin, for weights with a zero point.
  var sums = 0
  /// Numbers of each thread's sums: one for each pixel.
  var sumsSize = 0
  /// Zeros, at least as many as a row of any map and as a layer has channels.
  var zeros = 0
  /// Where the rebuild's scratch memory begins: one value for each channel, for each thread.
  var scratch = 0
  /// Floats of each thread's scratch memory: the channels of the widest layer.
  var scratchSize = 0
  /// Floats of the whole arena.
  var size = 0
}

extension Architecture {
  /// Bytes of the arena that so many threads run it in: feature maps, folded batch norms, logits. By
  /// arithmetic: no network is built.
  public func arenaBytes(threads: Int, precision: Precision = .float32) -> Int {
    var layout = Layout()
    layout.update(self, threads: threads, precision: precision)
    return layout.size * MemoryLayout<Float>.stride
  }
}

/// Bytes of depthwise output that a strip should have, so that it stays in the second-level cache,
/// beside the weights, until the pointwise layer has read it: a little under half of the 512 KB that
/// Zen 3 has.
let stripBytes = 224 * 1024

extension Layout {
  /// Lays out another architecture, in the memory that these lists have.
  ///
  /// - Parameters:
  ///   - architecture: what is laid out.
  ///   - threads: that run it together.
  ///   - precision: of the maps.
  ///   - widens: whether int8 kernels copy what a pointwise layer reads.
  ///   - addsPixels: whether what it reads is added up for each pixel.
  mutating func update(
    _ architecture: Architecture, threads: Int, precision: Precision = .float32,
    widens: Bool = false, addsPixels: Bool = false
  ) {
    self.precision = precision
    steps.removeAll(keepingCapacity: true)
    scales.removeAll(keepingCapacity: true)
    shifts.removeAll(keepingCapacity: true)
    depthwiseWeights.removeAll(keepingCapacity: true)
    size = 0
    stripSize = 0
    wideSize = 0
    sumsSize = 0
    addSteps(architecture.layers, threads: threads)
    allot(architecture.layers, threads: threads, widens: widens)
    sumsSize = addsPixels ? Block.padded(sumsSize) : 0
    sums = place(of: threads * sumsSize)
  }

  /// The steps, with maps that have an extent but no place yet.
  private mutating func addSteps(_ layers: [Layer], threads: Int) {
    let blocksAtOnce =
      precision == .float32 ? ConvolutionArguments.channelsAtOnce / Block.width : .max
    var index = 0
    var convolution = 0
    while index < layers.count {
      let layer = layers[index]
      var step = Step(
        operation: .pool, layer: index, convolution: convolution, stride: layer.stride,
        paddingTop: layer.padding.top, paddingLeft: layer.padding.left,
        input: map(layer.input, .none), output: map(layer.output, .none), strips: 0)
      switch layer.kind {
      case .conv:
        step.operation = index == 0 ? .firstConvolution : .fullConvolution
        let next = layers[index + 1]
        if next.kind == .conv { step.output = map(layer.output, next.padding) }
        step.input = map(layer.input, layer.padding)
        let values =
          index == 0
          ? step.output.rowStride * step.output.blocks
          : step.input.rowStride * layer.stride * min(step.input.blocks, blocksAtOnce)
        step.strips = Layout.strips(
          rows: layer.output.height, bytesPerRow: values * precision.bytes, threads: threads)
      case .depthwise:
        step.operation = .separable
        index += 1
        convolution += 1
        step.output = map(layers[index].output, .none)
        addStrips(&step, layer.output, threads: threads)
      case .pool: step.operation = .pool
      case .pointwise, .linear: step.operation = .classifier
      }
      if layer.kind.hasBatchNorm { convolution += 1 }
      index += 1
      steps.append(step)
    }
  }

  private mutating func addStrips(_ step: inout Step, _ depthwise: Shape, threads: Int) {
    let row = depthwise.width * Block.padded(depthwise.channels)
    step.strips = Layout.strips(
      rows: depthwise.height, bytesPerRow: row * precision.bytes, threads: threads)
    if step.strips == 0 {
      stripSize = max(stripSize, (depthwise.height * row + threads - 1) / threads)
      wideSize = max(wideSize, depthwise.height * row * 2 / 4)
      sumsSize = max(sumsSize, depthwise.area)
    } else {
      let rows = (depthwise.height + step.strips - 1) / step.strips
      stripSize = max(stripSize, rows * row)
      wideSize = max(wideSize, rows * row * 2 / 4)
      sumsSize = max(sumsSize, rows * depthwise.width)
    }
  }

  /// How many strips to cut a map into: of equal height, the same number for each thread. A map with few
  /// rows for each thread is not cut (0): its rows don't divide evenly, and every strip reads all
  /// weights again.
  static func strips(rows: Int, bytesPerRow: Int, threads: Int) -> Int {
    if threads > 1, rows < 4 * threads { return 0 }
    let wanted = max(1, (rows * bytesPerRow + stripBytes - 1) / stripBytes)
    let even = (wanted + threads - 1) / threads * threads
    return min(even, rows)
  }

  /// A feature map with zeros around it, at place 0.
  private func map(_ shape: Shape, _ padding: Padding) -> Map {
    var map = Map(
      height: shape.height, width: shape.width, channels: shape.channels, padding: padding)
    map.rowStride = (padding.left + shape.width + padding.right) * map.pixelStride
    map.blockStride = (padding.top + shape.height + padding.bottom) * map.rowStride
    map.start = map.corner
    return map
  }
}

extension Layout {
  /// Allots the arena: the picture, two maps that are input and output in turn, and the rest.
  private mutating func allot(_ layers: [Layer], threads: Int, widens: Bool) {
    image = steps[0].input
    // The first layer reads bytes by fours: up to three behind the last one.
    image.start += place(ofValues: image.blockStride + (precision == .float32 ? 0 : 3))
    allotMaps()
    var channels = Block.width
    var width = 0
    for layer in layers where layer.kind.hasBatchNorm {
      let padded = Block.padded(layer.output.channels)
      scales.append(place(of: padded))
      shifts.append(place(of: padded))
      let isScaled = layer.kind == .depthwise && precision == .float32
      depthwiseWeights.append(isScaled ? place(of: padded * 9) : 0)
      channels = max(channels, padded)
      width = max(width, layer.output.width)
    }
    zeros = place(of: max(width * Block.width, channels))
    scratchSize = precision == .float32 ? channels : 3 * channels
    scratch = place(of: threads * scratchSize)
    stripSize = (stripSize * precision.bytes + 63) / 64 * 64 / precision.bytes
    strip = place(ofValues: threads * stripSize)
    wideSize = widens && precision != .float32 ? Block.padded(wideSize) : 0
    wide = place(of: threads * wideSize)
  }

  private mutating func allotMaps() {
    var extents = (even: 0, odd: 0)
    for (index, step) in steps.enumerated() {
      let values = step.output.blocks * step.output.blockStride
      let extent = (values * bytes(of: step) + 3) / 4
      if index.isMultiple(of: 2) {
        extents.even = max(extents.even, extent)
      } else {
        extents.odd = max(extents.odd, extent)
      }
    }
    let places = (even: place(of: extents.even), odd: place(of: extents.odd))
    for index in steps.indices {
      let place = index.isMultiple(of: 2) ? places.even : places.odd
      steps[index].output.start += place * 4 / bytes(of: steps[index])
      steps[index].input = index == 0 ? image : steps[index - 1].output
    }
  }

  /// Bytes of a value of a step's output.
  private func bytes(of step: Step) -> Int {
    step.operation == .classifier ? Precision.float32.bytes : precision.bytes
  }

  /// The next free place, on a cache line.
  private mutating func place(of floats: Int) -> Int {
    defer { size += Block.padded(floats) }
    return size
  }

  /// The same for a map's values, and counted in them.
  private mutating func place(ofValues count: Int) -> Int {
    place(of: (count * precision.bytes + 3) / 4) * 4 / precision.bytes
  }
}
