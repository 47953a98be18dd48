import MobileNet

extension State {
  /// Does what a key asks for; what has an effect of its own is the reducer's.
  mutating func perform(_ command: Command) {
    switch command {
    case .alphaStep(let thousandths): stepAlpha(thousandths)
    case .alpha(let thousandths): setAlpha(thousandths)
    case .sideStep(let pixels): stepSide(pixels)
    case .ratioStep(let steps): stepRatio(steps)
    case .full: setting = setting.full
    case .nextPicture: nextPicture()
    case .nextVariant: nextVariant()
    case .nextWeights: nextWeights()
    case .nextBaseSide: nextBaseSide()
    case .nextThreads: nextThreads()
    case .layerStep(let steps): selectLayer(view.selectedLayer + steps)
    case .layerPage(let pages): selectLayer(view.selectedLayer + pages * layersPerPage)
    case .firstLayer: selectLayer(0)
    case .lastLayer: selectLayer(architecture.layers.count - 1)
    case .zoom:
      if !view.takesTurns { view.zoomed = view.zoomed == nil ? view.focus : nil }
    case .switchMap:
      if accuracySurface != nil { view.map = view.map == .accuracy ? .answers : .accuracy }
    case .open(let pane): standBelow(view.lower == pane ? .layers : pane)
    case .close:
      let isZoomed = view.zoomed != nil && !view.takesTurns
      view.zoomed = nil
      if !isZoomed { standBelow(.layers) }
    case .frontier(let command): perform(command)
    case .askBudget: askBudget()
    case .budget(let command): perform(command)
    case .overlay(let command): perform(command)
    case .focusStep(let steps): stepFocus(steps)
    case .pause: isPaused.toggle()
    case .pin: togglePin()
    case .showCommand: open(.command)
    case .help: open(.help)
    case .toggleMouse, .quit: break
    }
  }

  /// What a click hit: panes take the focus, what lies under an overlay is not hit.
  mutating func point(at target: Target) {
    if view.overlay != nil {
      closeOverlay()
      return
    }
    view.frontier.budget = nil
    switch target {
    case .pane(let pane): focus(pane)
    case .layer(let index):
      focus(.layers)
      selectLayer(index)
    case .alpha(let alpha): setting.alpha = alpha
    case .side(let side): setSide(side)
    case .setting(let alpha, let side):
      focus(view.lower)
      setting.alpha = alpha
      setSide(side)
    case .frontierPoint(let place):
      focus(.frontier)
      // A second click goes there.
      if view.frontier.selected == place { return perform(FrontierCommand.enter) }
      select(place)
    }
  }

  /// The wheel: positive is down.
  mutating func scroll(by lines: Int) {
    if view.overlay != nil {
      scrollOverlay(by: lines)
    } else if view.lower == .frontier {
      perform(FrontierCommand.walk(lines))
    } else {
      selectLayer(view.selectedLayer + lines)
    }
  }

  /// Rows of the table at 80×24, or of the zoomed pane with the formulas below it.
  private var layersPerPage: Int {
    view.zoomed == .layers ? max(1, view.rows - 10) : 6
  }

  /// Nothing moves in layers that are not there.
  private mutating func selectLayer(_ index: Int) {
    guard view.lower == .layers else { return }
    view.selectedLayer = min(max(0, index), architecture.layers.count - 1)
  }

  private mutating func stepFocus(_ steps: Int) {
    let panes = view.panes
    guard let place = panes.firstIndex(of: view.focus) else { return }
    focus(panes[(place + steps + panes.count) % panes.count])
  }

  /// Puts a pane into the lower place: an opened one takes the focus; the layers get it back from
  /// the one they replace.
  private mutating func standBelow(_ pane: Pane) {
    let isFocused = view.focus == view.lower
    view.lower = pane
    view.frontier.budget = nil
    if pane != .layers || isFocused { focus(pane) }
  }

  /// A zoomed screen goes along with the focus.
  mutating func focus(_ pane: Pane) {
    view.focus = pane
    if view.zoomed != nil { view.zoomed = pane }
  }
}
