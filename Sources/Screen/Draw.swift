import Explorer
import Reports

/// The whole screen as the state has it: of `view.columns` × `view.rows` cells.
public func draw(_ state: State, appearance: Appearance) -> Canvas {
  var canvas = ScreenPainter(state, appearance).canvas()
  if let (ground, text) = appearance.painted { canvas = canvas.painted(ground, text: text) }
  return canvas.spelled(in: appearance.glyphs)
}

/// How many rows from the top tell the setting: all where a pane without it has the screen.
public func settingRows(_ state: State) -> Int {
  let area = Composition(state.shown).panes[.setting]
  return area.map { $0.row + $0.rows } ?? state.view.rows
}

/// Puts panes in their places.
struct ScreenPainter {
  @Shared var state: State
  let theme: Theme
  let composition: Composition

  private var view: View { state.view }

  init(_ state: State, _ appearance: Appearance) {
    let shown = state.shown
    self.state = shown
    theme = Theme(appearance)
    composition = Composition(shown)
  }

  func canvas() -> Canvas {
    var canvas = panes()
    guard composition.form != .tooSmall else { return canvas }
    if view.explained != nil {
      ExplanationPane(figures: ExplainedFigures(state, panesOf: canvas), theme: theme)
        .draw(on: &canvas)
    }
    if let overlay = view.overlay {
      OverlayPane(state: state, theme: theme, columns: view.columns, rows: view.rows)
        .draw(overlay, on: &canvas)
    }
    return canvas
  }

  /// The screen with nothing over its panes.
  func panes() -> Canvas {
    var canvas = Canvas(columns: view.columns, rows: view.rows)
    if composition.form == .tooSmall {
      drawNeededSize(on: &canvas)
      return canvas
    }
    if view.bandRows > 0 {
      LargeFigures(state: state, theme: theme, columns: view.columns).draw(on: &canvas)
    }
    HeaderLine(state: state, theme: theme, columns: view.columns, form: composition.form)
      .draw(on: &canvas, row: view.bandRows)
    drawFrames(on: &canvas)
    let inReadingOrder = composition.panes.sorted {
      ($0.value.row, $0.value.column) < ($1.value.row, $1.value.column)
    }
    var layersNote: Words?
    for (pane, area) in inReadingOrder {
      var panel = drawing(of: pane, in: area).panel()
      // A line that two panes share belongs to the lower one's name.
      if let details = composition.details, details.isBelow(area) {
        (layersNote, panel.note) = (panel.note, nil)
      } else if let note = panel.note,
        composition.panes.values.contains(where: { $0.isBelow(area) })
      {
        panel.title = fitting(["\(panel.title) · \(note)", panel.title], area.inside.columns - 2)
        panel.note = nil
      }
      draw(panel, of: pane, area, on: &canvas)
    }
    if let area = composition.details {
      let inside = area.inside
      let place = PanePlace(
        state: state, theme: theme, columns: inside.columns, rows: inside.rows)
      var panel = DetailsPane(place: place).panel()
      panel.note = layersNote
      panel.draw(on: &canvas, frame: area, isFocused: false, theme: theme)
    }
    drawStrip(on: &canvas)
    FooterLine(state: state, theme: theme, columns: view.columns, form: composition.form)
      .draw(on: &canvas, row: view.rows - 1)
    return canvas
  }

  /// Of a lesson or the tour, where one plays.
  private func drawStrip(on canvas: inout Canvas) {
    let row = view.rows - 1 - view.stripRows
    if let lesson = ShownLesson(state) {
      LessonStrip(shown: lesson, theme: theme, columns: view.columns).draw(on: &canvas, row: row)
    } else if let tour = state.lesson.tour {
      TourStrip(state: state, tour: tour, theme: theme).draw(on: &canvas, row: row)
    }
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

  private func draw(_ panel: Panel, of pane: Pane, _ area: Area, on canvas: inout Canvas) {
    if composition.isFramed(pane) {
      panel.draw(on: &canvas, frame: area, isFocused: pane == focused, theme: theme)
    } else {
      canvas.stamp(panel.inside, at: area.column, area.row)
    }
  }

  /// A pane for the area that it has on the screen, its frame included.
  func drawing(of pane: Pane, in area: Area) -> any PaneDrawing {
    let inside = composition.isFramed(pane) ? area.inside : area
    return pane.drawing.init(
      place: PanePlace(
        state: state, theme: theme, columns: inside.columns, rows: inside.rows,
        isFramed: composition.isFramed(pane)))
  }

  private func drawNeededSize(on canvas: inout Canvas) {
    let (columns, rows) = (view.columns, view.rows)
    let needed = "\(Composition.smallest.columns)×\(Composition.smallest.rows)"
    let text = fitting(
      ["this screen is \(columns)×\(rows), \(needed) is needed", "needs \(needed)", needed, "…"],
      columns)
    canvas.write(text, at: (columns - text.cellCount) / 2, rows / 2)
  }
}
