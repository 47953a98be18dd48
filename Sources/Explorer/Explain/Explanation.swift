import Measure
import MobileNet

/// A figure that a pane shows.
public enum FigureName: Hashable, Sendable {
  case alpha, rho, side, build
  case cost(CostQuantity, CostColumn)
  /// Top-1 here and of what it is compared with.
  case accuracy(CostColumn)
  /// Of the layer at that place in `architecture.layers`.
  case layer(Int, LayerField)
  /// Of all layers together.
  case total(LayerField)
  case prediction(rank: Int, PredictionField)

  /// The columns of the cost pane.
  public enum CostColumn: Sendable {
    case here, reference, factor, formula
  }

  /// The figures of the layers' table.
  public enum LayerField: Sendable {
    case sees, parameters, multiplyAdds, time, best, workShare, timeShare, peakShare, pinned, factor
  }

  /// The figures of the predictions.
  public enum PredictionField: Sendable {
    case probability, pinned, change, moved
  }
}

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
      case .accuracy(let column): .accuracy(column, state)
      case .layer(let index, let field): state.figures.explanation(ofLayer: index, field)
      case .total(let field): state.figures.explanation(ofTotal: field)
      case .prediction(let rank, let field): state.figures.explanation(ofRank: rank, field)
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
    switch column {
    case .here: return here.explanation("top-1 here", surface)
    case .reference:
      let place = state.choice.pinned == nil ? "at α = ρ = 1" : "of the pinned network"
      return state.referenceAccuracy?.explanation("top-1 \(place)", surface)
    case .factor, .formula: return nil
    }
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
}

extension AccuracySurface.Accuracy {
  fileprivate func explanation(_ name: String, _ surface: AccuracySurface?) -> Explanation {
    let provenance: Provenance
    var notes = ["The share of pictures whose most probable class is the right one."]
    switch basis {
    case .measured:
      provenance = .measured
      notes +=
        surface.map {
          [
            "Measured on the \($0.pictures) pictures of \($0.dataset) with these weights, before this program "
              + "was shipped; the 95 % interval is Wilson's."
          ]
        } ?? []
    case .interpolated(let around):
      provenance = .interpolated
      notes.append(
        "Bilinear between the measured α \(around.alphas.lowerBound)–\(around.alphas.upperBound) and "
          + "sides \(around.sides.lowerBound)–\(around.sides.upperBound); no picture was run here.")
    case .published(let source):
      provenance = .published
      notes.append(source.rawValue)
    }
    return Explanation(name, provenance, .reading(top1), notes: notes)
  }
}
