import Engine
import Foundation
import MobileNet

@testable import Explorer
@testable import Measure
@testable import Weights

/// States and answers for the tests of this room: made-up figures of plausible size.
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
      classes: (0..<classes).map { ClassLabel(id: "n\($0)", name: labels[$0] ?? "class \($0)") },
      preprocessing: Preprocessing(
        mean: SIMD3(repeating: 0.5), std: SIMD3(repeating: 0.5), crop: 0.875))
  }

  static let builtIn = WeightFamily(
    weights(
      "built-in weights", origin: "built-in", format: .pack, baseSide: 128, widths: 250...1000,
      classes: 200))

  /// A pack with ImageNet's classes.
  static let large = WeightFamily(
    weights(
      "built-in weights", origin: "built-in", format: .pack, baseSide: 128, widths: 250...1000,
      classes: 1000))

  /// Google's networks in one folder, each for a width and a side of its own.
  static let google = WeightFamily(
    name: "nets (TFLite, quantised)", path: "nets",
    members: [(250, 128), (500, 160), (750, 192), (1000, 224)].map { alpha, side in
      weights(
        "net_\(alpha)_\(side)", origin: "nets/net_\(alpha)_\(side).tflite",
        format: .tfliteQuantised, baseSide: side, widths: alpha...alpha, classes: 1001)
    })

  static func catalogue(
    picture: String = "cat.jpg", label: String? = nil, weights: WeightFamily = builtIn
  ) -> Catalogue {
    Catalogue(
      pictures: [
        PictureEntry(name: picture, argument: picture, label: label),
        PictureEntry(name: "espresso.jpg", argument: "espresso.jpg"),
      ],
      weights: [weights], instructionSets: [.baseline, .avx2, .avx512], maximumThreads: 4,
      accuracy: AccuracySurfaces([surface].compactMap(\.self)))
  }

  /// Of the built-in weights: the wider and the larger, the better.
  static let surface: AccuracySurface? = surface(.float32)

  /// In int8 six pictures in a thousand fewer are right, and 96 in a hundred are answered alike.
  static func surface(_ precision: Precision) -> AccuracySurface? {
    let widths = stride(from: 250, through: 1000, by: 50).map(width)
    let sides = [32, 48, 64, 80, 96, 112, 128]
    var result = EvaluationResult(
      dataset: "val", fingerprint: "0",
      weights: WeightsInUse(name: "built-in", source: "built-in", sha256: "ab", trained: true),
      leftOut: 0, planned: 10_000, shards: [1], shardCount: 1,
      accuracies: sides.flatMap { side in
        widths.map { alpha in
          let correct =
            1000 + alpha.thousandths * 2 + side * 12 - (precision == .int8 ? 60 : 0)
          return EvaluationResult.Accuracy(
            alpha: alpha, side: side, correct1: correct, correct5: correct * 2,
            agreed: precision == .int8 ? 9600 : 0)
        }
      })
    result.precision = precision
    result.seen = 10_000
    var checks = result
    // Interpolation would say 3248.
    checks.accuracies = [
      EvaluationResult.Accuracy(alpha: width(740), side: 64, correct1: 3098, correct5: 6000)
    ]
    return AccuracySurface(result, checks: checks)
  }

  static func start(
    alpha: Int = 1000, side: Int = 128, base: Int = 128, variant: Variant = .separable,
    rhoRule: RhoRule = .compute, classes: Int = 200, columns: Int = 80, rows: Int = 24,
    catalogue: Catalogue = catalogue()
  ) -> State {
    var state = State(
      catalogue: catalogue,
      choice: Choice(
        setting: Setting(
          alpha: width(alpha), side: side, baseSide: base, variant: variant, rhoRule: rhoRule,
          classes: classes),
        threads: 2, instructionSet: .avx512))
    _ = reduce(&state, .resize(columns: columns, rows: rows))
    return state
  }

  /// α = ρ = 1 has answered, then α = 0.75 and ρ = 0.5.
  static func explored(
    columns: Int = 80, rows: Int = 24, keys: [Key] = [], catalogue: Catalogue = catalogue()
  ) -> State {
    var state = start(
      classes: catalogue.weights[0].classes, columns: columns, rows: rows, catalogue: catalogue)
    state.answer()
    state.press(.character("3"), .down, .down, .down, .down)
    state.answer(probabilities: [
      (281, 0.614), (282, 0.102), (286, 0.049), (904, 0.021), (287, 0.018),
    ])
    state.press(keys)
    return state
  }

  static let probabilities = [(281, 0.696), (286, 0.071), (282, 0.064), (287, 0.02), (285, 0.011)]

  static let labels = [
    281: "Egyptian cat", 282: "tabby, tabby cat", 285: "Persian cat",
    286: "cougar, puma, catamount, mountain lion, painter, panther, Felis concolor",
    287: "lynx, catamount", 904: "window screen",
  ]

  static func answer(
    to state: State, probabilities: [(Int, Double)] = probabilities, runs: Int = 214
  ) -> Snapshot {
    var snapshot = Snapshot(generation: state.figures.generation)
    snapshot.buildMilliseconds = 0.41
    snapshot.peakMultiplyAddsPerSecond = 60e9
    snapshot.fed = picture(side: state.choice.setting.side)
    let times = state.figures.architecture.layers.map(milliseconds)
    snapshot.layers = times.map { LayerLatency(minimum: $0 * 0.97, median: $0) }
    snapshot.latency = latency(times.reduce(0.01, +), runs: runs)
    snapshot.clockedMilliseconds = times.reduce(0.01, +)
    let full = state.figures.fullArchitecture.layers.map(milliseconds).reduce(0, +)
    snapshot.fullLatency = latency(full + 0.012, runs: runs)
    snapshot.fullLayersMilliseconds = full
    snapshot.activationBytes = 8 * state.choice.setting.side * state.choice.setting.side
    snapshot.fullActivationBytes = 8 * state.choice.setting.baseSide * state.choice.setting.baseSide
    snapshot.isSettled = runs >= 200
    snapshot.builtInChecksum = "ab"
    if state.figures.predictionsAvailability == .available {
      snapshot.predictions = probabilities.map { index, probability in
        Prediction(
          index: index, id: "n\(index)", label: labels[index] ?? "", probability: probability,
          logit: 1)
      }
      snapshot.ranking =
        probabilities.map(\.0) + [904, 7, 3, 1].filter { $0 != probabilities[3].0 }
    }
    return snapshot
  }

  /// Depthwise layers are slow for their work, as they are.
  private static func milliseconds(_ layer: Layer) -> Double {
    let rate = layer.kind == .depthwise ? 20e6 : 80e6
    return Double(layer.multiplyAdds) / rate + 0.002
  }

  static func latency(_ median: Double, runs: Int) -> LatencySummary {
    var summary = LatencySummary(
      minimum: median * 0.97, p10: median * 0.98, median: median, p90: median * 1.01, runs: runs,
      interval: runs < 5 ? nil : MedianInterval(low: median * 0.99, high: median * 1.005))
    // Few fast ones, most in the middle, a long tail.
    let sorted = (0..<runs).map { run in
      let share = Double(run) / Double(runs)
      return UInt64(max(1, median * 1e6 * (0.97 + 0.035 * share + 0.3 * pow(share, 24))))
    }
    summary.histogram = LatencyHistogram(sorted: sorted)
    return summary
  }

  /// A disc in the evening: gradients, an edge, saturated colours.
  static func picture(side: Int) -> FedPicture {
    var rgb: [UInt8] = []
    for y in 0..<side {
      for x in 0..<side {
        let (u, v) = (Double(x) / Double(side) - 0.5, Double(y) / Double(side) - 0.4)
        let isInside = u * u + v * v < 0.09
        let color =
          isInside ? (250, 200 - Int(250 * v), 60) : (30 + 150 * y / side, 60, 160 - 100 * y / side)
        rgb += [UInt8(color.0), UInt8(min(255, max(0, color.1))), UInt8(color.2)]
      }
    }
    return FedPicture(side: side, rgb: rgb)
  }
}

extension Example {
  /// The cat holds for large settings, gives way to the cougar, then to the window screen; the last
  /// row is not known yet.
  static func answers(_ plane: AnswerMap.Grid, isComplete: Bool = true) -> AnswerMap {
    let answers = plane.sides.enumerated().flatMap { row, side in
      plane.alphas.map { alpha -> Prediction? in
        if row == 0, !isComplete { return nil }
        let size = alpha.value * Double(side) / 128
        let index = size > 0.3 ? 281 : size > 0.12 ? 286 : 904
        return Prediction(
          index: index, id: "n\(index)", label: labels[index] ?? "",
          probability: 0.2 + 0.6 * (size - 0.3).magnitude, logit: 1)
      }
    }
    return AnswerMap(plane, answers: answers)
  }
}

extension State {
  mutating func press(_ keys: Key...) { press(keys) }

  mutating func press(_ keys: [Key]) {
    for key in keys { _ = reduce(&self, .key(key)) }
  }

  /// The engine answers the present generation.
  mutating func answer(
    probabilities: [(Int, Double)] = Example.probabilities, runs: Int = 214
  ) {
    let snapshot = Example.answer(to: self, probabilities: probabilities, runs: runs)
    _ = reduce(&self, .snapshot(snapshot))
  }

  /// The engine tells something of the present generation.
  mutating func tell(_ change: (inout Snapshot) -> Void) {
    var snapshot = figures.current
    change(&snapshot)
    _ = reduce(&self, .snapshot(snapshot))
  }
}
