import MobileNet
import Testing
import Weights

@testable import Engine

@Suite("Weights as whole numbers")
struct QuantiserTests {
  /// Nine taps that nearly cancel.
  private static let filters: [[Float]] = (0..<200).map { seed in
    let taps = Array(picture(side: 32)[(seed * 9)..<(seed * 9 + 9)])
    let mean = taps.reduce(0, +) / 9
    return taps.map { ($0 - mean) * 0.3 + Float(seed % 5) * 0.001 }
  }

  private func quantised(
    _ weights: [Float], keepingSum: Bool, bits: Int = 8
  ) -> (step: Float, numbers: [Int8]) {
    let quantisation = Quantisation(weightBits: bits, scales: .channel)
    let steps = WeightSteps(
      quantisation, of: weights, channels: 1, gains: nil, picture: nil)
    return weights.withUnsafeBufferPointer { weights in
      let step = steps.step(of: weights, channel: 0)
      let numbers = [Int8](unsafeUninitializedCapacity: weights.count) { numbers, count in
        guard let start = numbers.baseAddress else { return }
        if keepingSum {
          Quantiser.quantiseKeepingSum(weights, step: step, limit: steps.limit, to: start)
        } else {
          Quantiser.quantise(weights, step: step, limit: steps.limit, to: start)
        }
        count = weights.count
      }
      return (step, numbers)
    }
  }

  @Test(
    "are the nearest ones, and the largest weight is the largest number",
    arguments: [(8, 127), (7, 63), (6, 31), (5, 15), (4, 7), (3, 3)])
  func nearest(bits: Int, largest: Int) {
    for weights in Self.filters {
      let (step, numbers) = quantised(weights, keepingSum: false, bits: bits)
      #expect(numbers.map { abs(Int($0)) }.max() == largest)
      for (weight, number) in zip(weights, numbers) {
        #expect(abs(Float(number) * step - weight) <= step * 0.501)
      }
    }
  }

  @Test("of a depthwise filter keep its sum to half a step, each tap within one of the nearest")
  func sums() {
    var moved = 0
    for weights in Self.filters {
      let (step, numbers) = quantised(weights, keepingSum: true)
      let exact = weights.reduce(0) { $0 + Double($1) } / Double(step)
      let sum = numbers.reduce(0) { $0 + Int($1) }
      #expect(abs(Double(sum) - exact) <= 0.5001)
      let nearest = quantised(weights, keepingSum: false).numbers
      for (one, other) in zip(numbers, nearest) { #expect(abs(Int(one) - Int(other)) <= 1) }
      if numbers != nearest { moved += 1 }
    }
    #expect(moved > 20)
  }

  @Test("of few bits keep the sum as far as they reach", arguments: [3, 4, 5])
  func fewBits(bits: Int) {
    let limit = 1 << (bits - 1) - 1
    for weights in Self.filters {
      let (step, numbers) = quantised(weights, keepingSum: true, bits: bits)
      let exact = weights.reduce(0) { $0 + Double($1) } / Double(step)
      let sum = numbers.reduce(0) { $0 + Int($1) }
      #expect(numbers.allSatisfy { abs(Int($0)) <= limit })
      #expect(abs(Double(sum) - exact) <= 0.5001)
    }
  }

  @Test("all zeros, or too small to divide by, are zeros; the largest and NaN trap nowhere")
  func hostile() {
    let small = Float.leastNonzeroMagnitude
    for weights in [[Float](repeating: 0, count: 9), [Float](repeating: small, count: 9)] {
      let (step, numbers) = quantised(weights, keepingSum: true)
      #expect(step == 0 && numbers.allSatisfy { $0 == 0 })
    }
    for value in [Float.greatestFiniteMagnitude, .infinity, .nan] {
      _ = quantised([Float](repeating: value, count: 9), keepingSum: true)
      _ = quantised([value, 1, -1, 0, value, 2, 3, -value, 4], keepingSum: true)
    }
    let (_, numbers) = quantised([Float](repeating: -3, count: 9), keepingSum: true)
    #expect(numbers.allSatisfy { $0 == -127 })
  }

  @Test("of the built-in network take a quarter of the memory")
  func memory() throws {
    let (floats, bytes) = (try BuiltIn.panels.get(), try QuantisedPanels.builtIn.get())
    #expect(bytes.precision == .int8 && floats.precision == .float32)
    #expect(bytes.bytes * 7 < floats.bytes * 2)
  }
}
