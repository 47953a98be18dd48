import Measure
import MobileNet
import Reports

/// What a lesson can ask for.
public enum Quantity: Equatable, Sendable {
  /// Of the whole network.
  case cost(SettingCost)
  /// Of the layer of that name.
  case layer(String, LayerCost)
  /// Of all layers of a kind together.
  case layers(LayerKind, LayerCost)
  /// How often the setting is right, over many pictures.
  case topOne
  /// How sure the network is of the right class of the picture.
  case probability
  /// The place of the right class among the answers, from 1 on.
  case rank
  /// The first answer.
  case answer
  case alpha
  /// Pixels.
  case side

  /// What a layer costs. All of them add up to the network's.
  public enum LayerCost: String, CaseIterable, Sendable {
    case multiplyAdds = "multiply-adds"
    case parameters
    case latency
  }
}

/// A unit that a figure may be written in, and how many of the figure's own units it is: `ms`, `M`, `%`.
public struct LessonUnit: Equatable, Sendable {
  public let symbol: String
  public let scale: Double
}

extension Quantity {
  /// As a sentence has it, with its article.
  var name: String {
    switch self {
    case .cost(.multiplyAdds): "the multiply-adds"
    case .cost(.parameters): "the parameters"
    case .cost(.memory): "the memory"
    case .cost(.maps): "the largest maps in int8"
    case .cost(.latency): "the latency"
    case .layer(let layer, let cost): "\(cost.name) of \(layer)"
    case .layers(let kind, let cost): "\(cost.name) of all \(kind.rawValue) layers"
    case .topOne: "the top-1 accuracy"
    case .probability: "the probability of the right answer"
    case .rank: "the rank of the right answer"
    case .answer: "the first answer"
    case .alpha: "α"
    case .side: "the side"
    }
  }

  /// What of the network a layer's share is of.
  var whole: String {
    switch self {
    case .layer(_, let cost), .layers(_, let cost): cost.name
    default: name
    }
  }

  /// Units that a value may be given in, the first one being meant where none is; none for words.
  var units: [LessonUnit] {
    switch self {
    case .cost(.multiplyAdds), .cost(.parameters), .layer(_, .multiplyAdds),
      .layer(_, .parameters), .layers(_, .multiplyAdds), .layers(_, .parameters):
      [("", 1), ("k", 1e3), ("M", 1e6)].map(LessonUnit.init)
    case .cost(.memory): [("MB", 1e6), ("kB", 1e3)].map(LessonUnit.init)
    case .cost(.maps): [("KiB", 1024), ("MiB", 1024 * 1024)].map(LessonUnit.init)
    case .cost(.latency), .layer(_, .latency), .layers(_, .latency):
      [("ms", 1), ("µs", 1e-3), ("us", 1e-3)].map(LessonUnit.init)
    case .topOne, .probability: [LessonUnit(symbol: "%", scale: 0.01)]
    case .rank, .side, .alpha: [LessonUnit(symbol: "", scale: 1)]
    case .answer: []
    }
  }

  /// The unit of a number that is typed: figures of whole networks are in the millions.
  var typedUnit: LessonUnit? {
    switch self {
    case .cost(.multiplyAdds), .cost(.parameters): units.last
    default: units.first
    }
  }

  /// Whether it depends on the picture.
  var isOfPicture: Bool { [.probability, .rank, .answer].contains(self) }

  /// Whether it must be timed here.
  var isTimed: Bool {
    switch self {
    case .cost(let cost): cost == .latency
    case .layer(_, let cost), .layers(_, let cost): cost == .latency
    default: false
    }
  }

  /// The figure as the panes write it.
  func written(_ value: Double) -> String {
    switch self {
    case .cost(.multiplyAdds), .cost(.parameters), .layer(_, .multiplyAdds),
      .layer(_, .parameters), .layers(_, .multiplyAdds), .layers(_, .parameters):
      Figure.count(value)
    case .cost(.memory): Figure.bytes(value)
    case .cost(.maps): Figure.kibibytes(Int(value))
    case .cost(.latency), .layer(_, .latency), .layers(_, .latency): Figure.milliseconds(value)
    case .topOne, .probability: Figure.percent(value)
    case .rank, .side: Figure.fixed(value, decimals: 0)
    case .alpha: Figure.fixed(value, decimals: 2)
    case .answer: ""
    }
  }
}

extension Quantity.LayerCost {
  var name: String {
    switch self {
    case .multiplyAdds: "the multiply-adds"
    case .parameters: "the parameters"
    case .latency: "the time"
    }
  }
}
