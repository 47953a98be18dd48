import Measure

/// The panes that can have the focus.
public enum Pane: String, CaseIterable, Sendable {
  case setting, picture, predictions, cost
  /// In the lower place, until another one is opened there.
  case layers
  /// Opened in the place of the layers.
  case plane, frontier

  /// What the pane brings along: for a new one, a line here and one in the screen's list of drawings.
  var entry: PaneEntry {
    switch self {
    case .plane: .plane
    case .frontier: .frontier
    case .setting, .picture, .predictions, .cost, .layers: PaneEntry()
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
  /// What the engine is asked to do besides, while it stands in the place of the layers.
  var background: @Sendable (State) -> BackgroundWork? = { _ in nil }
}
