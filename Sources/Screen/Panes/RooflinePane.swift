import Explorer
import Measure
import MobileNet
import Reports

/// The layers against this host's ceilings: multiply-adds a second over multiply-adds a byte, both axes
/// logarithmic. A point a layer; the selected one hangs from the line that limits it, and words say what does.
///
///     ┌▸roofline: multiply-adds a second over multiply-adds a byte, 1 thread ────────┐
///     │       │                                          arithmetic: at most 59.1 G/s │
///     │       │           ⢀⡠⠊⠉⠉⠉⠉⠉⠉⠉⠉○○⠉○⠉⠉⠉▲⠉⠉⠉⠉■⠉⠉⠉⠉■■⠉⠉■⠉■⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉  │
///     │ 20 G/s┤ L2 118 GB/s         ┊                                                │
///     │       │   ⡠⠊               ▸○ block2.dw                                      │
///     │       └───┬────────┬─────────┬──────────┬───────┬──────────┬─────────┬────── │
///     │          0.2      0.5        1          2       5         10        20       │
///     │ ▸ block2.dw: 22.7 of 59.1 G multiply-adds/s possible (38 %), limit: overhead │
///     │   moves 805 kB, which lie in L2: 0.561 mult-adds a byte (by maps alone 0.450)│
struct RooflinePane: PaneDrawing {
  let place: PanePlace

  private var selected: Int { state.view.selectedLayer }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    let points = ShownRoofline(state).points
    let words = RooflineWords(state: state, theme: theme, points: points)
    let lines = words.lines(columns: columns - 4, rows: rows)
    if let plot = plot(points, rows: rows - lines.count) { draw(plot, points, on: &canvas) }
    for (row, line) in lines.enumerated() {
      let place = rows - lines.count + row
      canvas.write(line.mark, at: 1, place, theme.style(.focus))
      canvas.write(line.words, at: 3, place, theme.style(line.role))
    }
    return Panel(title: title, note: progress, inside: canvas)
  }

  /// The sentences below the plot.
  var spoken: [String] {
    RooflineWords(state: state, theme: theme, points: ShownRoofline(state).points)
      .lines(columns: columns, rows: rows).map(\.words.text)
  }

  /// The layer whose point a click means: the nearest one within a few cells.
  func target(at column: Int, _ row: Int) -> Target? {
    let points = ShownRoofline(state).points
    let words = RooflineWords(state: state, theme: theme, points: points)
    let lines = words.lines(columns: columns - 4, rows: rows)
    guard let plot = plot(points, rows: rows - lines.count) else { return nil }
    let distances = points.indices.compactMap { index -> (index: Int, distance: Int)? in
      guard let position = points[index].value.position else { return nil }
      let cell = plot.cell(position)
      // A cell is about twice as high as wide.
      let (dx, dy) = (cell.column - column, 2 * (cell.row - row))
      return (index, dx * dx + dy * dy)
    }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }), nearest.distance <= 20
    else { return nil }
    return .rooflinePoint(nearest.index)
  }

  private var title: Words {
    let threads = Figure.counted(state.choice.threads, "thread")
    return fitting(
      [
        "roofline: multiply-adds a second over multiply-adds a byte, \(threads)",
        "roofline: multiply-adds a second over those a byte", "roofline, \(threads)", "roofline",
      ], columns - 2)
  }

  private var progress: Words? {
    let ceilings = ShownRoofline(state).ceilings
    if ceilings.isComplete { return "\(state.figures.architecture.layers.count) layers" }
    return "ceilings: round \(ceilings.roundsDone + 1) of \(Ceilings.rounds)"
  }

  // MARK: The plane

  private func plot(_ points: [Dated<Roofline.Point>], rows: Int) -> Plot? {
    guard rows >= 5, columns >= 30 else { return nil }
    let ceilings = ShownRoofline(state).ceilings
    let places = points.compactMap(\.value.position)
    guard !places.isEmpty || ceilings.peak != nil else { return nil }
    // Every level has its ridge on the axis, so that it keeps still while layers are walked through; above
    // the peak and left of all there is room for the ceilings' values.
    var across = places.map(\.x) + ceilings.levels.compactMap(ceilings.ridge)
    across.append((across.min() ?? 1) / 2)
    return Plot(
      x: Axis(across, .logarithmic),
      y: Axis(places.map(\.y) + (ceilings.peak.map { [$0, $0 * 1.6] } ?? []), .logarithmic),
      columns: columns, rows: rows, xLabel: Figure.tick,
      yLabel: { $0 < 1e9 ? "\(Figure.tick($0 / 1e6)) M/s" : "\(Figure.tick($0 / 1e9)) G/s" })
  }

  private func draw(
    _ plot: Plot, _ points: [Dated<Roofline.Point>], on canvas: inout Canvas
  ) {
    plot.drawAxes(on: &canvas, theme: theme)
    let level = points[selected].value.level.flatMap { present($0) }
    drawCeilings(level, plot, on: &canvas)
    let order = points.indices.filter { $0 != selected } + [selected]
    for index in order {
      guard let position = points[index].value.position else { continue }
      let isSelected = index == selected
      if isSelected { hang(points[index].value, in: plot, on: &canvas) }
      let role: Role = points[index].isStale ? .stale : isSelected ? .focus : .plain
      plot.drawMark(
        points[index].value.layer.kind.mark, at: position, theme.style(role), on: &canvas)
    }
    writeName(points[selected], plot, on: &canvas)
    writeCeilings(level, plot, on: &canvas)
  }

  /// The level as it has been measured by now.
  private func present(_ level: Ceilings.Level) -> Ceilings.Level? {
    ShownRoofline(state).ceilings.levels.first { $0.name == level.name && $0.bandwidth != nil }
  }

  /// The peak, and the line below which the level of the selected layer allows its layers.
  private func drawCeilings(_ level: Ceilings.Level?, _ plot: Plot, on canvas: inout Canvas) {
    let ceilings = ShownRoofline(state).ceilings
    guard let peak = ceilings.peak else { return }
    var line = [(x: plot.x.low, y: peak), (x: plot.x.high, y: peak)]
    if let level, let bandwidth = level.bandwidth, let ridge = ceilings.ridge(of: level) {
      let start = max(plot.x.low, plot.y.low / bandwidth)
      line = [(start, start * bandwidth), (ridge, peak), (plot.x.high, peak)]
    }
    plot.drawLine(line, theme.style(.bar), unicode: theme.unicode, on: &canvas)
  }

  /// From the selected point up to its roof.
  private func hang(_ point: Roofline.Point, in plot: Plot, on canvas: inout Canvas) {
    guard let position = point.position, let roof = point.roof else { return }
    let (low, high) = (plot.cell(position), plot.cell((position.x, roof)))
    guard high.row + 1 < low.row else { return }
    for row in high.row + 1..<low.row {
      canvas.write("┊", at: low.column, row, theme.style(.focus))
    }
  }

  // MARK: Words in the plane, where it is empty

  private func writeName(
    _ point: Dated<Roofline.Point>, _ plot: Plot, on canvas: inout Canvas
  ) {
    guard let position = point.value.position else { return }
    let cell = plot.cell(position)
    let name = point.value.layer.name
    canvas.write("▸", at: cell.column - 1, cell.row, theme.style(.focus))
    let left = cell.column - 2 - name.cellCount
    let style = theme.style(point.isStale ? .stale : .strong)
    for (column, row) in [
      (cell.column + 2, cell.row), (cell.column + 2, cell.row + 1), (left, cell.row),
      (left, cell.row + 1), (cell.column + 2, cell.row - 1),
    ] where isFree(name, at: column, row, plot, canvas) {
      canvas.write(name, at: column, row, style)
      return
    }
  }

  private func writeCeilings(_ level: Ceilings.Level?, _ plot: Plot, on canvas: inout Canvas) {
    let ceilings = ShownRoofline(state).ceilings
    guard let peak = ceilings.peak else { return }
    let (area, style) = (plot.area, theme.style(.faint))
    let rate = Words("\(Figure.rate(peak))/s", .ceiling(nil))
    let row = plot.cell((plot.x.high, peak)).row - 1
    for words in ["arithmetic: at most \(rate)", "arithmetic \(rate)"] as [Words] {
      let column = area.column + area.columns - words.cellCount - 1
      guard isFree(words.text, at: column, row, plot, canvas) else { continue }
      canvas.write(words, at: column, row, style)
      break
    }
    guard let level, let bandwidth = level.bandwidth else { return }
    let read = Words(Figure.bandwidth(bandwidth), .ceiling(level.name))
    // Left of the line there is never a layer; else right of it, from the top down.
    for words in ["bytes from \(level.name): at most \(read)", "\(level.name) \(read)"] as [Words] {
      for row in 0..<area.rows {
        let rate = plot.y.value(at: 1 - (Double(row) + 0.5) / Double(area.rows))
        guard rate < peak * 0.95, rate / bandwidth > plot.x.low else { continue }
        let at = plot.cell((rate / bandwidth, rate)).column
        // In a row the line takes some cells to either side.
        for column in [at - 4 - words.cellCount, at + 5]
        where isFree(words.text, at: column, row, plot, canvas) {
          canvas.write(words, at: column, row, style)
          return
        }
      }
    }
  }

  /// Whether nothing stands there, nor right beside it.
  private func isFree(
    _ text: String, at column: Int, _ row: Int, _ plot: Plot, _ canvas: Canvas
  ) -> Bool {
    let area = plot.area
    guard (area.row..<area.row + area.rows).contains(row), column > area.column,
      column + text.cellCount <= area.column + area.columns
    else { return false }
    return (column - 1...column + text.cellCount).allSatisfy {
      $0 < area.column || canvas[$0, row].scalar == " "
    }
  }
}

extension Roofline.Point {
  /// On both axes; nil where it does not multiply or was not timed.
  fileprivate var position: (x: Double, y: Double)? { rate.map { (intensity, $0) } }
}

extension LayerKind {
  /// Told apart by shape, not by colour.
  var mark: Unicode.Scalar {
    switch self {
    case .depthwise: "○"
    case .pointwise: "■"
    case .conv, .pool, .linear: "▲"
    }
  }
}
