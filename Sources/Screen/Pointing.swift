import Explorer
import Measure
import MobileNet

/// What a click on a cell hits; nil where there is nothing.
public func target(at column: Int, row: Int, in state: State) -> Target? {
  let painter = ScreenPainter(state, Appearance())
  let panes = painter.composition.panes.filter { $0.value.contains(column, row) }
  // On a line that two panes share, the one whose name it carries: the lower or the right one.
  let hit = panes.max { ($0.value.row, $0.value.column) < ($1.value.row, $1.value.column) }
  guard let (pane, frame) = hit else { return nil }
  let area = painter.composition.isFramed(pane) ? frame.inside : frame
  guard area.contains(column, row) else {
    let isHead = row == frame.row && painter.composition.isFramed(pane)
    let head =
      isHead ? painter.drawing(of: pane, in: frame).target(onHead: column - area.column) : nil
    return head ?? .pane(pane)
  }
  return painter.drawing(of: pane, in: frame).target(at: column - area.column, row - area.row)
    ?? .pane(pane)
}

/// What a mouse event asks for, or a key that walks over what is seen; nil for other keys, and where nothing is
/// hit.
public func action(for key: Key, in state: State) -> Action? {
  if state.view.explained != nil { return explaining(key, in: state) }
  switch key {
  case .click(let column, let row):
    if row == state.view.rows - 1, let key = keyInFooter(at: column, in: state) { return .key(key) }
    if state.view.overlay != nil { return .pointed(.pane(state.view.focus)) }
    return target(at: column, row: row, in: state).map(Action.pointed)
  case .drag(let column, let row, let start):
    return dragged(to: column, row, from: start, in: state)
  case .wheelUp(let column, let row): return scrolled(by: -1, at: column, row, in: state)
  case .wheelDown(let column, let row): return scrolled(by: 1, at: column, row, in: state)
  default: return nil
  }
}

/// While figures are explained: the next one in a direction, or the one under the mouse.
private func explaining(_ key: Key, in state: State) -> Action? {
  let figures = ExplainedFigures(state)
  switch key {
  case .click(let column, let row):
    if row == state.view.rows - 1, let key = keyInFooter(at: column, in: state) { return .key(key) }
    return figures.place(at: column, row).map { .pointed(figures.target($0)) }
  default:
    guard case .view(.walkFigures(let columns, let rows))? = KeyBinding.command(for: key, in: state)
    else { return nil }
    return figures.neighbour(columns: columns, rows: rows).map { .pointed(figures.target($0)) }
  }
}

/// A slider goes along with the mouse that has been pressed on it, wherever the mouse is by then: to the
/// nearest place that it has.
private func dragged(to column: Int, _ row: Int, from start: MousePlace, in state: State) -> Action?
{
  guard state.view.overlay == nil,
    let grasped = target(at: start.column, row: start.row, in: state),
    grasped.isOnSlider
  else { return nil }
  let columns = stride(from: column, through: start.column, by: column < start.column ? 1 : -1)
  return columns.lazy.compactMap { target(at: $0, row: start.row, in: state) }
    .first(where: \.isOnSlider).map(Action.pointed)
}

extension Target {
  fileprivate var isOnSlider: Bool {
    switch self {
    case .alpha, .side: true
    default: false
    }
  }
}

/// The key whose word was clicked on.
private func keyInFooter(at column: Int, in state: State) -> Key? {
  let form = Composition(state).form
  guard form != .tooSmall else { return nil }
  return FooterLine(
    state: state, theme: Theme(Appearance()), columns: state.view.columns, form: form
  ).key(at: column)
}

/// Over a slider the wheel moves it; over what can be walked through it walks.
private func scrolled(by lines: Int, at column: Int, _ row: Int, in state: State) -> Action? {
  if state.view.overlay != nil { return .scrolled(by: lines, over: state.view.focus) }
  switch target(at: column, row: row, in: state) {
  case .layer, .layerOrder: return .scrolled(by: lines, over: .layers)
  case .tile: return .scrolled(by: lines, over: .maps)
  case .frontierPoint: return .scrolled(by: lines, over: .frontier)
  case .rooflinePoint: return .scrolled(by: lines, over: .roofline)
  case .pane(let pane): return .scrolled(by: lines, over: pane)
  case .alpha: return .key(lines < 0 ? .right : .left)
  case .side, .setting: return .key(lines < 0 ? .up : .down)
  case .pixel, .figure, nil: return nil
  }
}
