import Explorer

/// The whole screen of a state: a pure function, drawn anew each time.
public func draw(_ state: State, appearance: Appearance) -> Canvas {
  var painter = Painter(state, appearance)
  painter.paint()
  return painter.canvas
}

/// A canvas being drawn: what every pane needs at hand.
struct Painter {
  let state: State
  let appearance: Appearance
  let layout: Layout
  var canvas: Canvas

  init(_ state: State, _ appearance: Appearance) {
    self.state = state
    self.appearance = appearance
    layout = Layout(state.view)
    canvas = Canvas(columns: state.view.columns, rows: state.view.rows)
  }

  mutating func paint() {
    guard layout.composition != .tooSmall else { return paintTooSmall() }
    paintHeader()
    if let sliders = layout.sliders { paintSliders(sliders) }
    for pane in Pane.allCases {
      guard let area = layout.panes[pane] else { continue }
      paint(pane, area)
    }
    if let details = layout.details { paintDetails(details) }
    paintFooter()
    if let overlay = state.view.overlay { paint(overlay) }
  }

  private mutating func paint(_ pane: Pane, _ area: Area) {
    switch pane {
    case .setting: paintSetting(area)
    case .picture: paintPicture(area)
    case .predictions: paintPredictions(area)
    case .cost: paintCost(area)
    case .layers: paintLayers(area)
    }
  }

  private mutating func paintTooSmall() {
    let lines = ["needs 40×10,", "has \(canvas.columns)×\(canvas.rows)"]
    let line = lines.joined(separator: " ")
    let row = canvas.rows / 2
    if line.count <= canvas.columns {
      canvas.write(line, column: (canvas.columns - line.count) / 2, row: row)
    } else {
      for (place, line) in lines.enumerated() { canvas.write(line, column: 0, row: row + place) }
    }
  }

  /// A pane's frame; the focused pane's title is bold and marked.
  mutating func frame(_ pane: Pane, _ area: Area, title: String, note: String = "") {
    let isFocused = state.view.focus == pane
    canvas.frame(
      area, title: isFocused ? "▸ \(title)" : title, note: note, style: Theme.frame,
      titleStyle: isFocused ? Theme.focusedTitle : Theme.title)
  }
}
