import MobileNet

/// What is looked at: size of the screen, focus, scrolling, overlays. Nothing here changes a figure.
public struct View: Equatable, Sendable {
  /// Of the screen, in cells.
  public internal(set) var columns: Int
  public internal(set) var rows: Int
  /// Whether large digits for a room are wanted above the panes.
  public let presents: Bool
  /// The pane that Tab has come to.
  public internal(set) var focus = Pane.layers
  /// The pane that fills the screen, if one does.
  public internal(set) var zoomed: Pane?
  /// The pane in the lower place: the layers, or one that was opened there.
  public internal(set) var lower = Pane.layers
  /// What covers the panes, if anything does.
  public internal(set) var overlay: Overlay?
  /// Where one is in the overlay: the chosen line of a menu, or how many lines of the command have
  /// been scrolled away. Never beyond the overlay's end.
  public internal(set) var overlayPlace = 0
  /// Whether clicks and the wheel come here, rather than to the terminal's own selection of text.
  public internal(set) var usesMouse = true
  /// Whether what is asked for with `y` is also given to the terminal's clipboard.
  public internal(set) var usesClipboard = true
  /// Place in `architecture.layers`.
  public internal(set) var selectedLayer = 0
  /// What the layers' table is sorted by.
  public internal(set) var layerOrder = LayerOrder.order
  /// Whether the picture is drawn pixel for pixel, from its middle, where it has more of them than the pane.
  public internal(set) var showsDetail = false
  /// What is explained, if anything is.
  public internal(set) var explained: Explained?
  /// What of the class activation lies over the picture, if anything does.
  public internal(set) var activation: ActivationView?
  /// Whether what the network answers is hidden, to be guessed first.
  public internal(set) var hidesAnswers = false
  /// Rows above the last line that a lesson takes; 0 while none is played.
  public internal(set) var stripRows = 0
  /// One line for the status line, gone with the next key: "cannot read …".
  public internal(set) var message: String?

  public init(columns: Int = 80, rows: Int = 24, presents: Bool = false) {
    (self.columns, self.rows, self.presents) = (columns, rows, presents)
  }

  /// Rows at the top that the large digits take; 0 where none are wanted, or where there is no room.
  public var bandRows: Int { presents && isRoomy ? 5 : 0 }

  /// Rows that the panes have below them, the header and the last line among them.
  public var paneRows: Int { rows - bandRows - stripRows }

  /// The panes there are, in the order of Tab.
  public var panes: [Pane] {
    [.setting, .picture, .predictions, .cost] + (opened.map { [$0] } ?? [])
      + (hasLayers ? [.layers] : [])
  }

  /// The pane that was opened; nil where the layers have their place to themselves.
  public var opened: Pane? { lower == .layers ? nil : lower }

  /// Whether the layers have a place on the screen: beside an opened pane only where there is room.
  private var hasLayers: Bool { opened == nil || isRoomy }

  /// The pane that takes the keys of its own.
  public var focused: Pane { zoomed ?? (panes.contains(focus) ? focus : lower) }

  /// Whether the focused pane is all that is seen.
  public var isAlone: Bool { zoomed != nil || takesTurns }

  /// At least this much is needed for all panes beside each other, and to compose them with room.
  public static let compact = (columns: 72, rows: 20)
  /// Above the strip of a lesson the panes do with a layer less.
  private static let compactAboveStrip = 19
  public static let roomy = (columns: 120, rows: 40)

  /// Whether all panes and the layer's formulas have room.
  public var isRoomy: Bool { columns >= View.roomy.columns && rows >= View.roomy.rows }

  /// Whether the focused pane fills the screen by itself: on a small one, and where an opened pane
  /// would have no room beside the others.
  public var takesTurns: Bool {
    let least = stripRows > 0 ? View.compactAboveStrip : View.compact.rows
    return columns < View.compact.columns || paneRows < least || (opened != nil && !isRoomy)
  }

  /// Told at once where the large digits that are wanted have no room.
  var bandProblem: String? {
    guard presents, bandRows == 0 else { return nil }
    let needed = "\(View.roomy.columns)×\(View.roomy.rows)"
    return
      "--present needs \(needed), this screen is \(columns)×\(rows): a smaller font helps"
  }
}

/// What the user asks about.
public enum Explained: Equatable, Sendable {
  /// The first figure of the focused pane: the screen knows which one that is.
  case first
  /// In reading order the one so many places behind the first of that name.
  case figure(FigureName, nth: Int = 0)
}

/// What covers the panes until Esc.
public enum Overlay: Equatable, Sendable {
  case help
  /// The command that recreates this screen.
  case command
  /// The menu of what can be written into a file.
  case export
  /// The list of lessons.
  case lessons

  /// Rows of the screen that an overlay leaves to its frame and to the bottom line.
  public static let margin = 3
}

/// What the keys ask for that change only what is looked at.
public enum ViewCommand: Hashable, Sendable {
  case layerStep(Int)
  case layerPage(Int)
  case firstLayer
  case lastLayer
  /// To the layer so many places on in the order of execution, whatever the table is sorted by.
  case neighbouringLayer(Int)
  case nextLayerOrder
  /// The whole picture, or its middle pixel for pixel.
  case toggleDetail
  /// The next answer's class activation, and none after the last.
  case nextActivation
  /// Hides what the network answers, and shows it again.
  case toggleAnswers
  case focusStep(Int)
  /// The focused pane over the whole screen, and back.
  case zoom
  /// A pane in the place of the layers, and back.
  case open(Pane)
  /// Closes what is open: the zoomed pane, else the opened one.
  case close
  case show(Overlay)
  /// Lines and pages of an overlay.
  case overlayStep(Int)
  case overlayPage(Int)
  case overlayStart
  case overlayEnd
  case closeOverlay
  /// Does what the chosen line of the help says, and closes.
  case choose
  /// Explains figures, one at a time, until it is closed.
  case explain
  case closeExplanation
  /// To the next figure in a direction: the screen knows which one lies there.
  case walkFigures(columns: Int, rows: Int)
  /// The mouse to the terminal, and back.
  case toggleMouse
}

extension View {
  /// Does what a key asks for; `layers` are the places of the layers as the table has them: most keys don't
  /// ask for them.
  mutating func perform(_ command: ViewCommand, layers: @autoclosure () -> [Int]) {
    switch command {
    case .layerStep(let steps): stepLayer(steps, in: layers())
    case .layerPage(let pages): stepLayer(pages * layersPerPage, in: layers())
    case .firstLayer: stepLayer(.min, in: layers())
    case .lastLayer: stepLayer(.max, in: layers())
    case .neighbouringLayer(let steps):
      selectLayer(selectedLayer + steps, of: layers().count)
    case .toggleDetail: showsDetail.toggle()
    case .nextActivation: activation = .following(activation)
    case .toggleAnswers: hidesAnswers.toggle()
    case .focusStep(let steps): stepFocus(steps)
    case .zoom: if !takesTurns { zoomed = zoomed == nil ? focus : nil }
    case .open(let pane): standBelow(lower == pane ? .layers : pane)
    case .close:
      let isZoomed = zoomed != nil && !takesTurns
      zoomed = nil
      if !isZoomed { standBelow(.layers) }
    case .show(let overlay): (self.overlay, overlayPlace) = (overlay, 0)
    case .overlayStep(let lines): overlayPlace += lines
    case .overlayPage(let pages): overlayPlace += pages * max(1, rows - Overlay.margin - 1)
    case .overlayStart: overlayPlace = 0
    case .overlayEnd: overlayPlace = .max
    case .closeOverlay, .choose: (overlay, overlayPlace) = (nil, 0)
    case .explain: explained = .first
    case .closeExplanation: explained = nil
    case .nextLayerOrder, .walkFigures: break
    case .toggleMouse: usesMouse.toggle()
    }
  }

  /// Whether anything on the screen is about the selected layer.
  var showsLayer: Bool { hasLayers || lower.entry.isAboutLayer }

  /// Nothing moves in layers that are not there.
  mutating func selectLayer(_ index: Int, of count: Int) {
    guard showsLayer else { return }
    selectedLayer = min(max(0, index), count - 1)
  }

  /// Another variant has other layers: the selection stays on the same one, or in the same block.
  mutating func keepSelection(of before: Architecture, in layers: [Layer]) {
    let name = before.layers[min(selectedLayer, before.layers.count - 1)].name
    let block = name.prefix { $0 != "." }
    selectedLayer =
      layers.firstIndex { $0.name == name } ?? layers.firstIndex { $0.name.hasPrefix("\(block).") }
      ?? min(selectedLayer, layers.count - 1)
  }

  /// Keeps an overlay from being scrolled beyond its last place: another size of the screen, or another
  /// command, may have moved it.
  mutating func holdOverlay(lastPlace: Int) {
    overlayPlace = min(max(0, overlayPlace), lastPlace)
  }

  /// A zoomed screen goes along with the focus.
  mutating func focus(_ pane: Pane) {
    focus = pane
    if zoomed != nil { zoomed = pane }
  }

  /// About as many as the table shows.
  private var layersPerPage: Int {
    isAlone ? max(1, paneRows - 12) : !isRoomy ? 5 : opened == nil ? paneRows - 20 : paneRows / 6
  }

  /// So many rows down the table.
  private mutating func stepLayer(_ steps: Int, in layers: [Int]) {
    guard let row = layers.firstIndex(of: selectedLayer) else { return }
    let possible = min(max(-row, steps), layers.count - 1 - row)
    selectLayer(layers[row + possible], of: layers.count)
  }

  private mutating func stepFocus(_ steps: Int) {
    guard let place = panes.firstIndex(of: focused) else { return }
    focus(panes[(place + steps + panes.count) % panes.count])
  }

  /// Puts a pane into the lower place: an opened one takes the focus; the layers get it back from
  /// the one they replace.
  private mutating func standBelow(_ pane: Pane) {
    let isFocused = focus == lower
    lower = pane
    if pane != .layers || isFocused { focus(pane) }
  }
}
