import Explorer
import Lessons
import Reports

/// The strip of a lesson above the last line: the step, what it tells, what it asks.
///
///     ─ 2 of 7 · Half as wide ─────────────────────────────── Thinner layers ─
///      Every layer keeps half of its channels. A pointwise layer multiplies each
///      channel that comes in with each that goes out.
///      ? the multiply-adds at α 0.50, compared with α = ρ = 1
///      ▸0.5   0.25   0.125
struct LessonStrip {
  let shown: ShownLesson
  let theme: Theme
  let columns: Int

  /// Draws it from a row on.
  func draw(on canvas: inout Canvas, row: Int) {
    drawTitle(on: &canvas, row)
    for (place, line) in shown.pages[shown.page].enumerated() {
      draw(line, on: &canvas, row + 1 + place)
    }
  }

  private func drawTitle(on canvas: inout Canvas, _ row: Int) {
    canvas.write(String(repeating: "─", count: columns), at: 0, row, theme.style(.focus))
    let place = "\(shown.number) of \(shown.lesson.steps.count)"
    let page = shown.pages.count > 1 ? " · page \(shown.page + 1) of \(shown.pages.count)" : ""
    let right = visible(shown.lesson.title)
    let title = fitting(
      [
        " \(place) · \(shown.step.title)\(page) ", " \(shown.step.title)\(page) ",
        " \(shown.step.title) ",
      ], columns - 4)
    let end = canvas.write(title, at: 1, row, theme.style(.strong))
    if end + right.cellCount + 6 <= columns {
      canvas.write(" \(right) ", endingBefore: columns - 1, row, theme.style(.faint))
    }
  }

  private func draw(_ line: ShownLesson.Line, on canvas: inout Canvas, _ row: Int) {
    let start = 2
    switch line {
    case .text(let spans):
      var column = start
      for span in spans {
        column = canvas.write(theme.spelled(visible(span.text)), at: column, row, style(span.style))
      }
    case .prompt(let text):
      canvas.write(theme.spelled(visible(text)), at: start, row, theme.style(.key))
    case .options(let options, let chosen): draw(options, chosen: chosen, on: &canvas, row)
    case .number(let typed, let unit):
      let text =
        typed.map { "\($0)_ \(unit)" } ?? ": types a number\(unit.isEmpty ? "" : ", in \(unit)")"
      canvas.write(text, at: start, row, theme.style(typed == nil ? .faint : .strong))
    case .condition(let text, let holds, let present):
      let mark = holds == true ? "✓" : "·"
      let end = canvas.write(
        "\(mark) \(theme.spelled(visible(text)))", at: start, row,
        theme.style(holds == true ? .rise : .key))
      canvas.write("   now \(present ?? Figure.missing)", at: end, row, theme.style(.faint))
    case .verdict(let text, let isRight):
      canvas.write(
        "\(isRight ? "✓" : "▸") \(theme.spelled(visible(text)))", at: start, row,
        theme.style(isRight ? .rise : .strong))
    case .waiting(let text): canvas.write(text, at: start, row, theme.style(.faint))
    }
  }

  private func draw(
    _ options: [String], chosen: Int?, on canvas: inout Canvas, _ row: Int
  ) {
    var column = 2
    for (place, option) in options.enumerated() {
      let isChosen = place == chosen
      canvas.write(isChosen ? "▸" : " ", at: column, row, theme.style(.focus))
      column =
        canvas.write(
          theme.spelled(visible(option)), at: column + 1, row,
          theme.style(isChosen ? .chosen : .plain)) + 2
    }
  }

  private func style(_ style: Span.Style) -> Style {
    switch style {
    case .plain: theme.style(.plain)
    case .strong: theme.style(.strong)
    case .code: theme.style(.key)
    }
  }
}
