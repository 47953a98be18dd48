import Measure
import Reports

// The figures of the predictions.
extension Figures {
  func explanation(ofRank rank: Int, _ field: FigureName.PredictionField) -> Explanation? {
    guard let row = predictionRows.first(where: { $0.rank == rank }) else { return nil }
    let label = firstSynonym(row.prediction.label)
    switch field {
    case .probability:
      return Explanation(
        "probability of \(label)", .computed, row.prediction.recipe,
        notes: [
          "Softmax of the logits that the network gave for this picture. How often it is right: top-1."
        ])
    case .pinned:
      return row.pinnedProbability.map {
        Explanation("probability of \(label), pinned", .computed, .reading($0))
      }
    case .change:
      return row.probabilityChange.map { change in
        let before = row.prediction.probability - change
        return Explanation(
          "change of \(label)", .computed,
          .difference(.init("now", row.prediction.probability), .init(basis, before)),
          notes: ["In points of a percent."])
      }
    case .moved:
      return row.rankChange.flatMap { change in
        change.places.map { places in
          Explanation(
            "rank of \(label)", .computed,
            .difference(.init(basis, rank + places), .init("now", rank)))
        }
      }
    }
  }

  private var basis: String { choice.pinned == nil ? "at the setting before" : "pinned" }
}

extension RankChange {
  /// Places gained; nil where there is nothing to compare with.
  fileprivate var places: Int? {
    switch self {
    case .same: 0
    case .up(let places): places
    case .down(let places): -places
    case .new: nil
    }
  }
}

extension Prediction {
  fileprivate var recipe: Recipe {
    .quotient(
      .init("e^(logit − the largest)", probability * softmaxSum),
      .init("the sum of these over all classes", softmaxSum))
  }
}
