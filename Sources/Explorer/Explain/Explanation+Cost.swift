import Engine
import Measure
import MobileNet

// The figures of the cost pane.
extension Figures {
  func explanation(
    of quantity: CostQuantity, _ column: FigureName.CostColumn
  ) -> Explanation? {
    let row = costRow(quantity)
    switch column {
    case .here:
      guard row.here != nil else { return nil }
      return explanation(
        "\(quantity.name) here", quantity, built(isStale: row.here?.isStale == true),
        maps: activationBytes?.value, latency: latency?.value,
        layers: row.here?.isStale == true ? previous?.snapshot : current, row.here?.value)
    case .reference:
      guard row.reference != nil else { return nil }
      let place = choice.pinned == nil ? "at α = ρ = 1" : "of the pinned network"
      return explanation(
        "\(quantity.name) \(place)", quantity, (referenceArchitecture, referencePrecision),
        maps: referenceActivationBytes?.value, latency: referenceLatency?.value, layers: nil,
        row.reference?.value)
    case .factor: return factorExplanation(row)
    case .formula:
      return row.formula.map {
        Explanation(
          "factor of \(quantity.name) by formula", .computed, .product($0.factors),
          notes: [
            "\($0.symbols) holds for layers whose channels and pixels all shrink (arXiv:1704.04861, "
              + "sections 3.3 and 3.4); the picture's 3 channels and the classes do not."
          ])
      }
    }
  }

  func explanation(of part: FigureName.CostPart) -> Explanation? {
    switch part {
    case .weights:
      let (built, precision) = self.built(isStale: activationBytes?.isStale == true)
      return .weights(built, precision)
    case .maps:
      return activationBytes.map {
        Explanation(
          "bytes of the maps", .computed, .reading(Double($0.value)),
          notes: ["The arena that all layers share: no layer's maps are kept longer than needed."])
      }
    case .best:
      return latency.map {
        Explanation(
          "best latency here", .measured, .reading($0.value.minimum),
          notes: ["The fastest of the runs: what disturbs a run only ever adds to it."],
          latency: $0.value)
      }
    case .interval: return latency?.value.explanationOfInterval("latency here")
    case .factorInterval:
      return pinnedComparison?.interval.map {
        Explanation(
          "95 % interval of the factor", .measured, .range(low: $0.low, high: $0.high),
          notes: [
            "Of the ratios of paired bursts. Two networks are called different only where it lies outside of "
              + "0.98 … 1.02."
          ])
      }
    case .gap:
      let snapshot = gapMilliseconds?.isStale == true ? previous?.snapshot : current
      guard let whole = snapshot?.clockedMilliseconds, let layers = snapshot?.layersMilliseconds
      else { return nil }
      return Explanation(
        "gap between the layers and their runs", .measured,
        .difference(.init("whole runs", whole), .init("layers", layers)),
        notes: ["What a run takes beyond its layers: loading the input, what lies between layers."])
    }
  }

  private func explanation(
    _ name: String, _ quantity: CostQuantity,
    _ network: (built: Architecture, precision: Precision), maps: Int?,
    latency: LatencySummary?, layers: Snapshot?, _ shown: Double?
  ) -> Explanation? {
    let (built, precision) = network
    switch quantity {
    case .multiplyAdds, .parameters, .biases, .batchNorm: return .counted(name, quantity, built)
    case .memory: return maps.map { .memory(name, built, precision, maps: $0) }
    case .latency:
      return shown.map {
        Explanation(
          name, .measured, .reading($0),
          notes: [
            "The median of whole runs, input to logits, on this host; those in which caches and clocks "
              + "warm up don't count."
          ], latency: latency)
      }
    case .layersSummed:
      let terms = layers.map { built.timeTerms($0.layers) } ?? []
      return shown.map {
        Explanation(
          name, .measured, terms.isEmpty ? .reading($0) : .sum(terms),
          notes: ["The sum of the layers' medians, from runs in which each layer is timed."])
      }
    }
  }

  private func factorExplanation(_ row: CostRow) -> Explanation? {
    guard let factor = row.factor, let here = row.here, let reference = row.reference else {
      return nil
    }
    let isMeasured = row.quantity == .latency || row.quantity == .layersSummed
    if row.comparison != nil {
      return Explanation(
        "factor of \(row.quantity.name)", .measured, .reading(factor.value),
        notes: ["The median of the ratios of paired bursts, here to pinned, that took turns."])
    }
    return Explanation(
      "factor of \(row.quantity.name)", isMeasured ? .measured : .computed,
      .quotient(
        .init("here", here.value),
        .init(choice.pinned == nil ? "at α = ρ = 1" : "pinned", reference.value)))
  }
}

extension CostQuantity {
  /// As the pane names it.
  public var name: String {
    switch self {
    case .multiplyAdds: "multiply-adds"
    case .parameters: "parameters"
    case .biases: "biases"
    case .batchNorm: "batch norm"
    case .memory: "memory"
    case .latency: "latency"
    case .layersSummed: "layers summed"
    }
  }
}

extension Architecture {
  /// A cost by kind of layer, without the kinds that have none.
  fileprivate func terms(_ cost: (Layer) -> Int) -> [Recipe.Term] {
    LayerKind.allCases.compactMap { kind in
      let sum = layers.reduce(0) { $0 + ($1.kind == kind ? cost($1) : 0) }
      return sum > 0 ? Recipe.Term(kind.plural, sum) : nil
    }
  }

  /// The layers' medians by kind, in milliseconds; empty where one is missing.
  fileprivate func timeTerms(_ latencies: [LayerLatency?]) -> [Recipe.Term] {
    let known = latencies.compactMap(\.self)
    guard known.count == layers.count else { return [] }
    return LayerKind.allCases.compactMap { kind in
      let sum = zip(layers, known).reduce(0) { $0 + ($1.0.kind == kind ? $1.1.median : 0) }
      return sum > 0 ? Recipe.Term(kind.plural, sum) : nil
    }
  }
}

extension LayerKind {
  fileprivate var plural: String {
    switch self {
    case .conv: "standard"
    case .depthwise: "depthwise"
    case .pointwise: "pointwise"
    case .pool: "pool"
    case .linear: "classifier"
    }
  }
}

extension LatencySummary {
  /// Nil where so few runs count that there is none.
  func explanationOfInterval(_ name: String) -> Explanation? {
    interval.map {
      Explanation(
        "95 % interval of the \(name)", .measured, .range(low: $0.low, high: $0.high),
        notes: [
          "The true median lies in there with 95 % confidence, however the runs are spread (Woodruff's "
            + "interval, over bursts)."
        ], latency: self)
    }
  }
}

extension Explanation {
  /// Weights as built, and the arena of so many bytes.
  static func memory(
    _ name: String, _ built: Architecture, _ precision: Precision, maps: Int
  ) -> Explanation {
    Explanation(
      name, .computed,
      .sum([.init("weights", built.weightBytes(in: precision)), .init("maps", maps)]),
      notes: [
        precision == .float32
          ? "Bytes, 4 for each number. Maps: the arena that all layers share."
          : "Bytes: 1 for each weight and each value of a map. Maps: the arena that all layers share."
      ] + (precision.quantisation?.notes ?? []))
  }

  /// The weights as built.
  fileprivate static func weights(_ built: Architecture, _ precision: Precision) -> Explanation {
    switch precision {
    case .float32:
      Explanation(
        "bytes of the weights", .computed,
        .product([.init("bytes:", 4), .init("numbers stored", built.weightBytes / 4)]),
        notes: [
          "Weights, biases, and a scale and a shift for each channel, as the network is built."
        ])
    case .int8(let quantisation):
      Explanation(
        "bytes of the weights", .computed,
        .sum([
          .init("weights", built.parameters), .init("steps", 4 * built.weightSteps),
          .init("biases, scales, shifts", 4 * (built.biases + built.batchNormParameters)),
        ]),
        notes: [
          "A byte for each weight, and four for what one step of it is worth: each output channel has its own."
        ] + quantisation.notes)
    }
  }

  /// What the architecture alone decides.
  static func counted(
    _ name: String, _ quantity: CostQuantity, _ built: Architecture
  ) -> Explanation {
    switch quantity {
    case .multiplyAdds:
      Explanation(
        name, .computed, .sum(built.terms(\.multiplyAdds)),
        notes: ["One multiply and one add together count 1. Each layer's formula: = on its row."])
    case .parameters:
      Explanation(
        name, .computed, .sum(built.terms(\.parameters)),
        notes: [
          "The weights of all filters and of the classifier; biases and batch norm are apart."
        ])
    case .biases:
      Explanation(
        name, .computed, .sum(built.terms(\.biases)),
        notes: ["Only the classifier has biases: one for each class."])
    default:
      Explanation(
        name, .computed,
        .product([.init("γ and β:", 2), .init("channels", built.batchNormParameters / 2)]),
        notes: ["Two for each output channel of a convolution; the engine folds them into the run."]
      )
    }
  }
}
