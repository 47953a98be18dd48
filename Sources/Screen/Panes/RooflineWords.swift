import Engine
import Explorer
import Measure
import MobileNet
import Reports

/// What stands below the roofline: what limits the selected layer, what the marks are, the ceilings.
struct RooflineWords {
  @Shared var state: State
  let theme: Theme
  let points: [Dated<Roofline.Point>]

  /// A line: a mark before it, its text, its role.
  typealias Line = (mark: String, words: Words, role: Role)

  /// As many as leave the plot its room, the most telling ones first.
  func lines(columns: Int, rows: Int) -> [Line] {
    let point = points[state.view.selectedLayer]
    let role: Role = point.isStale ? .stale : .plain
    let mark = theme.spelled("▸")
    let all: [(mark: String, wordings: [Words], role: Role)] = [
      (mark, verdict(point), role), ("", reason(point.value), role),
      ("", bytes(point.value), role), ("", ceilings, .faint), ("", [Words(legend)], .faint),
      ("", ranks, .faint),
    ]
    return all.prefix(max(1, min(6, rows / 2 - 3))).map { line in
      (line.mark, fitting(line.wordings.map(theme.spelled), columns), line.role)
    }.filter { !$0.1.isEmpty }
  }

  // MARK: The selected layer

  /// `block3.dw: 8.2 of 12.0 G multiply-adds/s possible (68 %), limited by L1`.
  private func verdict(_ dated: Dated<Roofline.Point>) -> [Words] {
    let (point, name) = (dated.value, dated.value.layer.name)
    guard point.layer.multiplyAdds > 0 else {
      return ["\(name): it multiplies nothing, so no line limits it", "\(name): no multiply-adds"]
    }
    let mark = isProvisional(dated) ? "~" : ""
    guard let rate = point.rate else {
      let best: Words =
        point.roof.map { ", at best \("\(Figure.rate($0))/s", figure(.roof))" } ?? ""
      return ["\(name): not timed yet\(best)", "\(name): not timed"]
    }
    guard let roof = point.roof, let share = point.share, let limit = point.limit else {
      let speed = Words("\(mark)\(Figure.rate(rate))/s", figure(.rate))
      return ["\(name): \(speed); what is possible is being measured", speed]
    }
    let percent = Words("\(mark)\(Figure.wholePercent(share)) %", figure(.roofShare))
    let of: Words = "\(name): \(mark)\(of(rate, roof))"
    return [
      "\(of) multiply-adds/s possible (\(percent)), limited by \(limit.name)",
      "\(of) multiply-adds/s possible (\(percent)), limit: \(limit.name)",
      "\(of) mult-adds/s possible (\(percent)), limit: \(limit.name)",
      "\(of)/s possible (\(percent)), limit: \(limit.name)",
      "\(name): \(percent), limit: \(limit.name)", "\(percent), \(limit.name)",
    ]
  }

  /// What a limit means.
  private func reason(_ point: Roofline.Point) -> [Words] {
    if let share = point.share, share > Ceilings.mostShare {
      return [
        "above the line: measured too low, or a part of its bytes lies nearer", "above the line",
      ]
    }
    return switch point.limit {
    case .arithmetic:
      [
        "arithmetic: bytes come fast enough; only faster multiplying would help",
        "arithmetic: bytes come fast enough",
      ]
    case .level(let name):
      [
        "\(name): it waits for bytes from there; faster multiplying would not help",
        "\(name): it waits for bytes from there",
      ]
    case .overhead:
      [
        "overhead: far below the line; time goes to repeated loads, waits, edges of maps",
        "overhead: far below the line; repeated loads, waits, edges of maps",
        "overhead: far below the line",
      ]
    case nil: []
    }
  }

  /// `8.2 of 12.0 G`, both in one unit.
  private func of(_ rate: Double, _ roof: Double) -> Words {
    let (unit, size) = roof < 999.5e6 ? ("M", 1e6) : ("G", 1e9)
    let best = Words(Figure.significant(roof / size), figure(.roof))
    return "\(Figure.significant(rate / size), figure(.rate)) of \(best) \(unit)"
  }

  private func figure(_ field: FigureName.LayerField) -> FigureName {
    .layer(state.view.selectedLayer, field)
  }

  /// What it moves, where that lies, and what it does for each byte: as the engine moves them, and by the
  /// textbook.
  private func bytes(_ point: Roofline.Point) -> [Words] {
    let traffic = point.traffic
    let amount = Words(Figure.bytes(Double(traffic.bytes)), figure(.bytes))
    let place = point.level.map { ", which lie in \($0.name)" } ?? ""
    let short = point.level.map { " in \($0.name)" } ?? ""
    let strip: Words =
      traffic.strip > 0
      ? ", and keeps a strip of \(Figure.bytes(Double(traffic.strip)), figure(.strip)) in cache"
      : ""
    guard point.intensity > 0 else { return ["moves \(amount)\(place)"] }
    let intensity = Words(Figure.significant(point.intensity), figure(.intensity))
    let maps = Words(Figure.significant(point.mapIntensity), figure(.mapIntensity))
    return [
      "moves \(amount)\(place)\(strip): \(intensity) multiply-adds a byte (by maps alone \(maps))",
      "moves \(amount)\(place): \(intensity) multiply-adds a byte (by maps alone \(maps))",
      "moves \(amount)\(place): \(intensity) mult-adds a byte (by maps alone \(maps))",
      "moves \(amount)\(short): \(intensity) mult-adds a byte (by maps alone \(maps))",
      "moves \(amount): \(intensity) mult-adds a byte (by maps alone \(maps))",
      "moves \(amount): \(intensity) mult-adds a byte", "\(intensity) mult-adds a byte",
    ]
  }

  /// A layer's times are those of its runs.
  private func isProvisional(_ point: Dated<Roofline.Point>) -> Bool {
    let snapshot = point.isStale ? state.figures.previous?.snapshot : state.figures.current
    return snapshot?.latency?.isProvisional ?? true
  }

  // MARK: All layers

  /// What this host can do at best: its multiply-adds, and its bytes from each level.
  private var ceilings: [Words] {
    let ceilings = ShownRoofline(state).ceilings
    guard let peak = ceilings.peak else {
      return ["measuring what this host can do at best: multiply-adds", "measuring this host"]
    }
    let rate = Words(Figure.rate(peak), .ceiling(nil))
    let reads = ceilings.levels.compactMap { level -> Words? in
      level.bandwidth.map { "\(level.name) \(Figure.bandwidth($0), .ceiling(level.name))" }
    }
    let caches = ceilings.levels.first?.bytes == nil ? "" : "caches "
    let list: Words = reads.isEmpty ? "" : "; \(caches)\(reads.joined(separator: ", "))"
    let short = list.map { $0.replacing(" GB/s", with: "") } + (reads.isEmpty ? "" : " GB/s")
    let news: Words =
      ceilings.awaited.map { "; measuring \($0)" }
      ?? ceilings.memoryProblem.map { "; memory left out: \($0)" } ?? ""
    return [
      "at best here: \(rate) multiply-adds/s\(list)\(news)",
      "at best here: \(rate) multiply-adds/s\(short)\(news)",
      "at best here: \(rate) mult-adds/s\(short)\(news)", "at best here: \(rate)/s\(short)\(news)",
      "at best: \(rate)/s\(short)\(news)", "at best: \(rate)/s\(news)", "at best: \(rate)/s",
    ]
  }

  private var legend: String {
    let others = points.contains { $0.value.layer.kind == .depthwise } ? "others" : "all layers"
    let kinds: [(LayerKind, String)] = [(.depthwise, "depthwise"), (.pointwise, "pointwise")]
    let present = kinds.filter { kind, _ in points.contains { $0.value.layer.kind == kind } }
    let marks = present.map { "\($0.mark) \($1)" } + ["\(LayerKind.conv.mark) \(others)"]
    return marks.joined(separator: "  ") + "; ┊ what is missing to the line"
  }

  private var ranks: [Words] {
    let ranks = Roofline.ranks(of: points.map(\.value))
    guard ranks.multiplyAdds != nil, !points.contains(where: \.isStale) else { return [] }
    let figure = { (value: Double?, cost: FigureName.LayerCost) in
      Words(value.map { Figure.fixed($0, decimals: 2) } ?? Figure.missing, .rankCorrelation(cost))
    }
    let list: Words =
      "adds \(figure(ranks.multiplyAdds, .multiplyAdds)), parameters "
      + "\(figure(ranks.parameters, .parameters)), bytes \(figure(ranks.bytes, .bytes))"
    return [
      "the layers' times are in the order of their multiply-\(list) (1: the same order)",
      "time follows multiply-\(list) (1: same order)", "time follows mult-\(list) (1: same order)",
    ]
  }
}
