import Measure
import MobileNet

/// The state's only door for change: what happened goes in, what the caller has to do comes out.
///
/// Each change of the network asks for exactly one request, whatever caused it; what changes nothing
/// asks for none. So a key held down never builds a queue: the newest request replaces the others.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  let before = state
  switch action {
  case .key(let key):
    if key.isMouse { return [] }
    state.view.message = nil
    guard let command = state.command(for: key) else { return [] }
    if command == .quit { return [.quit] }
    if command == .toggleMouse {
      state.view.usesMouse.toggle()
      return [.mouse(state.view.usesMouse)]
    }
    state.perform(command)
  case .pointed(let target):
    state.view.message = nil
    state.point(at: target)
  case .scrolled(let lines):
    state.scroll(by: lines)
  case .resize(let columns, let rows):
    state.view.columns = columns
    state.view.rows = rows
  case .snapshot(let snapshot):
    state.take(snapshot)
  case .found(let families):
    state.catalogue.weights += families
  case .accuracy(let surface):
    state.catalogue.accuracy = surface
  }
  state.followFrontier()
  let effects = state.follow(before)
  state.holdOverlay()
  return effects
}

extension Key {
  fileprivate var isMouse: Bool {
    switch self {
    case .click, .wheelUp, .wheelDown: true
    default: false
    }
  }
}

extension State {
  /// What a key asks for; nil for one that does nothing. Enter in the help asks for what the chosen
  /// line says.
  fileprivate mutating func command(for key: Key) -> Command? {
    let command = KeyBinding.command(for: key, in: view)
    guard command == .overlay(.choose), let chosen = chosenCommand else { return command }
    closeOverlay()
    return chosen
  }

  /// Brings everything in line with what has been set, and asks the engine for it.
  fileprivate mutating func follow(_ before: State) -> [Effect] {
    guard request != before.request else { return [] }
    var alike = request
    alike.isPaused = before.isPaused
    alike.pinned = before.request.pinned
    alike.background = before.request.background
    if alike == before.request { return [.request(request)] }  // the figures stay good

    if before.hasAnswered {
      previous = Answered(
        architecture: before.architecture, snapshot: before.current, picture: before.picture,
        weights: before.weights)
    }
    if picture != before.picture || weights != before.weights { truth = rightAnswer() }
    generation += 1
    current = Snapshot(generation: generation)
    if setting != before.setting {
      architecture = Architecture(setting)
      fullArchitecture = Architecture(setting.full)
      keepSelection(of: before)
    }
    return [.request(request)]
  }

  /// There is a latency and, where there is anything to predict, a prediction.
  private var hasAnswered: Bool {
    current.latency != nil
      && (predictionsAvailability != .available || !current.predictions.isEmpty)
  }

  /// Another variant has other layers: the selection stays on the same one, or in the same block.
  private mutating func keepSelection(of before: State) {
    guard setting.variant != before.setting.variant else { return }
    let layers = architecture.layers
    let name = before.selectedLayer.layer.name
    let block = name.prefix { $0 != "." }
    view.selectedLayer =
      layers.firstIndex { $0.name == name } ?? layers.firstIndex { $0.name.hasPrefix("\(block).") }
      ?? min(view.selectedLayer, layers.count - 1)
  }

  /// Takes the engine's news, unless they are of an older generation.
  fileprivate mutating func take(_ snapshot: Snapshot) {
    guard snapshot.generation == generation else { return }
    let isNewFailure = snapshot.failure != current.failure
    current = snapshot
    if let checksum = snapshot.builtInChecksum { builtInChecksum = checksum }
    if let result = snapshot.background { take(result) }
    if snapshot.fed != nil {
      if readablePicture != picture, let notice = snapshot.pictureNotice { view.message = notice }
      readablePicture = picture
    }
    guard isNewFailure, let failure = snapshot.failure else { return }
    view.message = failure
    // Where the picture could not be read, go on with the one before.
    if let readablePicture { picture = readablePicture }
  }
}
