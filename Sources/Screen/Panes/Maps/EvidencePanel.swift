import Explorer
import Measure
import MobileNet
import Reports

/// The classifier: the classes by their logits, and which channels speak for the chosen one and against
/// it.
///
///     │▸ 1 Egyptian cat   ████████ 9.42     channel                                  │
///     │  2 tabby          ██████▌  8.11     512       0.41·3.02  =   1.238           │
struct EvidencePanel {
  let place: PanePlace
  let inside: Inside
  let chosen: Int

  private var theme: Theme { place.theme }
  private var isPaired: Bool { place.columns >= 2 * ArithmeticLines.narrow }
  private var listColumns: Int {
    isPaired ? place.columns - ArithmeticLines.narrow - 1 : place.columns
  }
  /// Places among the classes that are in sight, the chosen one in their middle where it can be.
  private var places: Range<Int> {
    let place = inside.strongest.firstIndex(of: chosen) ?? 0
    let rows = min(self.place.rows, inside.strongest.count)
    let first = min(max(0, place - (rows - 1) / 2), inside.strongest.count - rows)
    return first..<first + rows
  }

  /// The class at a row.
  func channel(at row: Int) -> Int? {
    let place = places.lowerBound + row
    return places.contains(place) ? inside.strongest[place] : nil
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: place.columns, rows: place.rows)
    let places = places
    for (row, place) in places.enumerated() { draw(place, row, on: &canvas) }
    if isPaired {
      let lines = ArithmeticLines(
        theme: theme, inside: inside, channel: chosen, pixel: .init(row: 0, column: 0),
        columns: ArithmeticLines.narrow)
      let name = "for and against \(name(of: chosen))".clipped(to: ArithmeticLines.narrow)
      let heading: [PlaneLine.Piece] = [(Words(name), theme.style(.strong))]
      canvas.write([heading] + lines.explained(rows: place.rows - 1), at: listColumns + 1, from: 0)
    }
    let title =
      "maps · \(inside.layer.name) · \(inside.layer.input.channels) channels speak for \(inside.strongest.count) classes"
    return Panel(
      title: Words(
        fitting([title, "maps · \(inside.layer.name)", inside.layer.name], place.columns - 2)),
      note: "\(places.lowerBound + 1)–\(places.upperBound) of \(inside.strongest.count)",
      inside: canvas)
  }

  private func draw(_ place: Int, _ row: Int, on canvas: inout Canvas) {
    let index = inside.strongest[place]
    let style = theme.style(index == chosen ? .strong : .plain)
    if index == chosen { canvas.write("▸", at: 0, row, theme.style(.focus)) }
    canvas.write("\(place + 1)", endingBefore: 5, row, style)
    let logit = Figure.fixed(Double(inside.logits[index]), decimals: 2)
    canvas.write(
      Words(logit, .logit(index)), endingBefore: listColumns - 1, row, style)
    let bar = listColumns - 34
    let names = bar >= 4 ? 18 : listColumns - 16
    canvas.write(name(of: index).clipped(to: names), at: 6, row, style)
    guard bar >= 4, let largest = inside.strongest.first.map({ inside.logits[$0] }), largest > 0
    else { return }
    let share = max(0, Double(inside.logits[index] / largest))
    canvas.write(theme.bar(share, width: bar), at: 7 + names, row, theme.style(.bar))
  }

  private func name(of index: Int) -> String {
    ShownMaps(place.state).className(index).map { shortLabel($0, index: index) } ?? "class \(index)"
  }
}
