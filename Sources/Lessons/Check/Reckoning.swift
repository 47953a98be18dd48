import MobileNet

/// How a table of layers is counted: as it is right, or with slips.
struct Rules: Equatable {
  var stride = Stride.kept
  var padding = Padding.zeros
  var alpha = Sides.both
  /// The power of ρ that thins channels.
  var rhoPower = 0
  /// Whether the picture stays at ρ = 1.
  var keepsSide = false
  var rounding = Rounding.down
  /// Whether an odd side is halved downwards.
  var halvesDown = false
  /// How the picture's three channels are scaled by α, if they are.
  var picture: Rounding?
  var depth = Depth.right
  /// Parameters added for each output channel of a convolution: a bias, or those of batch norm.
  var extraParameters = 0
  var countsClassifierBias = false
  /// Whether the addition of a bias counts as one more multiply-add for each value.
  var countsBiasAdds = false
  var doublesWork = false
  var leavesClassifierOut = false

  enum Stride: Equatable {
    case kept, forgotten
    /// In that layer; all later maps are larger.
    case forgottenIn(Int)
    /// In the layer's own line; the next one goes on with the right map.
    case forgottenInLine
  }

  enum Padding: Equatable {
    case zeros, none
    /// In the layer's own line; the next one goes on with the right map.
    case noneInLine
    /// There, but products with it do not count.
    case freeOfCharge
  }

  enum Sides { case both, inputs, outputs }
  enum Rounding { case down, nearest, up, toEights, withoutMinimum }

  enum Depth {
    case right
    /// A depthwise layer counted with a filter for each pair of its channels.
    case depthwiseAsFull
    /// A depthwise layer counted with the channels of the pointwise one behind it.
    case depthwiseToNext
    /// Two filters for each channel.
    case doubled
    /// A full convolution counted with a filter for each channel that comes in, or goes out.
    case fullByInput, fullByOutput
  }
}

/// A line of a table of layers.
struct Reckoned: Equatable {
  var multiplyAdds = 0
  var parameters = 0
  /// Nil for the total.
  var output: Shape?
}

/// Counts a network layer by layer, as a student does it by hand.
struct Reckoning {
  private let setting: Setting
  private let rules: Rules
  private let layers: [Layer]

  init(_ setting: Setting, _ rules: Rules = Rules()) {
    (self.setting, self.rules) = (setting, rules)
    layers = Architecture(setting).layers
  }

  /// One line a layer, then the total.
  func lines() -> [Reckoned] {
    var side = rules.keepsSide ? setting.baseSide : setting.side
    var lines = layers.indices.map { index in
      let own = ownSide(index, side)
      side = nextSide(index, side)
      return line(index, own)
    }
    if rules.leavesClassifierOut {
      lines[lines.count - 1].multiplyAdds = 0
      lines[lines.count - 1].parameters = 0
    }
    let total = Reckoned(
      multiplyAdds: lines.reduce(0) { $0 + $1.multiplyAdds },
      parameters: lines.reduce(0) { $0 + $1.parameters })
    return lines + [total]
  }

  // MARK: - Sides

  private func nextSide(_ index: Int, _ side: Int) -> Int {
    let isForgotten = rules.stride == .forgotten || rules.stride == .forgottenIn(index)
    return outputSide(index, side, isForgotten, rules.padding == .none)
  }

  /// That of the layer's own line.
  private func ownSide(_ index: Int, _ side: Int) -> Int {
    guard rules.stride == .forgottenInLine || rules.padding == .noneInLine else {
      return nextSide(index, side)
    }
    return outputSide(
      index, side, rules.stride == .forgottenInLine, rules.padding == .noneInLine)
  }

  private func outputSide(_ index: Int, _ side: Int, _ isForgotten: Bool, _ isBare: Bool) -> Int {
    let layer = layers[index]
    guard layer.kind.hasBatchNorm else { return 1 }
    let stride = isForgotten ? 1 : layer.stride
    if isBare { return max(1, (side - layer.kernel) / stride + 1) }
    return rules.halvesDown ? max(1, side / stride) : (side + stride - 1) / stride
  }

  // MARK: - Channels

  private func channels(_ full: Int, scaled: Bool) -> Int {
    let power = max(rules.rhoPower, setting.rhoRule == .filters ? 2 : 0)
    var (above, below) = (scaled ? setting.alpha.thousandths * full : 1000 * full, 1000)
    for _ in 0..<power { (above, below) = (above * setting.side, below * setting.baseSide) }
    return Self.rounded(above, below, rules.rounding)
  }

  private static func rounded(_ above: Int, _ below: Int, _ rounding: Rules.Rounding) -> Int {
    switch rounding {
    case .down: return max(8, above / below)
    case .nearest: return max(8, (2 * above + below) / (2 * below))
    case .up: return max(8, (above + below - 1) / below)
    case .withoutMinimum: return max(1, above / below)
    // As networks for phones have it: the nearest multiple of 8, never below nine tenths.
    case .toEights:
      let eights = max(8, (above + 4 * below) / (8 * below) * 8)
      return 10 * eights * below < 9 * above ? eights + 8 : eights
    }
  }

  private func input(_ index: Int) -> Int {
    let layer = layers[index]
    if index == 0 {
      guard let picture = rules.picture else { return 3 }
      return Self.rounded(setting.alpha.thousandths * 3, 1000, picture)
    }
    let count = channels(layer.fullInput, scaled: rules.alpha != .outputs || layer.kind == .linear)
    let isBehindDoubled = layers[index - 1].kind == .depthwise && rules.depth == .doubled
    return isBehindDoubled ? 2 * count : count
  }

  private func output(_ index: Int) -> Int {
    let layer = layers[index]
    switch layer.kind {
    case .conv, .pointwise: return channels(layer.fullOutput, scaled: rules.alpha != .inputs)
    case .depthwise: return rules.depth == .doubled ? 2 * input(index) : input(index)
    case .pool: return input(index)
    case .linear: return setting.classes
    }
  }

  // MARK: - A line

  private func line(_ index: Int, _ side: Int) -> Reckoned {
    let layer = layers[index]
    let output = output(index)
    let filters = filters(index, output)
    let taps = layer.kernel * layer.kernel
    var line = Reckoned(output: Shape(height: side, width: side, channels: output))
    guard layer.kind != .pool else { return line }
    line.parameters = filters * (layer.kind == .linear ? 1 : taps)
    line.multiplyAdds = line.parameters * side * side
    if rules.padding == .freeOfCharge, layer.kernel == 3 {
      let inside = tapsInside(layer)
      line.multiplyAdds = filters * inside * inside
    }
    if rules.countsBiasAdds { line.multiplyAdds += output * side * side }
    if rules.doublesWork { line.multiplyAdds *= 2 }
    if layer.kind.hasBatchNorm { line.parameters += rules.extraParameters * output }
    if layer.kind == .linear, rules.countsClassifierBias { line.parameters += output }
    return line
  }

  /// Pairs of a channel that comes in and one that goes out, for each of which there is a filter.
  private func filters(_ index: Int, _ output: Int) -> Int {
    let layer = layers[index]
    let input = input(index)
    switch layer.kind {
    case .pool: return 0
    case .pointwise, .linear: return input * output
    case .conv:
      switch rules.depth {
      case .fullByInput: return input
      case .fullByOutput: return output
      default: return input * output
      }
    case .depthwise:
      switch rules.depth {
      case .depthwiseAsFull: return input * input
      case .depthwiseToNext: return input * self.output(index + 1)
      case .doubled: return 2 * input
      default: return input
      }
    }
  }

  /// Along one axis, over all places of the filter: taps that lie on the map.
  private func tapsInside(_ layer: Layer) -> Int {
    (0..<layer.output.height).reduce(0) { sum, place in
      let start = place * layer.stride - layer.padding.top
      return sum + min(layer.input.height, start + layer.kernel) - max(0, start)
    }
  }
}
