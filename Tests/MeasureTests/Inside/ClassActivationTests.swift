import Engine
import MobileNet
import Pictures
import Testing
import Weights

@testable import Measure

@Suite("A class activation")
struct ClassActivationTests {
  @Test(
    "has a mean that is the logit without its bias", arguments: [1000, 600, 250], [128, 75, 33])
  func logits(thousandths: Int, side: Int) throws {
    let source = try WeightSource.builtIn()
    let timed = try TimedNetwork(source)
    timed.rebuild(
      Setting(
        alpha: try #require(WidthMultiplier(thousandths: thousandths)), side: side,
        baseSide: source.baseSide, classes: source.classes.count))
    timed.look(at: try SamplePhoto.all[0].decoded().input(side: side, crop: 0.875))
    let pool = try #require(timed.lookInside([27]).first)
    let activations = (0..<source.classes.count).map { source.activation(of: $0, in: pool.input) }
    for (activation, logit) in zip(activations, pool.logits) {
      #expect(abs(activation.logit - Double(logit)) <= 1e-4)
    }
    let difference = activations[3] - activations[8]
    #expect(abs(difference.logit - Double(pool.logits[3] - pool.logits[8])) <= 2e-4)
    #expect(activations[0].rows == pool.layer.input.height)
  }

  private let activation = ClassActivation(rows: 2, columns: 2, values: [0, 4, 8, 4], bias: 1)

  @Test("is largest at one place, of several the first")
  func peak() {
    #expect(activation.peak == (1, 0) && activation.logit == 5)
    #expect(ClassActivation(rows: 1, columns: 3, values: [1, 2, 2], bias: 0).peak == (0, 1))
  }

  @Test(
    "runs evenly between the middles of its places, and no further",
    arguments: [
      (0.25, 0.25, 0), (0.75, 0.25, 4), (0.5, 0.25, 2), (0.5, 0.5, 4), (0, 0, 0), (0.25, 1, 8),
      (0.25, 0.5, 4), (1, 1, 4),
    ] as [(Float, Float, Float)])
  func between(x: Float, y: Float, value: Float) {
    #expect(activation.value(x: x, y: y) == value)
  }
}
