import Explorer

/// A pane: what it draws, and what lies at a place of it. It is made for one frame, from the state alone.
protocol PaneDrawing {
  init(place: PanePlace)
  var place: PanePlace { get }
  /// What stands inside the frame, and the words on it.
  func panel() -> Panel
  /// What a click on a cell of the inside hits; nil for nothing but the pane.
  func target(at column: Int, _ row: Int) -> Target?
}

/// What a pane is made from: the state, the colours, and the room inside the frame.
struct PanePlace {
  let state: State
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
    }
  }
}
