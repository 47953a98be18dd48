import Explorer

/// Where everything stands: one composition for 80×24 and what is a little larger, another from
/// 112×36 on; below 80×24 the panes take turns.
struct Layout: Equatable {
  enum Composition: Equatable {
    /// Below 40×10: only a line that says so.
    case tooSmall
    /// One pane has the screen.
    case single(Pane)
    case small
    case large
  }

  let composition: Composition
  /// The panes shown, with their frames.
  private(set) var panes: [Pane: Area] = [:]
  /// The selected layer's formulas, where they have a pane of their own.
  private(set) var details: Area?
  /// The sliders where they have no frame.
  private(set) var sliders: Area?
  let columns: Int
  let rows: Int

  init(_ view: View) {
    columns = view.columns
    rows = view.rows
    if columns < 40 || rows < 10 {
      composition = .tooSmall
    } else if let zoomed = view.zoomed {
      composition = .single(zoomed)
    } else if columns < 80 || rows < 24 {
      composition = .single(view.focus)
    } else {
      composition = columns >= 112 && rows >= 36 ? .large : .small
    }
    switch composition {
    case .tooSmall: break
    case .single(let pane): panes[pane] = Area(column: 0, row: 1, columns: columns, rows: rows - 2)
    case .small: composeSmall()
    case .large: composeLarge()
    }
  }

  var header: Int { 0 }
  var footer: Int { rows - 1 }

  /// Sliders, then picture beside predictions and cost, then the layers.
  private mutating func composeSmall() {
    sliders = Area(column: 1, row: 1, columns: columns - 2, rows: 2)
    let upper = min(14, 12 + (rows - 24) / 3)
    let left = min(2 * upper, columns / 3)
    panes[.picture] = Area(column: 0, row: 3, columns: left, rows: upper)
    let right = columns - left
    panes[.predictions] = Area(column: left, row: 3, columns: right, rows: 7)
    panes[.cost] = Area(column: left, row: 9, columns: right, rows: upper - 6)
    panes[.layers] = Area(
      column: 0, row: 3 + upper, columns: columns, rows: rows - 4 - upper)
  }

  /// Setting and picture left; predictions, cost and layers right; the selected layer below.
  private mutating func composeLarge() {
    let top = 1
    let detailRows = 5
    let bottom = rows - 1 - detailRows
    let settingRows = 8
    // The picture is square: two columns a row, as wide as its height allows.
    let pictureRows = bottom - top - settingRows
    let left = max(34, min(2 * (pictureRows - 2) + 4, columns * 3 / 10))
    let right = columns - left
    panes[.setting] = Area(column: 0, row: top, columns: left, rows: settingRows)
    panes[.picture] = Area(
      column: 0, row: top + settingRows, columns: left, rows: pictureRows)
    panes[.predictions] = Area(column: left, row: top, columns: right, rows: 8)
    panes[.cost] = Area(column: left, row: top + 8, columns: right, rows: 8)
    panes[.layers] = Area(
      column: left, row: top + 16, columns: right, rows: bottom - top - 16)
    details = Area(column: 0, row: bottom, columns: columns, rows: detailRows)
  }
}
