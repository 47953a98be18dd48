import Engine
import Explorer
import Measure
import MobileNet
import Reports

/// What stands below the roofline: what limits the selected layer, what the marks are, the ceilings.
struct RooflineWords {
  let state: State
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
      (mark, verdict(point), role), ("", reason(point.value.limit), role),
      ("", bytes(point.value), role), ("", ceilings, .faint), ("", [Words(legend)], .faint),
      ("", ranks, .faint),
    ]
    return all.prefix(max(1, min(6, rows / 2 - 3))).map { line in
      (line.mark, fitting(line.wordings.map(theme.spelled), columns), line.role)
    }.filter { !$0.1.isEmpty }
  }

  // MARK: The selected layer

  /// `block3.dw: 8.2 of 12.0 G/s, 68 % of its roof, limited by L1`.
  private func verdict(_ dated: Dated<Roofline.Point>) -> [Words] {
    let (point, name) = (dated.value, dated.value.layer.name)
    guard point.layer.multiplyAdds > 0 else {
      return ["\(name): it multiplies nothing, so it has no roof", "\(name): no roof"]
    }
    let mark = isProvisional(dated) ? "~" : ""
    guard let rate = point.rate else {
      let best: Words =
        point.roof.map { ", at best \("\(Figure.rate($0))/s", figure(.roof))" } ?? ""
      return ["\(name): not timed yet\(best)", "\(name): not timed"]
    }
    guard let roof = point.roof, let share = point.share, let limit = point.limit else {
      let speed = Words("\(mark)\(Figure.rate(rate))/s", figure(.rate))
      return ["\(name): \(speed); its roof is being measured", speed]
    }
    let percent = Words("\(mark)\(Figure.wholePercent(share)) %", figure(.roofShare))
    let of: Words = "\(mark)\(of(rate, roof)), \(percent) of its roof"
    return [
      "\(name): \(of), limited by \(limit.name)", "\(name): \(percent), \(limit.name)",
      "\(percent), \(limit.name)",
    ]
  }

  /// What a limit means.
  private func reason(_ limit: Roofline.Limit?) -> [Words] {
    switch limit {
    case .arithmetic:
      [
        "arithmetic: its bytes come fast enough; faster multiply-adds would help",
        "arithmetic: its bytes come fast enough",
      ]
    case .level(let name):
      [
        "\(name): bytes come no faster from there; faster arithmetic would not help",
        "\(name): bytes come no faster from there",
      ]
    case .overhead:
      [
        "overhead: neither ceiling is near; loads that repeat or wait, edges of maps",
        "overhead: neither ceiling is near; loads that repeat or wait, edges",
        "overhead: neither ceiling is near",
      ]
    case nil: []
    }
  }

  /// `8.2 of 12.0 G/s`, both in one unit.
  private func of(_ rate: Double, _ roof: Double) -> Words {
    let (unit, size) = roof < 999.5e6 ? ("M", 1e6) : ("G", 1e9)
    let best = Words(Figure.significant(roof / size), figure(.roof))
    return "\(Figure.significant(rate / size), figure(.rate)) of \(best) \(unit)/s"
  }

  private func figure(_ field: FigureName.LayerField) -> FigureName {
    .layer(state.view.selectedLayer, field)
  }

  /// What it does for each byte, as the engine moves them and by the textbook, and where they lie.
  private func bytes(_ point: Roofline.Point) -> [Words] {
    let traffic = point.traffic
    let amount = Words(Figure.bytes(Double(traffic.bytes)), figure(.bytes))
    let from = point.level.map { " from \($0.name)" } ?? ""
    let strip: Words =
      traffic.strip > 0
      ? " and a strip of \(Figure.bytes(Double(traffic.strip)), figure(.strip)) in cache" : ""
    guard point.intensity > 0 else { return ["it moves \(amount)\(from)"] }
    let intensity = Words(Figure.significant(point.intensity), figure(.intensity))
    let maps = Words(Figure.significant(point.mapIntensity), figure(.mapIntensity))
    return [
      "\(intensity) multiply-adds a byte (\(maps) by its maps alone): \(amount)\(from)\(strip)",
      "\(intensity) multiply-adds a byte (\(maps) by its maps alone): \(amount)\(from)",
      "\(intensity) mult-adds a byte (maps alone \(maps)), \(amount)\(from)",
      "\(intensity) a byte (maps alone \(maps))\(from)", "\(intensity) mult-adds a byte",
    ]
  }

  /// A layer's times are those of its runs.
  private func isProvisional(_ point: Dated<Roofline.Point>) -> Bool {
    let snapshot = point.isStale ? state.figures.previous?.snapshot : state.figures.current
    return snapshot?.latency?.isProvisional ?? true
  }

  // MARK: All layers

  private var ceilings: [Words] {
    let ceilings = ShownRoofline(state).ceilings
    guard let peak = ceilings.peak else { return ["measuring this host's ceilings: the peak"] }
    let arithmetic: Words = "arithmetic \("\(Figure.rate(peak))/s", .ceiling(nil))"
    let reads = ceilings.levels.compactMap { level -> Words? in
      level.bandwidth.map { "\(level.name) \(Figure.bandwidth($0), .ceiling(level.name))" }
    }
    let known: Words = "ceilings: \(([arithmetic] + reads).joined(separator: ", "))"
    let short = known.map { $0.replacing(" GB/s", with: "") } + (reads.isEmpty ? "" : " GB/s")
    let news =
      ceilings.awaited.map { "measuring \($0)" }
      ?? ceilings.memoryProblem.map { "memory left out: \($0)" }
    guard let news else { return [known, short, arithmetic] }
    return ["\(known); \(news)", "\(short); \(news)", Words(news)]
  }

  private var legend: String {
    let others = points.contains { $0.value.layer.kind == .depthwise } ? "others" : "all layers"
    let kinds: [(LayerKind, String)] = [(.depthwise, "depthwise"), (.pointwise, "pointwise")]
    let present = kinds.filter { kind, _ in points.contains { $0.value.layer.kind == kind } }
    let marks = present.map { "\($0.mark) \($1)" } + ["\(LayerKind.conv.mark) \(others)"]
    return marks.joined(separator: "  ") + "; ┊ what is missing to the roof"
  }

  private var ranks: [Words] {
    let ranks = Roofline.ranks(of: points.map(\.value))
    guard ranks.multiplyAdds != nil, !points.contains(where: \.isStale) else { return [] }
    let costs: [(String, FigureName.LayerCost, Double?)] = [
      ("multiply-adds ", .multiplyAdds, ranks.multiplyAdds),
      ("parameters ", .parameters, ranks.parameters), ("bytes ", .bytes, ranks.bytes),
    ]
    let words = [ranks.text, ranks.text.replacing(" (Spearman)", with: "")]
    return words.map { text in
      costs.reduce(Words(text)) { words, cost in
        let figure = cost.2.map { Figure.fixed($0, decimals: 2) } ?? Figure.missing
        return words.naming(figure, after: cost.0, .rankCorrelation(cost.1))
      }
    }
  }
}
