import MobileNet

/// A feature map in the arena, `[block][row][column][16]`.
struct Map {
  /// Place of the first pixel of block 0, in floats.
  var start = 0
  var height = 0
  var width = 0
  var channels = 0
  var blockStride = 0
  var rowStride = 0
  /// Zeros that the next layer sees around the map; only full convolutions have them in memory.
  var padding = Padding.none

  var blocks: Int { (channels + 15) / 16 }

  /// The channels that some of the blocks have.
  func channels(in blocks: Range<Int>) -> Int {
    min(channels, blocks.upperBound * 16) - blocks.lowerBound * 16
  }
}

/// What all threads do together between two barriers, or for a separable block up to three.
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
  /// Place of the first layer in the architecture, and of the first convolution in the panels.
  var layer: Int
  var convolution: Int
  var stride = 1
  /// Zeros above and left of a depthwise layer's input.
  var paddingTop = 0
  var paddingLeft = 0
  var input: Map
  var output: Map
  /// Parts that rows are cut into and that threads claim one by one; 0: threads share the channels.
  var strips: Int
}

/// A network's geometry: its steps, and where in the arena everything lies.
struct Plan {
  var steps: [Step] = []
  /// Where each convolution's scales, shifts and, if depthwise, scaled weights begin.
  var scales: [Int] = []
  var shifts: [Int] = []
  var depthwiseWeights: [Int] = []
  /// Where the padded picture begins, and its padded extent.
  var image = Map()
  /// One strip of depthwise output per thread, or one whole map.
  var strip = 0
  var stripSize = 0
  /// Zeros, at least as many as a row of any map and as a layer has channels.
  var zeros = 0
  /// For each thread a scratch vector of the widest layer, for the rebuild.
  var scratch = 0
  var scratchSize = 0
  /// Floats of the whole arena.
  var size = 0
}

/// Bytes of depthwise output that a strip should have, so that it stays in the second-level cache
/// beside the weights until the pointwise layer has read it.
let stripBytes = 224 * 1024

extension Plan {
  /// Plans anew in the memory that this plan has.
  mutating func replan(_ architecture: Architecture, threads: Int) {
    steps.removeAll(keepingCapacity: true)
    scales.removeAll(keepingCapacity: true)
    shifts.removeAll(keepingCapacity: true)
    depthwiseWeights.removeAll(keepingCapacity: true)
    size = 0
    stripSize = 0
    addSteps(architecture.layers, threads: threads)
    place(architecture.layers, threads: threads)
  }

  /// The steps, with maps that have an extent but no place yet.
  private mutating func addSteps(_ layers: [Layer], threads: Int) {
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
        let floats =
          index == 0
          ? step.output.rowStride * step.output.blocks
          : step.input.rowStride * layer.stride * min(step.input.blocks, 4)
        step.strips = Plan.strips(
          rows: layer.output.height, bytesPerRow: floats * 4, threads: threads)
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
    let row = depthwise.width * blocks(of: depthwise.channels) * 16
    step.strips = Plan.strips(rows: depthwise.height, bytesPerRow: row * 4, threads: threads)
    if step.strips == 0 {
      stripSize = max(stripSize, (depthwise.height * row + threads - 1) / threads)
    } else {
      let rows = (depthwise.height + step.strips - 1) / step.strips
      stripSize = max(stripSize, rows * row)
    }
  }

  /// Strips for a map: of equal height, as many for each thread. Maps with few rows for each thread
  /// are not cut: their rows don't divide evenly, and every strip reads all weights again.
  static func strips(rows: Int, bytesPerRow: Int, threads: Int) -> Int {
    if threads > 1, rows < 4 * threads { return 0 }
    let wanted = max(1, (rows * bytesPerRow + stripBytes - 1) / stripBytes)
    let even = (wanted + threads - 1) / threads * threads
    return min(even, rows)
  }

  private func map(_ shape: Shape, _ padding: Padding) -> Map {
    let isPicture = shape.channels == 3
    let pixel = isPicture ? 3 : 16
    let rowStride = (padding.left + shape.width + padding.right) * pixel
    let blockStride = (padding.top + shape.height + padding.bottom) * rowStride
    return Map(
      start: padding.top * rowStride + padding.left * pixel, height: shape.height,
      width: shape.width, channels: shape.channels, blockStride: blockStride,
      rowStride: rowStride, padding: padding)
  }
}

extension Plan {
  /// Deals out the arena: the picture, two maps that take turns as input and output, and the rest.
  private mutating func place(_ layers: [Layer], threads: Int) {
    image = steps[0].input
    image.start += take(image.blockStride)
    placeMaps()
    var channels = 16
    var width = 0
    for layer in layers where layer.kind.hasBatchNorm {
      let padded = blocks(of: layer.output.channels) * 16
      scales.append(take(padded))
      shifts.append(take(padded))
      depthwiseWeights.append(layer.kind == .depthwise ? take(padded * 9) : 0)
      channels = max(channels, padded)
      width = max(width, layer.output.width)
    }
    zeros = take(max(width * 16, channels))
    scratchSize = channels
    scratch = take(threads * channels)
    stripSize = (stripSize + 15) / 16 * 16
    strip = take(threads * stripSize)
  }

  private mutating func placeMaps() {
    var extents = (even: 0, odd: 0)
    for (index, step) in steps.enumerated() {
      let extent = step.output.blocks * step.output.blockStride
      if index.isMultiple(of: 2) {
        extents.even = max(extents.even, extent)
      } else {
        extents.odd = max(extents.odd, extent)
      }
    }
    let places = (even: take(extents.even), odd: take(extents.odd))
    for index in steps.indices {
      steps[index].output.start += index.isMultiple(of: 2) ? places.even : places.odd
      steps[index].input = index == 0 ? image : steps[index - 1].output
    }
  }

  /// The next free place, on a cache line.
  private mutating func take(_ floats: Int) -> Int {
    defer { size += (floats + 15) / 16 * 16 }
    return size
  }
}
