import Explorer
import Measure
import MobileNet
import Reports

/// α and ρ as sliders, and what they are applied to.
///
///      α 0.75  ▕███████████████     ▏ ← →   channels × 0.75         built in 0.410 ms
///      ρ 0.50  ▕██████████ ┊  ┊  ┊  ▏ ↑ ↓   side 64 of 128                 ● 214 runs
struct SettingPane: PaneDrawing {
  let place: PanePlace
  /// Two lines without a frame, or a frame of its own.
  private var isFramed: Bool { place.isFramed }

  private var isFocused: Bool { state.view.focus == .setting }
  private var setting: Setting { state.choice.setting }

  // Mark, letter and value, at most "0.375", stand before the sliders.
  private static let sliderStart = 10

  var alphaSlider: Slider {
    .alpha(column: Self.sliderStart, row: 0, width: sliderWidth)
  }
  var rhoSlider: Slider {
    .rho(column: Self.sliderStart, row: isFramed ? rhoRow : 1, width: sliderWidth)
  }

  /// In the strip 20 cells, so that each is worth 0.05, or 40.
  private var sliderWidth: Int {
    isFramed ? max(0, min(columns - Self.sliderStart - 3, 80)) : columns >= 110 ? 40 : 20
  }

  private var rhoRow: Int { rows >= 4 ? 2 : 1 }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    drawSliders(on: &canvas)
    if isFramed {
      drawBelow(on: &canvas)
    } else {
      drawBeside(on: &canvas)
    }
    return Panel(title: "setting", inside: canvas)
  }

  /// Where a click moves a slider to.
  func target(at column: Int, _ row: Int) -> Target? {
    if let alpha = alphaSlider.alpha(at: column, row) { return .alpha(alpha) }
    return rhoSlider.side(at: column, row, baseSide: setting.baseSide).map(Target.side)
  }

  private func drawSliders(on canvas: inout Canvas) {
    let lines = [
      (alphaSlider, "α", "\(setting.alpha)", setting.alpha.value),
      (rhoSlider, "ρ", Figure.rho(setting.rho), setting.rho),
    ]
    for (slider, letter, value, share) in lines {
      if isFocused && !isFramed { canvas.write("▸", at: 0, slider.row, theme.style(.focus)) }
      canvas.write(letter, at: 1, slider.row, theme.style(.strong))
      let end = canvas.write(value, at: 3, slider.row, theme.style(.chosen))
      canvas.note(letter == "α" ? .alpha : .rho, in: 3..<end, slider.row)
      slider.draw(share, on: &canvas, theme: theme)
    }
  }

  private func drawBelow(on canvas: inout Canvas) {
    var row = 2
    if rows >= 4 {
      alphaSlider.drawLabels(on: &canvas, theme: theme)
      rhoSlider.drawLabels(on: &canvas, theme: theme)
      row = 4
    }
    let lines = lines(room: rows - row).flatMap { words, style in
      (words.isEmpty ? [""] : theme.spelled(words).wrapped(to: columns - 2))
        .map { (words: $0, style: style) }
    }
    canvas.write(lines: lines, at: 1, from: row)
  }

  /// As much as there is room for: the pixels and channels first, then why they matter.
  private func lines(room: Int) -> [(Words, Style)] {
    let facts = [
      ("\(side) · \(channels)" as Words, theme.style(.plain)),
      (built.value, theme.figure(isStale: built.isStale)),
    ]
    let reasons: [Words] = [
      "",
      "α multiplies the channels of every layer: parameters and multiply-adds fall with about α².",
      "ρ multiplies the side of the input: multiply-adds fall with about ρ², parameters stay.",
    ]
    return room < 8 ? facts : facts + reasons.map { ($0, theme.style(.faint)) }
  }

  private func drawBeside(on canvas: inout Canvas) {
    let start = Self.sliderStart + sliderWidth + 2
    if theme.unicode {
      canvas.write("← →", at: start, 0, theme.style(.key))
      canvas.write("↑ ↓", at: start, 1, theme.style(.key))
    }
    canvas.write(theme.spelled(channels), at: start + 6, 0)
    canvas.write(side, at: start + 6, 1)
    canvas.write(
      built.value, endingBefore: columns - 1, 0,
      theme.figure(isStale: built.isStale))
    Status(state).draw(endingBefore: columns - 1, 1, on: &canvas, theme: theme)
  }

  private var side: Words { "side \("\(setting.side)", .side) of \(setting.baseSide)" }

  /// What the filters of a layer are multiplied by.
  private var channels: Words {
    switch setting.rhoRule {
    case .compute: "channels × \("\(setting.alpha)", .alpha)"
    case .filters:
      "channels × αρ² = \(Figure.factor(setting.alpha.value * setting.rho * setting.rho))"
    }
  }

  private var built: Dated<Words> { Status.built(state) }
}
