/// What is looked at: size of the screen, focus, scrolling, overlays. Nothing here changes a figure.
public struct View: Equatable, Sendable {
  public var columns = 80
  public var rows = 24
  public var focus = Pane.layers
  /// The pane that fills the screen, if one does.
  public var zoomed: Pane?
  /// The pane in the lower place: the layers, or one that was opened there.
  public var lower = Pane.layers
  /// What the map of the α×ρ plane was last asked to show.
  public var map = MapContent.accuracy
  public var frontier = FrontierView()
  public var overlay: Overlay?
  /// Whether clicks and the wheel come here, rather than to the terminal's own selection of text.
  public internal(set) var usesMouse = true
  /// Place in `architecture.layers`.
  public var selectedLayer = 0
  /// One line for the status line, gone with the next key: "cannot read …", the command of `y`.
  public var message: String?
  /// Where one is in the overlay: the chosen line of the help, or how many lines of the command have
  /// been scrolled away. Never beyond the overlay's end.
  public internal(set) var overlayPlace = 0

  public init() {}

  /// The panes there are, in the order of Tab.
  public var panes: [Pane] { [.setting, .picture, .predictions, .cost, lower] }

  /// The pane that takes the keys of its own.
  public var focused: Pane { zoomed ?? focus }

  /// Whether the focused pane is all that is seen.
  public var isAlone: Bool { zoomed != nil || takesTurns }

  /// At least this much is needed for all panes beside each other, and to compose them with room.
  public static let compact = (columns: 80, rows: 24)
  public static let roomy = (columns: 120, rows: 40)

  public var isRoomy: Bool { columns >= View.roomy.columns && rows >= View.roomy.rows }

  /// Whether the focused pane fills the screen by itself: on a small one, and where an opened pane
  /// would have no room beside the others.
  public var takesTurns: Bool {
    columns < View.compact.columns || rows < View.compact.rows || (lower != .layers && !isRoomy)
  }
}

/// The panes that can have the focus.
public enum Pane: String, CaseIterable, Sendable {
  case setting, picture, predictions, cost
  /// In the lower place, until another one is opened there.
  case layers
  /// Opened in the place of the layers.
  case accuracyMap, frontier
}

/// What covers the panes until Esc.
public enum Overlay: Equatable, Sendable {
  case help
  /// The command that recreates this screen.
  case command

  /// Rows of the screen that an overlay leaves to its frame and to the bottom line.
  public static let margin = 3
}
