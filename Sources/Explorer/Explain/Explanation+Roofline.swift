import Engine
import Measure
import MobileNet
import Reports

// Figures of the roofline: the layers' points, the ceilings, the ranks.
extension Explanation {
  /// A layer's figures, those of the roofline included.
  static func layer(
    _ index: Int, _ field: FigureName.LayerField, _ state: State
  ) -> Explanation? {
    switch field {
    case .roof, .roofShare, .intensity, .mapIntensity, .bytes, .strip:
      let points = ShownRoofline(state).points
      guard points.indices.contains(index) else { return nil }
      let point = points[index].value
      return roof(point, field, state) ?? traffic(point, field)
    default: return state.figures.explanation(ofLayer: index, field)
    }
  }

  private static func roof(
    _ point: Roofline.Point, _ field: FigureName.LayerField, _ state: State
  ) -> Explanation? {
    switch field {
    case .roof: return point.roofExplanation(ShownRoofline(state).ceilings)
    case .roofShare:
      guard let rate = point.rate, let roof = point.roof else { return nil }
      return Explanation(
        "share of \(point.layer.name) in the best it can do", .measured,
        .quotient(.init("its multiply-adds a second", rate), .init("the best it can do", roof)),
        notes: [
          rate > Ceilings.mostShare * roof
            ? "No layer can be above its line: that was measured too low, though up to "
              + "\(Ceilings.mostRepeats) times again, or a part of the bytes lies nearer."
            : "Below half of it neither arithmetic nor bytes limit the layer, but what comes with its work: "
              + "overhead."
        ])
    default: return nil
    }
  }

  /// What it moves, and what it does for each byte.
  private static func traffic(
    _ point: Roofline.Point, _ field: FigureName.LayerField
  ) -> Explanation? {
    let (name, traffic) = (point.layer.name, point.traffic)
    switch field {
    case .intensity:
      return Explanation(
        "multiply-adds a byte of \(name)", .computed,
        .quotient(.init("multiply-adds", point.layer.multiplyAdds), .init("bytes", traffic.bytes)),
        notes: [
          "The arithmetic intensity, by the bytes that the engine moves when it runs the layer."
        ])
    case .mapIntensity:
      return Explanation(
        "multiply-adds a byte of \(name), by its maps", .computed,
        .quotient(
          .init("multiply-adds", point.layer.multiplyAdds),
          .init("bytes of both maps", traffic.maps)),
        notes: ["The textbook's figure: input and output once each, without weights."])
    case .bytes:
      return Explanation(
        "bytes that \(name) moves", .computed,
        .sum(
          [
            .init("weights", traffic.weights), .init("in", traffic.input),
            .init("out", traffic.output),
          ].filter { $0.number > 0 }),
        notes: [
          "Channels count in blocks of sixteen; weights once for each strip of rows that is computed at once."
        ])
    case .strip:
      return Explanation(
        "bytes in the strip of \(name)", .computed, .reading(Double(traffic.strip)),
        notes: [
          "A depthwise layer and the pointwise one behind it run as one: what lies between them stays in "
            + "the core's own cache, strip by strip."
        ])
    default: return nil
    }
  }

  /// What this host can do at best.
  static func ceiling(_ level: String?, _ state: State) -> Explanation? {
    let ceilings = ShownRoofline(state).ceilings
    guard let level else {
      return ceilings.peak.map {
        Explanation(
          "multiply-adds a second at best", .measured, .reading($0),
          notes: [
            "The best of \(Ceilings.rounds) rounds of multiply-adds on registers alone, with this instruction "
              + "set, of all threads together.", ceilings.repeatsNote,
          ])
      }
    }
    return ceilings.levels.first { $0.name == level }?.bandwidth.map {
      Explanation(
        "bytes a second from \(level)", .measured, .reading($0),
        notes: [
          "The best of \(Ceilings.rounds) rounds of reading what \(level) holds and no nearer cache does, all "
            + "threads together.", ceilings.repeatsNote,
        ])
    }
  }

  static func rankCorrelation(
    _ cost: FigureName.LayerCost, _ state: State
  ) -> Explanation? {
    let ranks = Roofline.ranks(of: ShownRoofline(state).points.map(\.value))
    let (name, value) =
      switch cost {
      case .multiplyAdds: ("multiply-adds", ranks.multiplyAdds)
      case .parameters: ("parameters", ranks.parameters)
      case .bytes: ("bytes", ranks.bytes)
      }
    return value.map {
      Explanation(
        "how the layers' times rank with their \(name)", .measured, .reading($0),
        notes: [
          "Spearman's rank correlation over all layers: 1 where the order is the same, 0 where one tells "
            + "nothing of the other."
        ])
    }
  }
}

extension Ceilings {
  /// How one that was measured too low is mended.
  fileprivate var repeatsNote: String {
    let again = "Measured again where a layer's best run is faster"
    return repeats == 0 ? "\(again)." : "\(again): \(Figure.counted(repeats, "time")) so far."
  }
}

extension Roofline.Point {
  fileprivate func roofExplanation(_ ceilings: Ceilings) -> Explanation? {
    guard let roof, let peak = ceilings.peak else { return nil }
    let name = "the best that \(layer.name) can do in a second"
    let note =
      "The line above it, its roof: the lower of two, the arithmetic's peak, and multiply-adds a byte times "
      + "bytes a second."
    guard roof < peak, let bandwidth = level?.bandwidth else {
      return Explanation(name, .measured, .reading(roof), notes: [note])
    }
    return Explanation(
      name, .measured,
      .product([
        .init("multiply-adds a byte", intensity),
        .init("bytes a second from \(level?.name ?? "")", bandwidth),
      ]), notes: [note])
  }
}
