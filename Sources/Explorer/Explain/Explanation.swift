import Engine
import Measure
import MobileNet

/// What a figure is, what it is made of, and how that came about.
public struct Explanation: Equatable, Sendable {
  /// `multiply-adds of block3.dw`.
  public let name: String
  public let provenance: Provenance
  public let recipe: Recipe
  /// What the recipe does not say, in sentences.
  public let notes: [String]
  /// The runs that a measured time was taken from, where they are kept.
  public let latency: LatencySummary?

  init(
    _ name: String, _ provenance: Provenance, _ recipe: Recipe, notes: [String] = [],
    latency: LatencySummary? = nil
  ) {
    (self.name, self.provenance, self.recipe) = (name, provenance, recipe)
    (self.notes, self.latency) = (notes, latency)
  }
}

extension Explanation {
  /// What is known of a figure; nil where the state has no such figure, or shows a dash for it.
  public init?(_ figure: FigureName, in state: State) {
    let found: Explanation? =
      switch figure {
      case .alpha, .rho, .side: .setting(figure, state.choice.setting)
      case .build: state.figures.buildExplanation
      case .cost(let quantity, let column): state.figures.explanation(of: quantity, column)
      case .runs: state.figures.runsExplanation
      case .costPart(let part): state.figures.explanation(of: part)
      case .accuracy(let column): .accuracy(column, state)
      case .accuracyInterval: .accuracyInterval(state)
      case .agreement: .agreement(state)
      case .setting(let place, let field): .setting(place, field, state)
      case .answered(let index): .answered(index, state)
      case .interpolationError: state.accuracySurface?.errorExplanation
      case .layer(let index, let field): .layer(index, field, state)
      case .total(let field): state.figures.explanation(ofTotal: field)
      case .prediction(let rank, let field): state.figures.explanation(ofRank: rank, field)
      case .ceiling(let level): .ceiling(level, state)
      case .rankCorrelation(let cost): .rankCorrelation(cost, state)
      case .pixel(let field): .pixel(field, state)
      case .logit(let index): .logit(index, state)
      }
    guard let found else { return nil }
    self = found
  }

  private static func setting(_ figure: FigureName, _ setting: Setting) -> Explanation? {
    switch figure {
    case .alpha:
      Explanation(
        "width multiplier α", .chosen, .reading(setting.alpha.value),
        notes: ["α multiplies every layer's channels; 8 stay (arXiv:1704.04861, section 3.3)."])
    case .rho:
      Explanation(
        "resolution multiplier ρ", .computed,
        .quotient(.init("side", setting.side), .init("base side", setting.baseSide)),
        notes: ["ρ multiplies the side of the input picture (arXiv:1704.04861, section 3.4)."])
    default:
      Explanation(
        "side of the input", .chosen, .reading(Double(setting.side)),
        notes: ["The network is fed side × side pixels. Its weights or --base name the base side."])
    }
  }

  private static func accuracy(
    _ column: FigureName.CostColumn, _ state: State
  ) -> Explanation? {
    guard case .known(let here) = state.accuracy else { return nil }
    let surface = state.accuracySurface
    let place = state.choice.pinned == nil ? "at α = ρ = 1" : "of the pinned network"
    switch column {
    case .here: return here.explanation("top-1 here", surface)
    case .reference: return state.referenceAccuracy?.explanation("top-1 \(place)", surface)
    case .factor:
      return state.referenceAccuracy.map {
        Explanation(
          "top-1 against that \(place)", here.basis.provenance,
          .difference(.init("here", here.top1), .init(place, $0.top1)),
          notes: ["In points of a percent: of 100 pictures so many more or fewer are right."])
      }
    case .formula: return nil
    }
  }

  private static func agreement(_ state: State) -> Explanation? {
    guard let agreement = state.agreement, let surface = state.accuracySurface else { return nil }
    return Explanation(
      "answers as float32", .measured, .reading(agreement),
      notes: [
        "The share of the \(surface.pictures) pictures of \(surface.dataset) on which float32 finds the same "
          + "class most probable, right or wrong."
      ])
  }

  private static func accuracyInterval(_ state: State) -> Explanation? {
    guard case .known(let here) = state.accuracy else { return nil }
    return here.intervalExplanation("top-1 here", state.accuracySurface)
  }
}

extension Figures {
  fileprivate var buildExplanation: Explanation? {
    dated(\.buildMilliseconds).map {
      Explanation(
        "time to build", .measured, .reading($0.value),
        notes: ["From the request to the first logits: weights sliced, folded, packed, one run."])
    }
  }

  fileprivate var runsExplanation: Explanation? {
    current.latency.map {
      Explanation(
        "runs", .measured, .reading(Double($0.runs)),
        notes: [
          "Whole runs that count for the latency. Measuring ends when eight of ten lie close together."
        ], latency: $0)
    }
  }
}

extension AccuracySurface.Accuracy {
  /// Of top-1, or of top-5.
  func explanation(
    _ name: String, _ surface: AccuracySurface?, _ share: KeyPath<Self, Double> = \.top1
  ) -> Explanation {
    var notes = [
      share == \.top1
        ? "The share of pictures whose most probable class is the right one."
        : "The share of pictures whose right class is among the five most probable ones."
    ]
    switch basis {
    case .measured:
      notes +=
        surface.map {
          [
            "Measured on the \($0.pictures) pictures of \($0.dataset) with these weights, before this program "
              + "was shipped; the 95 % interval is Wilson's."
          ] + ($0.precision.quantisation?.notes ?? [])
        } ?? []
    case .interpolated(let around):
      notes.append(
        "Bilinear between the measured α \(around.alphas.lowerBound)–\(around.alphas.upperBound) and "
          + "sides \(around.sides.lowerBound)–\(around.sides.upperBound); no picture was run here.")
    case .published(let source): notes.append(source.rawValue)
    }
    return Explanation(name, basis.provenance, .reading(self[keyPath: share]), notes: notes)
  }

  /// Nil where it was not measured.
  func intervalExplanation(_ name: String, _ surface: AccuracySurface?) -> Explanation? {
    guard case .measured(let interval) = basis else { return nil }
    let of = surface.map { " of \($0.pictures) pictures" } ?? ""
    return Explanation(
      "95 % interval of \(name)", .measured, .range(low: interval.low, high: interval.high),
      notes: [
        "By Wilson's formula from the pictures answered right\(of): of 100 intervals made so, 95 hold "
          + "what all pictures of this kind would give."
      ])
  }
}

extension AccuracySurface {
  fileprivate var errorExplanation: Explanation? {
    largestError.map {
      Explanation(
        "how far interpolation is off", .measured, .reading($0),
        notes: [
          "The largest distance, in points, between what is interpolated and what was measured on the same "
            + "pictures, over all settings between the grid's where that was checked."
        ])
    }
  }
}
