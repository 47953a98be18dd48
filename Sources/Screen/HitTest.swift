import Explorer
import MobileNet

/// What a click on a cell hits: a slider, a row of the layers, else the pane there.
public func target(at column: Int, row: Int, in state: State) -> Target? {
  let painter = Painter(state, Appearance(colors: 0, unicode: true))
  if let slider = painter.alphaSlider, slider.area.contains(column: column, row: row) {
    let thousandths = Int((slider.share(at: column) * 20).rounded()) * 50
    return WidthMultiplier(thousandths: max(50, min(1000, thousandths))).map(Target.alpha)
  }
  if let slider = painter.rhoSlider, slider.area.contains(column: column, row: row) {
    let side = Int((slider.share(at: column) * Double(state.setting.baseSide)).rounded())
    return .side(min(state.setting.baseSide, max(Setting.sides.lowerBound, side)))
  }
  guard
    let (pane, area) = painter.layout.panes.first(where: {
      $0.value.contains(column: column, row: row)
    })
  else { return nil }
  if pane == .layers {
    let table = painter.layerTable(area)
    if table.rows.contains(column: column, row: row) {
      let layer = table.first + row - table.rows.row
      if state.architecture.layers.indices.contains(layer) { return .layer(layer) }
    }
  }
  return .pane(pane)
}
