import Explorer
import MobileNet

/// A slider: where its bar stands and what its ends mean.
struct Slider: Equatable {
  let area: Area
  let share: Double

  /// The share that a column stands for.
  func share(at column: Int) -> Double {
    Double(column - area.column + 1) / Double(max(1, area.columns))
  }
}

extension Painter {
  /// The bar of a slider begins behind `α 0.375 ▕`.
  static let sliderMargin = 9

  var alphaSlider: Slider? { slider(line: 0, share: state.setting.alpha.value) }
  var rhoSlider: Slider? { slider(line: 1, share: state.setting.rho) }

  /// The sliders' places, in whichever pane shows them.
  private func slider(line: Int, share: Double) -> Slider? {
    let area: Area
    if let sliders = layout.sliders {
      area = Area(
        column: sliders.column + Painter.sliderMargin, row: sliders.row + line,
        columns: 24, rows: 1)
    } else if let pane = layout.panes[.setting] {
      area = Area(
        column: pane.inner.column + Painter.sliderMargin, row: pane.inner.row + 3 * line,
        columns: min(60, pane.inner.columns - Painter.sliderMargin - 1), rows: 1)
    } else {
      return nil
    }
    return Slider(area: area, share: share)
  }

  /// Without a frame: each slider on one line, with what it means.
  mutating func paintSliders(_ area: Area) {
    let setting = state.setting
    if let slider = alphaSlider {
      paint(slider, name: "α", value: "\(setting.alpha)", arrows: "← →", style: Theme.alpha)
      write("channels × \(setting.alpha)", after: slider)
    }
    if let slider = rhoSlider {
      paint(slider, name: "ρ", value: fixed(setting.rho, 2), arrows: "↑ ↓", style: Theme.rho)
      write("side \(setting.side) of \(setting.baseSide)", after: slider)
    }
  }

  private mutating func write(_ text: String, after slider: Slider) {
    canvas.write(text, column: slider.area.column + slider.area.columns + 9, row: slider.area.row)
  }

  /// With a frame: each slider with its scale below.
  mutating func paintSetting(_ area: Area) {
    frame(.setting, area, title: "setting")
    let setting = state.setting
    if let slider = alphaSlider {
      paint(slider, name: "α", value: "\(setting.alpha)", arrows: "", style: Theme.alpha)
      paintScale(slider)
      write(line: "every layer's channels × \(setting.alpha)", 2, in: area)
    }
    if let slider = rhoSlider {
      paint(slider, name: "ρ", value: fixed(setting.rho, 2), arrows: "", style: Theme.rho)
      write(line: "side \(setting.side) of \(setting.baseSide) pixels", 4, in: area)
      let rule =
        setting.rhoRule == .filters
        ? "ρ² thins the filters, too" : "\(setting.classes) classes, \(setting.padding) padding"
      write(line: rule, 5, in: area)
    }
  }

  private mutating func write(line text: String, _ line: Int, in area: Area) {
    guard line < area.inner.rows else { return }
    let width = area.inner.columns - Painter.sliderMargin
    canvas.write(
      text.clipped(width), column: area.inner.column + Painter.sliderMargin,
      row: area.inner.row + line, style: Theme.label)
  }

  private mutating func paint(
    _ slider: Slider, name: String, value: String, arrows: String, style: Style
  ) {
    let area = slider.area
    let start = area.column - Painter.sliderMargin
    canvas.write(name, column: start, row: area.row, style: Theme.name)
    canvas.write(value, column: start + 2, row: area.row)
    canvas.write("▕", column: area.column - 1, row: area.row, style: Theme.frame)
    let filled = bar(slider.share, width: area.columns, unicode: appearance.unicode)
    canvas.write(filled, column: area.column, row: area.row, style: style)
    let end = area.column + area.columns
    canvas.write("▏", column: end, row: area.row, style: Theme.frame)
    canvas.write(arrows, column: end + 2, row: area.row, style: Theme.label)
  }

  /// The presets below the bar, each under the place it stands for.
  private mutating func paintScale(_ slider: Slider) {
    for (text, share) in [("¼", 0.25), ("½", 0.5), ("¾", 0.75), ("1", 1.0)] {
      let column = slider.area.column + Int(share * Double(slider.area.columns)) - 1
      canvas.write(
        appearance.unicode ? text : "'", column: column, row: slider.area.row + 1,
        style: Theme.label)
    }
  }
}
