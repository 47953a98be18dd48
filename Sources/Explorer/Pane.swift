import Measure

/// The panes that can have the focus.
public enum Pane: String, CaseIterable, Sendable {
  case setting, picture, predictions, cost
  /// In the lower place, until another one is opened there.
  case layers
  /// Opened in the place of the layers.
  case plane, frontier, maps, roofline

  /// Those that have a place of their own, and the layers.
  public static let unopened = [Pane.setting, .picture, .predictions, .cost, .layers]

  /// What the pane brings along: for a new one, a line here and one in the screen's list of drawings.
  var entry: PaneEntry {
    switch self {
    case .plane: .plane
    case .frontier: .frontier
    case .maps: .maps
    case .roofline: .roofline
    case .layers: .layers
    case .picture: .picture
    case .setting, .predictions, .cost: PaneEntry()
    }
  }
}

/// What a pane brings along: the key that opens it, keys of its own, and work for the engine while it is
/// open.
struct PaneEntry: Sendable {
  /// The key that opens it in the place of the layers, and puts them back.
  var opening: [KeyBinding] = []
  /// Keys that work while it has the focus.
  var whileFocused: [KeyBinding] = []
  /// Keys that work while it can be seen in the place of the layers.
  var whileSeen: [KeyBinding] = []
  /// Whether it shows something of the selected layer, so that the keys of the layers move in it.
  var isAboutLayer = false
  /// What the engine is asked to do besides, while it stands in the place of the layers.
  var background: @Sendable (State) -> BackgroundWork? = { _ in nil }
}

extension PaneEntry {
  static let layers = PaneEntry(isAboutLayer: true)

  static let picture = PaneEntry(
    whileFocused: [
      KeyBinding(
        "x", footer: "x detail", "the picture whole, or its middle pixel for pixel",
        [.character("x"): .view(.toggleDetail)])
    ])
}
