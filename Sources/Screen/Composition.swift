import Explorer

/// Where everything stands on a screen: one of four forms, by the screen's size.
struct Composition: Equatable, Sendable {
  enum Form: Equatable, Sendable {
    /// One line says what size is needed.
    case tooSmall
    /// One pane fills the screen: the focused one, or the zoomed one.
    case single
    /// From `View.compact` on, with the layers below.
    case compact
    /// From `View.roomy` on, with the layers or an opened pane below.
    case roomy
  }

  static let smallest = (columns: 40, rows: 10)

  let form: Form
  /// Panes, with their frames where they have one; panes that touch share a line.
  private(set) var panes: [Pane: Area] = [:]
  /// Frame of the selected layer's formulas.
  private(set) var details: Area?

  init(_ state: State) {
    self.init(state.view)
    giveSpareRows(state)
  }

  private init(_ view: View) {
    let (columns, rows) = (view.columns, view.paneRows)
    if columns < Self.smallest.columns || view.rows < Self.smallest.rows {
      form = .tooSmall
    } else if rows < Self.smallest.rows {
      // The strip of a lesson has all of the screen.
      form = .single
    } else if view.isAlone {
      form = .single
      composeSingle(view.focused, columns, rows)
    } else if view.isRoomy {
      form = .roomy
      composeRoomy(columns, rows, opened: view.opened)
    } else {
      form = .compact
      composeCompact(columns, rows)
    }
    panes = panes.mapValues { $0.lower(by: view.bandRows) }
    details = details?.lower(by: view.bandRows)
  }

  /// In the compact form the setting is two lines below the header, without a frame.
  func isFramed(_ pane: Pane) -> Bool { form != .compact || pane != .setting }

  private mutating func composeSingle(_ pane: Pane, _ columns: Int, _ rows: Int) {
    var area = Area(column: 0, row: 1, columns: columns, rows: rows - 2)
    if pane == .layers, rows >= 20 {
      let lines = rows >= 30 ? 12 : 7
      area.rows -= lines + 1
      details = Area(column: 0, row: area.row + area.rows - 1, columns: columns, rows: lines + 2)
    }
    panes[pane] = area
  }

  /// At least four layers, of which the last line is the total; then the answers, then the costs get
  /// what room there is.
  private mutating func composeCompact(_ columns: Int, _ rows: Int) {
    panes[.setting] = Area(column: 0, row: 1, columns: columns, rows: 2)
    let costs = rows >= 33 ? 7 : rows >= 28 ? 5 : 4
    // Below the five answers stands the accuracy.
    let predictions = min(6, max(4, rows - 17))
    let upper = predictions + 1 + costs
    // As wide as it is high, so that no part of it stays empty.
    let picture = min(2 * upper, columns - 52)
    let top = 3
    panes[.picture] = Area(column: 0, row: top, columns: picture + 2, rows: upper + 2)
    let right = Area(column: picture + 1, row: top, columns: columns - picture - 1, rows: 0)
    stack([(.predictions, predictions), (.cost, costs)], in: right)
    let layers = top + upper + 1
    panes[.layers] = Area(column: 0, row: layers, columns: columns, rows: rows - 1 - layers)
  }

  /// On the left the setting, the picture and the selected layer; on the right figures, with an opened
  /// pane above the layers.
  private mutating func composeRoomy(_ columns: Int, _ rows: Int, opened: Pane?) {
    let setting = 6
    let left = rows - 2 - 4 - setting
    // A square picture, as long as the table keeps its columns and the layer its drawing.
    // Above the strip of a lesson or below large digits the layer has only its drawing and one sentence.
    let least = rows < View.roomy.rows ? 6 : DetailsPane.leastRows(screen: rows)
    let picture = min(left - least, (columns - 80) / 2)
    let width = max(2 * picture + 2, LayerDrawing.columns + 4)
    let column = Area(column: 0, row: 1, columns: width, rows: 0)
    stack([(.setting, setting), (.picture, picture)], in: column)
    let below = 1 + setting + 1 + picture + 1
    details = Area(column: 0, row: below, columns: column.columns, rows: rows - 1 - below)
    let right = Area(column: width - 1, row: 1, columns: columns - width + 1, rows: 0)
    let costs = opened == nil || rows >= 50 ? 8 : 4
    let lower = rows - 2 - 4 - Self.predictions - costs
    guard let opened else {
      return stack([(.predictions, Self.predictions), (.cost, costs), (.layers, lower)], in: right)
    }
    let layers = max(6, lower / 3)
    stack(
      [
        (.predictions, Self.predictions), (.cost, costs), (opened, lower - 1 - layers),
        (.layers, layers),
      ], in: right)
  }

  /// Rows that an opened plane does not need show more layers.
  private mutating func giveSpareRows(_ state: State) {
    guard form == .roomy, let plane = panes[.plane], let layers = panes[.layers] else { return }
    let inside = plane.inside
    let place = PanePlace(
      state: state, theme: Theme(Appearance()), columns: inside.columns, rows: inside.rows)
    let spare = max(0, inside.rows - PlanePane(place: place).neededRows)
    panes[.plane]?.rows -= spare
    panes[.layers]?.row = layers.row - spare
    panes[.layers]?.rows = layers.rows + spare
  }

  /// Panes one below the other, each so many rows high inside its frame.
  private mutating func stack(_ stacked: [(pane: Pane, rows: Int)], in area: Area) {
    var row = area.row
    for (pane, rows) in stacked {
      panes[pane] = Area(column: area.column, row: row, columns: area.columns, rows: rows + 2)
      row += rows + 1
    }
  }

  /// Best classes shown.
  private static let predictions = 5
}

/// A rectangle of cells.
struct Area: Equatable, Sendable {
  var column: Int
  var row: Int
  var columns: Int
  var rows: Int

  /// What a frame of one cell leaves.
  var inside: Area {
    Area(column: column + 1, row: row + 1, columns: max(0, columns - 2), rows: max(0, rows - 2))
  }

  /// So many rows further down.
  fileprivate func lower(by rows: Int) -> Area {
    Area(column: column, row: row + rows, columns: columns, rows: self.rows)
  }

  /// Whether it begins on the other one's last line, over its whole width.
  func isBelow(_ other: Area) -> Bool {
    row == other.row + other.rows - 1 && column <= other.column
      && other.column + other.columns <= column + columns
  }

  func contains(_ column: Int, _ row: Int) -> Bool {
    column >= self.column && column < self.column + columns
      && row >= self.row && row < self.row + rows
  }
}
