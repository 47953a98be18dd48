import Explorer
import Reports

/// A pane: what it draws, and what lies at a place of it. It is made for one frame, from the state alone.
protocol PaneDrawing {
  init(place: PanePlace)
  var place: PanePlace { get }
  /// What stands inside the frame, and the words on it.
  func panel() -> Panel
  /// What a click on a cell of the inside hits; nil for nothing but the pane.
  func target(at column: Int, _ row: Int) -> Target?
  /// What it tells in words, for those who don't see it: a sentence or a row each, in their longest wording.
  var spoken: [String] { get }
  /// What a click on the frame's upper line hits, where the columns have their heads.
  func target(onHead column: Int) -> Target?
}

/// What a pane is made from: the state, the colours, and the room inside the frame.
struct PanePlace {
  @Shared var state: State
  let theme: Theme
  let columns: Int
  let rows: Int
  /// Whether it has a frame of its own.
  var isFramed = true
}

extension PaneDrawing {
  var state: State { place.state }
  var theme: Theme { place.theme }
  var columns: Int { place.columns }
  var rows: Int { place.rows }

  func target(at column: Int, _ row: Int) -> Target? { nil }
  func target(onHead column: Int) -> Target? { nil }
  var spoken: [String] { panel().inside.spoken }
}

extension Pane {
  /// What draws it.
  var drawing: any PaneDrawing.Type {
    switch self {
    case .setting: SettingPane.self
    case .picture: PicturePane.self
    case .predictions: PredictionsPane.self
    case .cost: CostPane.self
    case .layers: LayersPane.self
    case .plane: PlanePane.self
    case .frontier: FrontierPane.self
    case .maps: MapsPane.self
    case .roofline: RooflinePane.self
    }
  }
}

/// What a pane shows: the cells inside its frame, and the words on the frame.
struct Panel {
  /// A heading above a column of the inside, on the frame's upper line.
  struct Heading: Equatable {
    let text: String
    /// Where it begins, counted from the inside's first column.
    let column: Int
  }

  var title: Words
  var headings: [Heading] = []
  /// At the right end of the lower line: "1–8 of 29".
  var note: Words?
  var inside: Canvas

  /// Stamps the inside and writes on the frame around it; `frame` is the area with both.
  func draw(on canvas: inout Canvas, frame: Area, isFocused: Bool, theme: Theme) {
    let inside = frame.inside
    canvas.stamp(self.inside, at: inside.column, inside.row)
    let name: Words = "\(isFocused ? "▸" : " ")\(title.clipped(to: inside.columns - 2)) "
    let titleEnd = canvas.write(
      name, at: inside.column, frame.row, theme.style(isFocused ? .chosen : .strong))
    for heading in headings where inside.column + heading.column > titleEnd {
      canvas.write(
        " \(heading.text) ", at: inside.column + heading.column - 1, frame.row, theme.style(.faint))
    }
    if let note, note.cellCount + 4 <= inside.columns {
      canvas.write(
        " \(note) " as Words, endingBefore: frame.column + frame.columns - 2,
        frame.row + frame.rows - 1, theme.style(.faint))
    }
  }
}
