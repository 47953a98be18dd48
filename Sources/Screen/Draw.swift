import Explorer
import Reports

/// The whole screen as the state has it: of `view.columns` × `view.rows` cells.
public func draw(_ state: State, appearance: Appearance) -> Canvas {
  let canvas = ScreenPainter(state, appearance).canvas()
  return appearance.unicode ? canvas : canvas.spelledInASCII()
}

/// Puts panes in their places.
struct ScreenPainter {
  let state: State
  let theme: Theme
  let composition: Composition

  private var view: View { state.view }

  init(_ state: State, _ appearance: Appearance) {
    self.state = state
    theme = Theme(appearance)
    composition = Composition(state.view)
  }

  func canvas() -> Canvas {
    var canvas = Canvas(columns: view.columns, rows: view.rows)
    if composition.form == .tooSmall {
      drawNeededSize(on: &canvas)
      return canvas
    }
    HeaderLine(state: state, theme: theme, columns: view.columns, form: composition.form)
      .draw(on: &canvas)
    drawFrames(on: &canvas)
    for (pane, area) in composition.panes { draw(pane, area, on: &canvas) }
    if let area = composition.details {
      let inside = area.inside
      DetailsPane(state: state, theme: theme, columns: inside.columns, rows: inside.rows).panel()
        .draw(on: &canvas, frame: area, isFocused: false, theme: theme)
    }
    FooterLine(state: state, theme: theme, columns: view.columns, form: composition.form)
      .draw(on: &canvas, row: view.rows - 1)
    if let overlay = view.overlay {
      OverlayPane(state: state, theme: theme, columns: view.columns, rows: view.rows)
        .draw(overlay, on: &canvas)
    }
    return canvas
  }

  private func drawFrames(on canvas: inout Canvas) {
    var frames = Frames()
    for (pane, area) in composition.panes where composition.isFramed(pane) {
      frames.add(area, theme.style(.border))
    }
    if let area = composition.details { frames.add(area, theme.style(.border)) }
    if let area = composition.panes[focused], composition.isFramed(focused) {
      frames.add(area, theme.style(.focus))
    }
    frames.draw(on: &canvas)
  }

  private var focused: Pane { view.focused }

  private func draw(_ pane: Pane, _ area: Area, on canvas: inout Canvas) {
    if composition.isFramed(pane) {
      panel(pane, area.inside).draw(
        on: &canvas, frame: area, isFocused: pane == focused, theme: theme)
    } else {
      canvas.stamp(panel(pane, area).inside, at: area.column, area.row)
    }
  }

  private func panel(_ pane: Pane, _ area: Area) -> Panel {
    let (columns, rows) = (area.columns, area.rows)
    switch pane {
    case .setting: return setting(area).panel()
    case .layers: return layers(area).panel()
    case .picture:
      return PicturePane(state: state, theme: theme, columns: columns, rows: rows).panel()
    case .predictions:
      return PredictionsPane(state: state, theme: theme, columns: columns, rows: rows).panel()
    case .cost: return CostPane(state: state, theme: theme, columns: columns, rows: rows).panel()
    case .accuracyMap: return plane(area).panel()
    case .frontier: return frontier(area).panel()
    }
  }

  func setting(_ area: Area) -> SettingPane {
    SettingPane(
      state: state, theme: theme, columns: area.columns, rows: area.rows,
      isFramed: composition.isFramed(.setting))
  }

  func layers(_ area: Area) -> LayersPane {
    LayersPane(state: state, theme: theme, columns: area.columns, rows: area.rows)
  }

  func plane(_ area: Area) -> PlanePane {
    PlanePane(state: state, theme: theme, columns: area.columns, rows: area.rows)
  }

  func frontier(_ area: Area) -> FrontierPane {
    FrontierPane(state: state, theme: theme, columns: area.columns, rows: area.rows)
  }

  private func drawNeededSize(on canvas: inout Canvas) {
    let (columns, rows) = (view.columns, view.rows)
    let needed = "\(Composition.smallest.columns)×\(Composition.smallest.rows)"
    let text = fitting(
      ["this screen is \(columns)×\(rows), \(needed) is needed", "needs \(needed)", needed],
      columns)
    canvas.write(text, at: (columns - text.cellCount) / 2, rows / 2)
  }
}
