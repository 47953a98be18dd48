import MobileNet
import Testing
import Weights

@testable import Engine

@Suite("Steps of whole-number weights")
struct WeightStepsTests {
  /// Three channels of two weights.
  private static let weights: [Float] = [0.5, -1, 0.25, 0.125, 3, 0]

  private func steps(
    _ quantisation: Quantisation, gains: [Float]? = nil, _ weights: [Float] = weights
  ) -> [Float] {
    let steps = WeightSteps(
      quantisation, of: weights, channels: 3, gains: gains, picture: nil)
    return (0..<3).map { channel in
      weights[channel * 2..<channel * 2 + 2].withUnsafeBufferPointer {
        steps.step(of: $0, channel: channel)
      }
    }
  }

  @Test("are each channel's own, and don't depend on batch norm")
  func channels() {
    let largest: [Float] = [1, 0.25, 3]
    #expect(steps(.usual, gains: [2, 8, 0.5]) == largest.map { $0 / 127 })
    let few = Quantisation(weightBits: 4, scales: .channel)
    #expect(steps(few) == largest.map { $0 / 7 })
  }

  @Test("are one for all once batch norm is folded in: the largest product is the largest number")
  func tensor() {
    let quantisation = Quantisation(weightBits: 3, scales: .tensor)
    // Folded: 1, −2; 2, 1; 1.5, 0.
    let step: Float = 2 / 3
    #expect(steps(quantisation, gains: [2, 8, 0.5]) == [step / 2, step / 8, step / 0.5])
    #expect(steps(quantisation) == [1, 1, 1], "the classifier has no batch norm")
  }

  @Test("are 0 where a channel does not matter, or its batch norm can't be divided by")
  func hostile() {
    let quantisation = Quantisation(weightBits: 8, scales: .tensor)
    let found = steps(quantisation, gains: [0, .leastNonzeroMagnitude, 1])
    let step: Float = 3 / 127
    #expect(found == [0, 0, step])
    for gain: Float in [.nan, .infinity] {
      #expect(steps(quantisation, gains: [1, gain, 1]).allSatisfy { $0.isFinite })
    }
    #expect(steps(quantisation, gains: [1, 1, 1], [0, 0, 0, 0, 0, 0]) == [0, 0, 0])
  }

  @Test("are asked of the full width at the base side, and not at all of channels of their own")
  func gains() throws {
    let source = try WeightSource.builtIn()
    #expect(source.gains(for: .usual) == nil)
    let gains = try #require(source.gains(for: Quantisation(weightBits: 8, scales: .tensor)))
    #expect(gains.map(\.count) == source.convolutions.map { $0.gamma.shape[0] })
    var statistics = BatchNormStatistics()
    source.fillStatistics(
      &statistics, for: Architecture(source.description.setting(alpha: .one, side: 112)))
    #expect(
      gains[0][5] == abs(source.convolutions[0].gamma.values()[5] / statistics.deviations[5]))
  }
}
