import MobileNet
import Reports

/// Which figure: a quantity of a setting, as a value, a factor or a share.
///
/// In a lesson: `multiply-adds factor at alpha 0.5`, `layers depthwise latency share`, `answer at side 64`.
public struct Query: Equatable, Sendable {
  public var quantity: Quantity
  public var form = Form.value
  /// What differs from the scene that it is asked of.
  public var changes: [SceneWord] = []
  /// Asked of where the learner is, instead of where the step stands.
  public var isHere = false

  /// What of the quantity is asked for.
  public enum Form: Equatable, Sendable {
    case value
    /// As a multiple of the same at α = ρ = 1.
    case factorOfFull
    /// As a multiple of that where the step stands.
    case factorOfStep
    /// Of a layer: its part in the whole network.
    case share
  }

  /// The figure with its unit.
  public func written(_ value: Value) -> String {
    switch value {
    case .words(let words): words
    case .number(let number):
      switch form {
      case .value: quantity.written(number)
      case .factorOfFull, .factorOfStep: Figure.factor(number)
      // One digit would say little.
      case .share:
        number < 0.00995 ? "\(Figure.significant(number * 100)) %" : Figure.percent(number)
      }
    }
  }

  /// Units that a value may be given in; see `Quantity.units`.
  var units: [LessonUnit] {
    switch form {
    case .value: quantity.units
    case .factorOfFull, .factorOfStep:
      [LessonUnit(symbol: "", scale: 1), .init(symbol: "×", scale: 1)]
    case .share: [LessonUnit(symbol: "%", scale: 0.01)]
    }
  }

  /// The unit that a typed number is meant in; nil where words are asked for.
  public var typedUnit: LessonUnit? { form == .value ? quantity.typedUnit : units.first }

  /// What is asked, as a sentence: `the multiply-adds at α 0.50, compared with α = ρ = 1`.
  public var words: String {
    let places = changes.map(\.text).joined(separator: ", ")
    let place = isHere ? " here" : places.isEmpty ? "" : " at \(places)"
    switch form {
    case .value: return quantity.name + place
    case .factorOfFull: return "\(quantity.name)\(place), compared with α = ρ = 1"
    case .factorOfStep: return "\(quantity.name)\(place), compared with the network shown"
    case .share: return "the share of \(quantity.owner) in \(quantity.whole)\(place)"
    }
  }
}

extension Quantity {
  /// The layers that a share is of.
  fileprivate var owner: String {
    switch self {
    case .layer(let name, _): name
    case .layers(let kind, _): "all \(kind.rawValue) layers"
    default: name
    }
  }
}
