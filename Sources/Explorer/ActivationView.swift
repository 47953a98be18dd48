import Measure

/// What of the class activation is drawn over the picture.
public enum ActivationView: String, CaseIterable, Sendable {
  case first = "1"
  case second = "2"
  case third = "3"
  case fourth = "4"
  case fifth = "5"
  /// What speaks for the first answer rather than for the second.
  case difference

  /// The place among the answers; that of the first for the difference.
  public var place: Int { self == .difference ? 0 : Int(rawValue).map { $0 - 1 } ?? 0 }

  /// After the last one comes none.
  static func following(_ present: ActivationView?) -> ActivationView? {
    guard let present else { return .first }
    return allCases.drop { $0 != present }.dropFirst().first
  }
}

/// A class activation with the names of its classes.
public struct ShownActivation: Equatable, Sendable {
  public let activation: ClassActivation
  /// The answer that it speaks for.
  public let answer: Prediction
  /// The answer that it speaks against; nil for one alone.
  public let other: Prediction?
}

extension ShownActivation {
  /// What is drawn over the picture: of this setting, or of the setting before together with its picture; nil
  /// where nothing is to be drawn.
  public init?(_ state: State) {
    let figures = state.figures
    guard let view = state.view.activation, let shown = figures.activations,
      shown.isStale == figures.fedPicture?.isStale
    else { return nil }
    let (activations, predictions) = (shown.value.activations, shown.value.predictions)
    guard activations.indices.contains(view.place), predictions.indices.contains(view.place) else {
      return nil
    }
    let activation = activations[view.place]
    guard view == .difference else {
      self.init(activation: activation, answer: predictions[view.place], other: nil)
      return
    }
    guard activations.count > 1, predictions.count > 1 else { return nil }
    self.init(
      activation: activation - activations[1], answer: predictions[0], other: predictions[1])
  }
}

extension Figures {
  /// The snapshot whose answers have been looked into.
  fileprivate var activations: Dated<Snapshot>? { dated { $0.activations.isEmpty ? nil : $0 } }
}
