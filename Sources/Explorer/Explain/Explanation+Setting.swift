import Measure
import MobileNet
import Reports

// Figures of other settings: the places of the plane, the points of the frontier.
extension Explanation {
  static func setting(
    _ place: FigureName.SettingPlace, _ field: FigureName.SettingField, _ state: State
  ) -> Explanation? {
    let name = "α \(place.alpha), side \(place.side)"
    let surface = state.knownAccuracy?.surface
    let accuracy = state.knownAccuracy?.accuracy(alpha: place.alpha, side: place.side)
    switch field {
    case .top1: return accuracy?.explanation("top-1 at \(name)", surface)
    case .top5: return accuracy?.explanation("top-5 at \(name)", surface, \.top5)
    case .top1Interval: return accuracy?.intervalExplanation("top-1 at \(name)", surface)
    case .cost(.latency):
      return place.sweptLatency(in: state).map {
        Explanation(
          "latency at \(name)", .measured, .reading($0.median),
          notes: [
            "The median of whole runs on this host, in bursts that took turns with the others'."
          ],
          latency: $0)
      }
    case .latencyInterval:
      return place.sweptLatency(in: state)?.explanationOfInterval("latency at \(name)")
    case .cost(let cost): return .cost(cost, of: place.setting(in: state), name, state)
    case .probability: return .probability(place, name, state)
    }
  }

  /// By arithmetic.
  private static func cost(
    _ cost: SettingCost, of setting: Setting, _ name: String, _ state: State
  ) -> Explanation? {
    let built = Architecture(setting)
    switch cost {
    case .latency: return nil
    case .multiplyAdds: return counted("multiply-adds at \(name)", .multiplyAdds, built)
    case .parameters: return counted("parameters at \(name)", .parameters, built)
    case .memory:
      let precision = state.choice.precision
      let costs = SettingCosts(built, threads: state.choice.threads, precision: precision)
      return memory(
        "memory at \(name)", built, precision,
        maps: costs.memory - built.weightBytes(in: precision))
    case .maps:
      let peak = built.mapPeak
      return Explanation(
        "int8 maps at \(name)", .computed,
        .sum([
          .init("into \(peak.name)", peak.input.count), .init("out of it", peak.output.count),
        ]),
        notes: [
          "Bytes, 1 for each number: the largest input and output of a layer, which two buffers of a "
            + "microcontroller hold in turns."
        ])
    }
  }

  private static func probability(
    _ place: FigureName.SettingPlace, _ name: String, _ state: State
  ) -> Explanation? {
    guard let map = ShownPlane(state).answers,
      let alpha = map.grid.alphas.firstIndex(of: place.alpha),
      let side = map.grid.sides.firstIndex(of: place.side),
      let answer = map[alpha: alpha, side: side]
    else { return nil }
    return Explanation(
      "probability of \(firstSynonym(answer.label)) at \(name)", .computed,
      .reading(answer.probability),
      notes: ["Softmax of the logits that this setting gave for this picture: one run of its own."])
  }

  /// How often a class is answered over the plane.
  static func answered(_ index: Int, _ state: State) -> Explanation? {
    guard let map = ShownPlane(state).answers else { return nil }
    let own = map.answers.compactMap(\.self).filter { $0.index == index }
    let label = (own.first?.label ?? state.figures.truth?.label).map(firstSynonym) ?? "this class"
    return Explanation(
      "settings that answer \(label)", .computed, .reading(Double(own.count)),
      notes: [
        "Counted over the plane: \(map.grid.alphas.count) widths times \(map.grid.sides.count) sides, one "
          + "run each for this picture."
      ])
  }
}

extension FigureName.SettingPlace {
  /// The setting, as the present network runs.
  fileprivate func setting(in state: State) -> Setting {
    let known = state.frontier.shown?.grid.settings ?? []
    if let found = known.first(where: { $0.alpha == alpha && $0.side == side }) { return found }
    var setting = state.choice.setting
    (setting.alpha, setting.side) = (alpha, side)
    return setting
  }

  /// What the frontier's sweep found there.
  fileprivate func sweptLatency(in state: State) -> LatencySummary? {
    state.frontier.shown?.points.first { $0.alpha == alpha && $0.side == side }?.latency
  }
}
