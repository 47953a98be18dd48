import Engine
import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Weights

/// A catalogue and snapshots for the tests of this room.
enum Example {
  static func width(_ thousandths: Int) -> WidthMultiplier {
    WidthMultiplier.one.moved(byThousandths: thousandths - 1000)
  }

  /// Weights that exist only in tests.
  static func weights(
    _ name: String, origin: String, format: WeightFormat = .plain, isTrained: Bool = true,
    padding: PaddingRule = .same, baseSide: Int, widths: ClosedRange<Int>, classes: Int
  ) -> WeightDescription {
    WeightDescription(
      name: name, origin: origin, format: format, isTrained: isTrained, padding: padding,
      baseSide: baseSide, widths: width(widths.lowerBound)...width(widths.upperBound),
      classes: (0..<classes).map { ClassLabel(id: "n\($0)", name: "class \($0)") },
      preprocessing: Preprocessing(
        mean: SIMD3(repeating: 0.5), std: SIMD3(repeating: 0.5), crop: 0.875))
  }

  static let builtIn = WeightFamily(
    weights(
      "built-in weights", origin: "built-in", format: .pack, baseSide: 128, widths: 250...1000,
      classes: 200))
  /// A network of one width, with ImageNet's side and classes.
  static let single = WeightFamily(
    weights(
      "half", origin: "nets/half.safetensors", padding: .symmetric, baseSide: 224,
      widths: 500...500, classes: 1000))

  /// Google's networks in one folder, each for a width and a side of its own.
  static let google = WeightFamily(
    name: "nets (TFLite, quantised)", path: "nets",
    members: [(250, 128), (500, 160), (750, 192), (1000, 224)].map { alpha, side in
      weights(
        "net_\(alpha)_\(side)", origin: "nets/net_\(alpha)_\(side).tflite",
        format: .tfliteQuantised, baseSide: side, widths: alpha...alpha, classes: 1001)
    })

  static let catalogue = Catalogue(
    pictures: [
      PictureEntry(name: "cat.jpg", argument: "cat.jpg"),
      PictureEntry(name: "espresso.jpg", argument: "espresso.jpg"),
      PictureEntry(name: "bison.jpg", argument: "bison.jpg"),
    ],
    weights: [builtIn, single], instructionSets: [.baseline, .avx2], maximumThreads: 6)

  /// Of the built-in weights: the wider and the larger, the better.
  static let surface: AccuracySurface? = {
    let widths = stride(from: 250, through: 1000, by: 50).map(width)
    let sides = [32, 48, 64, 80, 96, 112, 128]
    var result = EvaluationResult(
      dataset: "val", fingerprint: "0",
      weights: WeightsInUse(name: "built-in", source: "built-in", sha256: "ab", trained: true),
      leftOut: 0, planned: 10_000, shards: [1], shardCount: 1,
      accuracies: sides.flatMap { side in
        widths.map { alpha in
          let correct = 1000 + alpha.thousandths * 2 + side * 12
          return EvaluationResult.Accuracy(
            alpha: alpha, side: side, correct1: correct, correct5: correct * 2)
        }
      })
    result.seen = 10_000
    return AccuracySurface(result)
  }()

  static let measured = Catalogue(
    pictures: catalogue.pictures, weights: [builtIn, single], instructionSets: [.baseline, .avx2],
    maximumThreads: 6, accuracy: AccuracySurfaces([surface].compactMap(\.self)))

  static func start(
    alpha: Int = 1000, side: Int = 128, base: Int = 128, variant: Variant = .separable,
    rhoRule: RhoRule = .compute, classes: Int = 200, catalogue: Catalogue = catalogue
  ) -> State {
    State(
      catalogue: catalogue,
      choice: Choice(
        setting: Setting(
          alpha: width(alpha), side: side, baseSide: base, variant: variant, rhoRule: rhoRule,
          classes: classes),
        instructionSet: .avx2))
  }

  /// Everything the engine can tell: each layer takes a millisecond, the whole run one more; the
  /// classes named are ranked so, the first with probability 0.5, each other with half of that before.
  static func answer(to state: State, ranking: [Int] = [7, 3, 5, 1, 9, 8]) -> Snapshot {
    let layers = state.figures.architecture.layers.count
    var snapshot = Snapshot(generation: state.figures.generation)
    snapshot.buildMilliseconds = 0.5
    snapshot.fed = FedPicture(
      side: state.choice.setting.side,
      rgb: [UInt8](repeating: 9, count: state.choice.setting.side * state.choice.setting.side * 3))
    snapshot.layers = [LayerLatency?](
      repeating: LayerLatency(minimum: 0.9, median: 1), count: layers)
    snapshot.latency = latency(Double(layers + 1))
    snapshot.clockedMilliseconds = Double(layers + 2)
    snapshot.fullLatency = latency(100)
    snapshot.fullLayersMilliseconds = 98
    snapshot.activationBytes = 1_000_000
    snapshot.fullActivationBytes = 2_000_000
    if state.figures.predictionsAvailability == .available {
      snapshot.ranking = ranking
      snapshot.predictions = ranking.prefix(5).enumerated().map { place, index in
        prediction(index, probability: 0.5 / Double(1 << place))
      }
    }
    return snapshot
  }

  static func latency(_ median: Double) -> LatencySummary {
    LatencySummary(
      minimum: median * 0.9, p10: median * 0.95, median: median, p90: median * 1.05, runs: 20,
      interval: MedianInterval(low: median * 0.99, high: median * 1.01))
  }

  static func prediction(_ index: Int, probability: Double) -> Prediction {
    Prediction(
      index: index, id: "n\(index)", label: "class \(index)", probability: probability, logit: 1)
  }
}

extension State {
  /// Presses keys, one after the other; gives all effects.
  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    press(keys)
  }

  @discardableResult
  mutating func press(_ keys: [Key]) -> [Effect] {
    keys.flatMap { reduce(&self, .key($0)) }
  }

  /// Presses the characters of a text.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    press(text.map(Key.character))
  }

  /// The engine answers the present generation.
  mutating func answer(ranking: [Int] = [7, 3, 5, 1, 9, 8]) {
    _ = reduce(&self, .snapshot(Example.answer(to: self, ranking: ranking)))
  }
}

/// That a formula is spelled so and worth so much.
func expect(
  _ formula: CostFormula?, _ symbols: String, _ value: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(formula?.symbols == symbols, sourceLocation: sourceLocation)
  #expect(abs((formula?.value ?? 0) - value) < 1e-12, sourceLocation: sourceLocation)
}
