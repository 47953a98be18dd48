import MobileNet

extension WidthMultiplier {
  /// The multiplier at which a separable network's convolutions have these output channels: of
  /// several, the one with the fewest decimals, then the smallest.
  ///
  /// - Parameters:
  ///   - channels: of all convolutions, in order of execution.
  ///   - file: what the error calls the file.
  /// - Throws: `notMobileNet`, where there is none.
  init(ofSeparableChannels channels: [Int], file: String) throws(WeightsError) {
    let layers = Architecture(Setting(side: 32, baseSide: 32, classes: 1)).layers
    let full = layers.filter(\.kind.hasBatchNorm).map(\.fullOutput)
    let matching = (1...1000).compactMap { WidthMultiplier(thousandths: $0) }.filter { alpha in
      channels == full.map(alpha.channels(of:))
    }
    let roundest = [1000, 250, 50, 10, 5, 1].lazy.compactMap { step in
      matching.first { $0.thousandths.isMultiple(of: step) }
    }
    guard let alpha = roundest.first else {
      throw .notMobileNet(
        file: file, problem: "no width multiplier up to 1 gives layers of \(channels) channels")
    }
    self = alpha
  }
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
