import MobileNet

extension WidthMultiplier {
  /// The multiplier at which a separable network's convolutions have these output channels: of
  /// several, the one with the fewest decimals, then the smallest.
  init?(ofSeparableChannels channels: [Int]) {
    let layers = Architecture(Setting(side: 32, baseSide: 32, classes: 1)).layers
    let full = layers.filter(\.kind.hasBatchNorm).map(\.fullOutput)
    guard channels.count == full.count else { return nil }
    let matching = (1...1000).compactMap { WidthMultiplier(thousandths: $0) }.filter { alpha in
      zip(channels, full).allSatisfy { $0 == alpha.channels(of: $1) }
    }
    let roundest = [1000, 250, 50, 10, 5, 1].lazy.compactMap { step in
      matching.first { $0.thousandths.isMultiple(of: step) }
    }
    guard let alpha = roundest.first else { return nil }
    self = alpha
  }
}
