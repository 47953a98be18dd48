import Explorer
import Measure
import MobileNet
import Reports

/// The map of the α×ρ plane: how often each setting is right, or what it answers for this picture.
///
///     ┌▸accuracy over α and ρ ───────────────────────────────────────────────────────┐
///     │ρ 128  30  31  32  33  34  35  36  37  38  39  40  41  42  43  44  45         │
///     │  112  28  29  30  31  32  33  34  35  36  37  38  39  40  41  42  43         │
///     │   64  23  24  25  26  27  28  29  30  31  32 ▸33  34  35  36  37  38         │
///     │α      .25 .30 .35 .40 .45 .50 .55 .60 .65 .70 .75 .80 .85 .90 .95 1          │
struct PlanePane: PaneDrawing {
  let place: PanePlace

  /// The setting at a place of the map.
  func target(at column: Int, _ row: Int) -> Target? {
    guard let plane = ShownPlane(state).grid, let place = grid?.place(at: column, row) else {
      return nil
    }
    return .setting(alpha: plane.alphas[place.alpha], side: plane.sides[place.side])
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    guard let plane = ShownPlane(state).grid, let grid else {
      drawReason(on: &canvas)
      return Panel(title: "accuracy", inside: canvas)
    }
    drawNames(plane, grid, on: &canvas)
    let content = content(plane, grid)
    draw(plane, grid, content.cell, on: &canvas)
    draw(content.lines, from: grid.height, on: &canvas)
    return Panel(title: title, note: note, inside: canvas)
  }

  /// The sentences below the map: not its cells.
  var spoken: [String] {
    guard let plane = ShownPlane(state).grid, let grid else { return panel().inside.spoken }
    return content(plane, grid).lines.map { line in
      line.pieces(columns: columns).map(\.words.text).joined()
    }
  }

  /// What its cells hold, and the lines below it.
  private func content(
    _ plane: AnswerMap.Grid, _ grid: PlaneGrid
  ) -> (cell: (Int, Int) -> PlaneCell, lines: [PlaneLine]) {
    switch ShownPlane(state).content {
    case .accuracy:
      let map = PlaneAccuracy(state: state, theme: theme, plane: plane)
      return (map.cell, map.lines)
    case .answers:
      let map = PlaneAnswers(state: state, theme: theme, plane: plane)
      return (map.cell, map.lines(columns: columns - 2, rows: rows - grid.height))
    }
  }

  /// The map's place in the pane; nil where there is none.
  var grid: PlaneGrid? {
    guard let plane = ShownPlane(state).grid else { return nil }
    let lines = rows >= Self.ampleRows ? Self.ampleLines : rows >= 8 ? 2 : 1
    return PlaneGrid(
      alphas: plane.alphas.count, sides: plane.sides.count, columns: columns, rows: rows - lines)
  }

  /// From so many rows on so many lines stand below the map, or more where it leaves room.
  private static let (ampleRows, ampleLines) = (12, 5)

  /// Rows that the map and the lines below it take of those that there are.
  var neededRows: Int {
    guard let plane = ShownPlane(state).grid, let grid, rows >= Self.ampleRows else { return rows }
    var lines = Self.ampleLines
    if ShownPlane(state).content == .answers {
      let map = PlaneAnswers(state: state, theme: theme, plane: plane)
      lines = max(lines, map.lines(columns: columns - 2, rows: rows - grid.height).count)
    }
    return min(rows, max(Self.ampleRows, grid.height + lines))
  }

  private var title: Words {
    switch ShownPlane(state).content {
    case .accuracy: "accuracy over α and ρ"
    case .answers: "what it answers, setting by setting"
    }
  }

  /// How far the answers have come.
  private var note: Words? {
    guard ShownPlane(state).content == .answers, let map = ShownPlane(state).answers,
      !map.isComplete
    else {
      return nil
    }
    return "\(map.answers.count { $0 != nil }) of \(map.answers.count)"
  }

  private func drawReason(on canvas: inout Canvas) {
    guard case .unavailable(let reason) = state.figures.predictionsAvailability else { return }
    let lines = Words("\(Figure.missing) \(visible(reason))").wrapped(to: columns - 2)
    canvas.write(lines: lines.map { ($0, theme.style(.faint)) }, at: 1, from: 0)
  }

  /// Sides on the left, widths below.
  private func drawNames(_ plane: AnswerMap.Grid, _ grid: PlaneGrid, on canvas: inout Canvas) {
    for (place, side) in grid.sides.enumerated() {
      let area = grid.area(0, place)
      canvas.write(
        "\(plane.sides[side])", endingBefore: PlaneGrid.margin - 1, area.row + (area.rows - 1) / 2,
        theme.style(.faint))
    }
    let row = grid.height - 1
    canvas.write("α", at: 0, row, theme.style(.strong))
    canvas.write("ρ", at: 0, 0, theme.style(.strong))
    var free = PlaneGrid.margin
    for (place, alpha) in grid.alphas.enumerated() {
      let name = spelled(plane.alphas[alpha])
      let column = grid.area(place, 0).column + (grid.columns > 3 ? 1 : 0)
      guard column >= free, column + name.cellCount <= columns else { continue }
      canvas.write(name, at: column, row, theme.style(.faint))
      free = column + name.cellCount + 1
    }
  }

  /// `.25`, `1`.
  private func spelled(_ alpha: WidthMultiplier) -> String {
    alpha == .one ? "1" : String("\(alpha)".dropFirst())
  }

  private func draw(
    _ plane: AnswerMap.Grid, _ grid: PlaneGrid, _ cell: (Int, Int) -> PlaneCell,
    on canvas: inout Canvas
  ) {
    let nearest = plane.nearest(to: state.choice.setting)
    let here = shown(nearest, grid)
    for (x, alpha) in grid.alphas.enumerated() {
      for (y, side) in grid.sides.enumerated() {
        let isHere = here.alpha == x && here.side == y
        draw(
          cell(alpha, side), grid.area(x, y), mark: isHere ? nearest.isExact ? "▸" : "▹" : nil,
          .init(alpha: plane.alphas[alpha], side: plane.sides[side]), on: &canvas)
      }
    }
  }

  /// A cell's text in its first row, or in the middle where nothing stands below it; a marked one
  /// stands out.
  private func draw(
    _ cell: PlaneCell, _ area: Area, mark: Unicode.Scalar?, _ setting: FigureName.SettingPlace,
    on canvas: inout Canvas
  ) {
    let isPlain = cell.fill == " "
    let textRow = isPlain ? (area.rows - 1) / 2 : 0
    for row in 0..<area.rows {
      var style = cell.style
      if mark != nil, row == textRow { style.attributes.formUnion([.bold, .reverse]) }
      for column in 0..<area.columns {
        let glyph = row > 0 && column > 0 ? cell.fill : " "
        canvas[area.column + column, area.row + row] = Cell(glyph, style)
      }
      guard row == textRow else { continue }
      let text = fitting(cell.texts, area.columns - 1)
      // A text without a digit is a mark, not a figure.
      let figure = text.contains(where: \.isNumber) ? cell.field : nil
      canvas.write(
        Words(text, figure.map { .setting(setting, $0) }), at: area.column + 1, area.row + row,
        style)
      if let mark { canvas[area.column, area.row + row] = Cell(mark, style) }
    }
  }

  /// The place on the map that is nearest to the setting.
  private func shown(
    _ nearest: (alpha: Int, side: Int, isExact: Bool), _ grid: PlaneGrid
  ) -> (alpha: Int?, side: Int?) {
    let closest = { (places: [Int], wanted: Int) in
      places.indices.min {
        (places[$0] - wanted).magnitude < (places[$1] - wanted).magnitude
      }
    }
    return (closest(grid.alphas, nearest.alpha), closest(grid.sides, nearest.side))
  }

  private func draw(_ lines: [PlaneLine], from start: Int, on canvas: inout Canvas) {
    var row = start
    for line in lines where row < rows {
      var column = 1
      for piece in line.pieces(columns: columns - 2) {
        column = canvas.write(piece.words, at: column, row, piece.style)
      }
      row += 1
    }
  }
}

/// What one setting's cell of the map holds.
struct PlaneCell {
  /// Wordings, longest first.
  var texts: [String]
  /// Which figure of the setting it is.
  var field: FigureName.SettingField
  /// What stands below the text: a shade, or nothing.
  var fill: Unicode.Scalar = " "
  var style: Style
}

/// A line below the map: wordings, longest first, each in pieces of one style.
struct PlaneLine {
  typealias Piece = (words: Words, style: Style)

  var wordings: [[Piece]]

  init(_ wordings: [Piece]...) { self.wordings = wordings }
  init(_ wordings: [[Piece]]) { self.wordings = wordings }

  /// The first wording that fits; the last one cut where none does.
  func pieces(columns: Int) -> [Piece] {
    let cells = { (pieces: [Piece]) in pieces.reduce(0) { $0 + $1.words.cellCount } }
    if let whole = wordings.first(where: { cells($0) <= columns }) { return whole }
    var room = columns
    return (wordings.last ?? []).compactMap { piece in
      guard room > 0 else { return nil }
      defer { room -= piece.words.cellCount }
      return (piece.words.clipped(to: room), piece.style)
    }
  }
}
