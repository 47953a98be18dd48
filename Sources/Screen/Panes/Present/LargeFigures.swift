import Explorer
import Measure
import MobileNet
import Reports

/// The band above the header that can be read from the last row of a room: α, ρ, the time and the first answer.
///
///             ▄███▄   █████ █████           ▄███▄   █████ ▄███▄
///     ▄███▄██ ██ ██      ██ ██▄▄     ▄███▄  ██ ██   ██▄▄  ██ ██    Egyptian cat
///     ██ ▀██  ██ ██     ██▀ ▀▀▀██    ██ ██  ██ ██   ▀▀▀██ ██ ██ …  61.4 %
struct LargeFigures {
  @Shared var state: State
  let theme: Theme
  let columns: Int

  func draw(on canvas: inout Canvas) {
    let setting = state.choice.setting
    var column = draw("α", "\(setting.alpha)", .chosen, at: 1, on: &canvas)
    column = draw("ρ", Figure.rho(setting.rho), .chosen, at: column, on: &canvas)
    column = drawLatency(at: column, on: &canvas)
    drawAnswer(at: column, on: &canvas)
  }

  /// Cells between two figures.
  private static let gap = 4

  private func draw(
    _ name: String, _ figure: String, _ role: Role, at column: Int, on canvas: inout Canvas
  ) -> Int {
    let style = theme.style(role)
    let end = canvas.write(large: name, at: column, 0, style, unicode: theme.unicode) + 2
    return canvas.write(large: figure, at: end, 0, style, unicode: theme.unicode) + Self.gap
  }

  /// The figure large, its unit beside its last row.
  private func drawLatency(at column: Int, on canvas: inout Canvas) -> Int {
    let latency = state.figures.latency
    let mark = latency?.value.isProvisional == true ? "~" : ""
    let words = (latency.map { mark + Figure.milliseconds($0.value.median) } ?? Figure.missing)
      .split(separator: " ")
    let style = theme.style(latency?.isStale == true ? .stale : .strong)
    let figure = words.dropLast(words.count > 1 ? 1 : 0).joined(separator: " ")
    let end = canvas.write(large: figure, at: column, 0, style, unicode: theme.unicode) + 1
    let unit = words.count > 1 ? String(words[words.count - 1]) : ""
    return canvas.write(unit, at: end, LargeFont.rows - 1, style) + Self.gap
  }

  /// The label in as many lines as it takes, its letters apart where there is room; below it how sure the
  /// network is: large where there is room for that, too.
  private func drawAnswer(at start: Int, on canvas: inout Canvas) {
    if state.view.hidesAnswers {
      _ = canvas.write(
        large: "?", at: start, 0, theme.style(.strong), unicode: theme.unicode)
      return
    }
    let room = columns - 1 - start
    guard let answer = state.figures.predictionRows.first else {
      canvas.write(Figure.missing, at: start, 2, theme.style(.strong))
      return
    }
    let prediction = answer.prediction
    let style = theme.style(answer.isStale ? .stale : .strong)
    let mark = answer.isRight ? "✓" : ""
    let label = shortLabel(prediction.label, index: prediction.index)
    let share = "\(Figure.wholePercent(prediction.probability))%"
    if room >= LargeFont.width(share) + Self.gap + 2 * label.cellCount + 4 {
      let end = canvas.write(large: share, at: start, 0, style, unicode: theme.unicode) + Self.gap
      canvas.write("\(apart(label)) \(mark)", at: end, 2, style)
      return
    }
    for (row, line) in lines(label, room: room).enumerated() {
      canvas.write(line, at: start, 1 + row, style)
    }
    let percent = Figure.percent(prediction.probability)
    canvas.write(
      fitting(["\(percent) \(mark)", Words(percent)], room), at: start, LargeFont.rows - 1, style)
  }

  /// Its letters apart from each other, its words further.
  private func apart(_ label: String) -> String {
    label.map { "\($0)" }.joined(separator: " ")
  }

  /// Letters apart on at most three lines, else close together, else cut.
  private func lines(_ label: String, room: Int) -> [String] {
    let most = LargeFont.rows - 2
    let words = label.split(separator: " ").map { apart(String($0)) }
    if words.allSatisfy({ $0.cellCount <= room }), words.count <= most {
      return apart(label).cellCount <= room ? [apart(label)] : words
    }
    let lines = label.wrapped(to: room)
    return lines.count <= most
      ? lines : lines.prefix(most - 1) + ["\(lines[most - 1]) …".clipped(to: room)]
  }
}
