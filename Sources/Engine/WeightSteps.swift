import MobileNet
import Weights

/// What 1 of a layer's whole-number weights is worth, for each output channel.
struct WeightSteps {
  /// The largest number.
  let limit: Float
  /// Of one scale for the whole tensor; nil where each channel has its own.
  private var folded: Folded?
  /// Whether a depthwise filter's numbers are to keep its sum. The textbook's way, one scale for all, rounds
  /// each number by itself.
  var keepsSums: Bool { folded == nil }

  private struct Folded {
    /// What 1 is worth in the weights with batch norm's factors folded in.
    let step: Float
    /// The factors' magnitudes, one for each channel.
    let gains: [Float]
  }

  /// - Parameters:
  ///   - quantisation: how weights become whole numbers.
  ///   - weights: of the layer, output channels first. Read only where one scale is for all.
  ///   - channels: how many outputs there are.
  ///   - gains: |γ / deviation| of each output channel at the full width; nil in the classifier, which has no
  ///     batch norm.
  ///   - picture: in the first layer what its weights are divided by, so that they are for bytes.
  init(
    _ quantisation: Quantisation, of weights: @autoclosure () -> [Float], channels: Int,
    gains: [Float]?, picture: PictureValues?
  ) {
    limit = quantisation.limit
    guard quantisation.scales == .tensor else { return }
    let gains = gains ?? [Float](repeating: 1, count: channels)
    var weights = weights()
    let count = weights.count / channels
    let largest = weights.withUnsafeMutableBufferPointer { weights in
      gains.enumerated().reduce(Float(0)) { largest, gain in
        let (channel, gain) = gain
        let row = UnsafeMutableBufferPointer(
          rebasing: weights[channel * count..<(channel + 1) * count])
        picture?.scale(row)
        return max(largest, Quantiser.largest(of: UnsafeBufferPointer(row)) * gain)
      }
    }
    folded = Folded(step: largest / limit, gains: gains)
  }

  /// Of a channel with these weights. It is 0 where they all are, or nearly, or where they don't matter.
  func step(of weights: UnsafeBufferPointer<Float>, channel: Int) -> Float {
    let step =
      folded.map { $0.step / $0.gains[channel] } ?? Quantiser.largest(of: weights) / limit
    return step.isFinite && (1 / step).isFinite ? step : 0
  }
}

extension WeightSource {
  /// |γ / deviation| of each convolution's channels, at the full stored width and the base side; nil where
  /// the quantisation does not ask for them.
  func gains(for quantisation: Quantisation) -> [[Float]]? {
    guard quantisation.scales == .tensor else { return nil }
    var statistics = BatchNormStatistics()
    let full = description.setting(alpha: self.widths.upperBound, side: self.baseSide)
    fillStatistics(&statistics, for: Architecture(full))
    var rest = statistics.deviations[...]
    return convolutions.map { tensors in
      let gammas = tensors.gamma.values()
      defer { rest = rest.dropFirst(gammas.count) }
      return zip(gammas, rest).map { abs($0 / $1) }
    }
  }
}
