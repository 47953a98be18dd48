import Engine
import Measure
import MobileNet
import Weights

/// The state's only door for change: what happened goes in, what the caller has to do comes out.
///
/// Each change of the network asks for exactly one request, whatever caused it; what changes nothing
/// asks for none. So a key held down never builds a queue: the newest request replaces the others.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  let before = (
    request: state.request, usesMouse: state.view.usesMouse, wantsLessons: state.wantsLessons,
    outcomes: state.lesson.present?.outcomes, tour: state.lesson.tour
  )
  var sent: [Effect] = []
  switch action {
  case .key(let key):
    if key.isMouse { return [] }
    state.view.message = nil
    if state.lesson.tour != nil, state.tour({ $0.steers(key) }) { break }
    guard let command = state.command(for: key) else { return [] }
    if command == .quit { return [.quit] }
    if case .export(let export) = command { sent = [.export(export)] }
    if command == .view(.show(.command)), state.view.usesClipboard { sent = [.copyCommand] }
    state.perform(command)
  case .pointed(let target):
    state.view.message = nil
    state.point(at: target)
  case .scrolled(let lines, let pane): state.scroll(by: lines, over: pane)
  case .resize(let columns, let rows):
    (state.view.columns, state.view.rows) = (columns, rows)
    if let problem = state.view.bandProblem { state.view.message = problem }
  case .notice(let sentence): state.view.message = sentence
  case .snapshot(let snapshot): state.take(snapshot)
  case .found(let families): state.catalogue.weights += families
  case .accuracy(let surfaces): state.catalogue.accuracy = surfaces
  case .tour(let loops): state.lesson.tour = TourState(from: state, loops: loops)
  case .tick: if state.tour({ $0.tick() }) { return [.quit] }
  case .lessons(let lessons, let begin, let progress):
    state.lesson.lessons = lessons
    if let begin { state.lesson.progress[begin] = progress }
    state.perform(.lesson(begin.map(LessonCommand.begin) ?? .list))
  }
  state.bringInLine()
  let (request, usesMouse) = (state.request, state.view.usesMouse)
  return (request == before.request ? [] : [.request(request)])
    + (usesMouse == before.usesMouse ? [] : [.mouse(usesMouse)]) + sent
    + (state.wantsLessons && !before.wantsLessons ? [.readLessons] : [])
    + state.lesson.effects(since: before.outcomes)
    + (state.lesson.tour == before.tour ? [] : [.timer(seconds: state.lesson.tour.flatMap(\.wait))])
}

extension State {
  /// What a key asks for; nil for one that does nothing. Enter in a menu asks for what the chosen
  /// line says.
  fileprivate mutating func command(for key: Key) -> Command? {
    let command = KeyBinding.command(for: key, in: self)
    guard command == .view(.choose), let chosen = Help(self).chosenCommand else { return command }
    view.perform(.closeOverlay, layers: [])
    return chosen
  }

  /// Has the part that a command belongs to do it.
  mutating func perform(_ command: Command) {
    switch command {
    case .choice(let command):
      choice.perform(command, in: catalogue)
      if command == .nextPrecision { view.message = integersProblem }
    // A lesson lets guess by itself.
    case .view(.toggleAnswers) where lesson.playing != nil: break
    case .view(.nextLayerOrder): sort(by: following(view.layerOrder))
    case .view(let command):
      let (figures, order) = (figures, view.layerOrder)
      view.perform(command, layers: figures.layerRows(by: order).map(\.index))
    case .plane(let command): if accuracySurface != nil { plane.perform(command) }
    case .frontier(let command): perform(command)
    case .inside(let command): inside.perform(command, in: ShownMaps(shown).inside?.value)
    case .lesson(let command): play { $0.perform(command) }
    case .export, .quit: break
    }
  }

  /// Whether the list of lessons is open before they have been read.
  fileprivate var wantsLessons: Bool { view.overlay == .lessons && lesson.lessons.isEmpty }

  /// Has the tour go on.
  fileprivate mutating func tour(_ change: (inout TourPlay) -> Bool) -> Bool {
    var tour = TourPlay(state: self)
    defer { self = tour.state }
    return change(&tour)
  }

  /// Has a lesson go on.
  private mutating func play(_ change: (inout LessonPlay) -> Void) {
    var lesson = LessonPlay(state: self)
    change(&lesson)
    self = lesson.state
  }

  /// What comes first is what was asked for: it is selected.
  private mutating func sort(by order: LayerOrder) {
    view.layerOrder = order
    view.selectedLayer = figures.layerRows(by: order)[0].index
  }

  private mutating func perform(_ command: FrontierCommand) {
    if command == .enter, let point = frontier.selectedPoint {
      choice.go(to: point.alpha, side: point.side)
    }
    if command == .askBudget {
      if view.lower != .frontier { perform(.view(.open(.frontier))) }
      if view.isAlone { view.focus(.frontier) }
    }
    let present = figures.cost(frontier.cost)?.value ?? 0
    if let message = frontier.perform(command, from: present) { view.message = message }
  }

  /// What a click hit: panes take the focus, what lies under an overlay is not hit.
  fileprivate mutating func point(at target: Target) {
    if view.overlay != nil { return perform(.view(.closeOverlay)) }
    frontier.budget = nil
    if view.explained != nil {
      if case .figure(let figure, let nth) = target { view.explained = .figure(figure, nth: nth) }
      return
    }
    inside.cursor = nil
    switch target {
    case .figure: break
    case .pane(let pane): view.focus(pane)
    case .layer(let index):
      view.focus(.layers)
      view.selectLayer(index, of: figures.architecture.layers.count)
    case .layerOrder(let order):
      view.focus(.layers)
      // A second click sorts no more.
      sort(by: view.layerOrder == order ? .order : order)
    case .rooflinePoint(let index):
      view.focus(.roofline)
      view.selectLayer(index, of: figures.architecture.layers.count)
    case .alpha(let alpha): choice.go(to: alpha, side: choice.setting.side)
    case .side(let side): choice.go(to: choice.setting.alpha, side: side)
    case .setting(let alpha, let side):
      view.focus(view.lower)
      choice.go(to: alpha, side: side)
    case .frontierPoint(let place):
      view.focus(.frontier)
      // A second click goes there.
      if frontier.selected == place { return perform(.enter) }
      frontier.select(place)
    case .tile(let channel):
      view.focus(.maps)
      // A second click makes it large.
      if ShownMaps(self).channel == channel { return perform(.inside(.enlarge)) }
      inside.channel = channel
    case .pixel(let pixel): inside.cursor = pixel
    }
  }

  /// The wheel: positive is down.
  fileprivate mutating func scroll(by lines: Int, over pane: Pane) {
    if view.overlay != nil {
      perform(.view(.overlayStep(lines)))
    } else if pane == .frontier {
      perform(.walk(lines))
    } else if pane == .maps {
      perform(.inside(.tileStep(lines)))
    } else if pane.entry.isAboutLayer {
      perform(.view(.layerStep(lines)))
    }
  }

  /// Takes the engine's news, unless they are of an older generation.
  fileprivate mutating func take(_ snapshot: Snapshot) {
    guard snapshot.generation == figures.generation else { return }
    let isNewFailure = snapshot.failure != figures.current.failure
    figures.take(snapshot)
    switch snapshot.background {
    case .answerMap(let map): if map.grid == ShownPlane(self).grid { plane.answers = map }
    case .latencyMap(let map): frontier.take(map)
    case .ceilings(let ceilings): catalogue.ceilings.take(ceilings)
    case .probes(let findings):
      if case .probes(let asked)? = PlayedStep(self)?.work {
        lesson.findings.take(findings, of: asked)
      }
    case nil: break
    }
    if snapshot.fed != nil {
      if choice.readablePicture != choice.picture, let notice = snapshot.pictureNotice {
        view.message = notice
      }
      choice.readablePicture = choice.picture
    }
    guard isNewFailure, let failure = snapshot.failure else { return }
    view.message = failure
    // Where the picture could not be read, go on with the one before.
    if let readable = choice.readablePicture { choice.picture = readable }
  }

  /// Brings everything in line with what has been chosen and is open now.
  mutating func bringInLine() {
    let before = figures.architecture
    figures.follow(choice, in: catalogue)
    if figures.architecture.setting.variant != before.setting.variant {
      view.keepSelection(of: before, in: figures.architecture.layers)
    }
    if view.lower == .frontier {
      let others = Set([.float32, .int8, frontier.other?.grid.precision].compactMap(\.self))
      frontier.follow(
        frontierGrid, knownAccuracy, live: liveLatencies,
        others: others.subtracting([choice.precision]).compactMap { knownAccuracy(in: $0) })
    } else {
      frontier.budget = nil
    }
    inside.follow(layer: view.selectedLayer, isOpen: view.lower == .maps)
    view.stripRows = lesson.hasStrip ? View.stripRows(of: view.rows - view.bandRows) : 0
    if lesson.playing != nil { play { $0.follow() } }
    view.holdOverlay(lastPlace: Help.lastPlace(of: self))
  }
}
