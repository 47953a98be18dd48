import Engine
import MobileNet
import Testing
import Weights

@testable import Measure

/// The engine's values, taken apart on paper: terms, rest, scale, shift, ReLU6.
@Suite("A pixel's arithmetic")
struct PixelArithmeticTests {
  @Test(
    "comes to what the engine computed, in every layer",
    arguments: [1000, 750, 500, 370], [128, 112, 75, 33])
  func builtIn(thousandths: Int, side: Int) throws {
    let source = try WeightSource.builtIn()
    try check(
      try TimedNetwork(source), alpha: thousandths, side: side, baseSide: source.baseSide,
      variant: source.variant, classes: source.classes.count)
  }

  @Test("likewise in the other variants", arguments: [Variant.standard, .shallow])
  func seeded(variant: Variant) throws {
    let timed = try TimedNetwork(.seeded(variant: variant, classes: 50, seed: 1, baseSide: 64))
    for (alpha, side) in [(250, 64), (120, 33)] {
      try check(
        timed, alpha: alpha, side: side, baseSide: 64, variant: variant, classes: 50)
    }
  }

  @Test("tells the padding's zeros, and 27 terms of the first layer in the order of its weights")
  func terms() throws {
    let timed = try TimedNetwork(try WeightSource.builtIn())
    let insides = look(timed, Array(timed.network.architecture.layers.indices))
    let first = insides[0].arithmetic(channel: 3, row: 0, column: 0)
    #expect(first.terms.count == 27 && first.restCount == 0 && abs(first.rest) < 1e-12)
    #expect(first.terms.map(\.weight) == insides[0].weights(of: 3))
    #expect(first.terms.map(\.channel) == (0..<27).map { $0 / 9 })
    let depthwise = insides[1].arithmetic(channel: 5, row: 0, column: 2)
    #expect(depthwise.terms.map(\.isOutside) == (0..<9).map { $0 < 3 })
    #expect(depthwise.terms.allSatisfy { $0.channel == 5 })
    #expect(depthwise.terms.map(\.column) == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    let pointwise = insides[2].arithmetic(channel: 0, row: 1, column: 1)
    #expect(pointwise.terms.count == 8 && pointwise.restCount == 24)
    let sizes = pointwise.terms.map(\.product.magnitude)
    #expect(sizes == sizes.sorted(by: >))
    let pool = insides[27].arithmetic(channel: 9, row: 0, column: 0)
    #expect(pool.terms.isEmpty && pool.restCount == insides[27].layer.input.area)
  }

  @Test("is of the channels in the order of their means; in the classifier of the logits")
  func strongest() throws {
    let timed = try TimedNetwork(try WeightSource.builtIn())
    let insides = look(timed, [2, 28])
    for inside in insides {
      let means = inside.strongest.map { inside.means[$0] }
      #expect(means == means.sorted(by: >))
      #expect(Set(inside.strongest) == Set(0..<inside.layer.output.channels))
    }
    #expect(insides[1].strongest == Prediction.ranking(of: insides[1].logits))
    let mean = insides[0].output[7].reduce(0, +) / Float(insides[0].layer.output.area)
    #expect(abs(insides[0].means[7] - mean) < 1e-4)
  }

  private func look(_ timed: TimedNetwork, _ layers: [Int]) -> [Inside] {
    timed.take(input: Self.picture(side: timed.network.architecture.setting.side))
    return timed.lookInside(layers)
  }

  /// Corners and the middle of the strongest, a middle and the last channel of each layer.
  private func check(
    _ timed: TimedNetwork, alpha: Int, side: Int, baseSide: Int, variant: Variant, classes: Int
  ) throws {
    timed.rebuild(
      Setting(
        alpha: try #require(WidthMultiplier(thousandths: alpha)), side: side, baseSide: baseSide,
        variant: variant, classes: classes))
    for inside in look(timed, Array(timed.network.architecture.layers.indices)) {
      let shape = inside.layer.output
      for channel in [inside.strongest[0], shape.channels / 2, shape.channels - 1] {
        for (row, column) in [
          (0, 0), (shape.height / 2, shape.width / 2), (shape.height - 1, shape.width - 1),
        ] {
          let pixel = inside.arithmetic(channel: channel, row: row, column: column)
          let told = pixel.terms.reduce(pixel.rest) { $0 + $1.product } * pixel.scale + pixel.shift
          let value = pixel.isClamped ? min(max(told, 0), 6) : told
          #expect(abs(value - pixel.result) <= 1e-9)
          let difference = abs(value - Double(pixel.computed))
          #expect(
            difference <= 1e-5 * max(1, abs(value)),
            "\(inside.layer.name), channel \(channel), \(row), \(column): \(value), \(pixel.computed)"
          )
        }
      }
    }
  }

  /// Stripes and a gradient, −1…1: side × side × 3 values.
  private static func picture(side: Int) -> [Float] {
    (0..<side * side * 3).map { place in
      let (x, y) = (place / 3 % side, place / 3 / side)
      return Float((x * 7 + y * 3 + place % 3 * 40) % 101) / 50 - 1
    }
  }
}

extension TimedNetwork {
  convenience init(_ source: WeightSource) throws {
    self.init(
      PackedWeights.Choice(source: source, panels: try Panels(source), predicts: true), threads: 1,
      instructionSet: .best)
  }
}
