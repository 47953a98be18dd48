import Measure
import MobileNet

/// Where the figures of a lesson come from: the explorer's state, or a player without a screen.
///
/// What follows from the architecture alone is computed in this room. Every other figure is nil where it is
/// not known, or not yet.
public protocol Facts {
  /// What the weights in use say.
  var limits: SettingChoice.Limits { get }
  /// Median milliseconds of a run, on this host.
  func latency(of network: AskedNetwork) -> Double?
  /// Median milliseconds of each layer, in the architecture's order.
  func layerLatencies(of network: AskedNetwork) -> [Double]?
  /// Bytes of the weights as built and of the arena.
  func memory(of network: AskedNetwork) -> Double?
  /// A share of 1, over many pictures.
  func topOne(of network: AskedNetwork) -> Double?
  /// What the network says of a built-in photo, nil for the first one.
  func answer(to picture: String?, of network: AskedNetwork) -> PictureAnswer?
}

/// What a network says of a picture.
public struct PictureAnswer: Equatable, Sendable {
  /// The most probable class, by its first synonym.
  public var label: String
  /// The place of the picture's own class, from 1 on.
  public var rank: Int
  /// How probable that class is, as a share of 1.
  public var probability: Double

  public init(label: String, rank: Int, probability: Double) {
    (self.label, self.rank, self.probability) = (label, rank, probability)
  }
}

extension Query {
  /// The figure; nil where it is not known.
  ///
  /// - Parameters:
  ///   - facts: what is not computed here.
  ///   - step: where the step stands.
  ///   - here: where the learner is.
  /// - Returns: a number in ones, milliseconds or bytes, shares and factors of 1; or a word.
  public func value(_ facts: some Facts, step: Scene, here: Scene) -> Value? {
    var scene = isHere ? here : step
    for change in changes { scene.apply(change) }
    guard let network = scene.network(beside: facts.limits) else { return nil }
    if quantity == .answer {
      return facts.answer(to: scene.picture, of: network).map { .words($0.label) }
    }
    guard let asked = quantity.number(network, scene.picture, facts) else { return nil }
    switch form {
    case .value: return .number(asked)
    case .share: return ratio(asked, quantity.ofAllLayers(network, facts))
    case .factorOfFull: return ratio(asked, quantity.number(network.full, scene.picture, facts))
    case .factorOfStep:
      guard let reference = step.network(beside: facts.limits) else { return nil }
      return ratio(asked, quantity.number(reference, step.picture, facts))
    }
  }

  private func ratio(_ number: Double, _ reference: Double?) -> Value? {
    guard let reference, reference > 0 else { return nil }
    return .number(number / reference)
  }
}

extension Quantity {
  /// What a layer's share is a share of: all layers together, as in the explorer's table.
  fileprivate func ofAllLayers(_ network: AskedNetwork, _ facts: some Facts) -> Double? {
    switch self {
    case .layer(_, let cost), .layers(_, let cost): cost.sum(of: network, facts) { _ in true }
    default: nil
    }
  }

  fileprivate func number(
    _ network: AskedNetwork, _ picture: String?, _ facts: some Facts
  ) -> Double? {
    let setting = network.setting
    let architecture = Architecture(setting)
    switch self {
    case .cost(.multiplyAdds): return Double(architecture.multiplyAdds)
    case .cost(.parameters): return Double(architecture.parameters)
    case .cost(.maps): return Double(architecture.mapPeak.int8MapBytes)
    case .cost(.memory): return facts.memory(of: network)
    case .cost(.latency): return facts.latency(of: network)
    case .layer(let name, let cost): return cost.sum(of: network, facts) { $0.name == name }
    case .layers(let kind, let cost): return cost.sum(of: network, facts) { $0.kind == kind }
    case .topOne: return facts.topOne(of: network)
    case .probability: return facts.answer(to: picture, of: network)?.probability
    case .rank: return facts.answer(to: picture, of: network).map { Double($0.rank) }
    case .alpha: return setting.alpha.value
    case .side: return Double(setting.side)
    case .answer: return nil
    }
  }
}

extension Quantity.LayerCost {
  /// Of all layers that are meant; nil where there is none, or where they were not timed.
  fileprivate func sum(
    of network: AskedNetwork, _ facts: some Facts, where isMeant: (Layer) -> Bool
  ) -> Double? {
    let layers = Architecture(network.setting).layers
    let places = layers.indices.filter { isMeant(layers[$0]) }
    guard !places.isEmpty else { return nil }
    switch self {
    case .multiplyAdds: return Double(places.reduce(0) { $0 + layers[$1].multiplyAdds })
    case .parameters: return Double(places.reduce(0) { $0 + layers[$1].parameters })
    case .latency:
      guard let times = facts.layerLatencies(of: network), times.count == layers.count
      else { return nil }
      return places.reduce(0) { $0 + times[$1] }
    }
  }
}
