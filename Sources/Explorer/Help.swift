/// The keys that do something with what is open and what the program was started with: for the help and
/// for the bottom line.
public struct Help {
  @Shared private var state: State
  /// Those of the focused pane first.
  public let bindings: [KeyBinding]

  /// What works in this state.
  public init(_ state: State) {
    self.state = state
    let own = KeyBinding.lesson(state) + KeyBinding.own(state.view)
    let taken = Set(own.flatMap(\.commands.keys))
    let others = KeyBinding.all.filter { taken.isDisjoint(with: $0.commands.keys) }
    bindings = (own + others).filter { $0.commands.values.allSatisfy { $0.works(in: state) } }
  }

  /// What Enter does: what the chosen line says, where that is one thing.
  public var chosenCommand: Command? {
    let place = state.view.overlayPlace
    if let export = ExportMenu(state).chosen { return .export(export) }
    if state.view.overlay == .lessons {
      return state.lesson.lessons.indices.contains(place) ? .lesson(.begin(place)) : nil
    }
    guard state.view.overlay == .help, bindings.indices.contains(place) else { return nil }
    let commands = Set(bindings[place].commands.values)
    return commands.count == 1 && commands != [.view(.show(.help))] ? commands.first : nil
  }

  /// For the bottom line: the keys of what has been entered, the way out last; nil where nothing has
  /// been entered.
  public var enteredKeys: [String]? {
    KeyBinding.entered(state).map { bindings in
      let enter =
        state.view.overlay == nil ? [] : [chosenCommand == nil ? "Enter closes" : "Enter does it"]
      return enter + bindings.compactMap(\.footer)
    }
  }

  /// How far the open overlay can be scrolled.
  static func lastPlace(of state: State) -> Int {
    switch state.view.overlay {
    case nil: 0
    case .help: Help(state).bindings.count + notes.count - 1
    case .export: ExportMenu(state).exports.count - 1
    case .lessons: max(0, state.lesson.lessons.count - 1)
    case .command: max(0, RecreatingCommand(state).lines.count - (state.view.rows - Overlay.margin))
    }
  }

  /// Sentences to stand below the keys in the help: what the figures mean.
  public static let notes = [
    "ρ shrinks the input, as in the paper; --rho-rule filters: each layer's filters too.",
    "Latency is the median of the runs, with its 95 % interval; ~ marks fewer than 5 runs.",
    "Top-1 was measured, with its 95 % interval; ≈ is interpolated between measured settings.",
    "Dimmed figures are those of the setting before; new was not among its best twenty.",
    "● enough runs, ○ measuring, ‖ paused; ▸ has the focus or is chosen; ✓ is right.",
    "On the map: ▸ this setting, ▹ the place next to it.",
    "On the roofline: a layer's roof is the lower of arithmetic and of what its bytes allow.",
    "On the frontier: ◆ this setting, ● the chosen one, ○ no cheaper one is better.",
  ]
}

extension State {
  fileprivate var predicts: Bool { figures.predictionsAvailability == .available }
}

extension Command {
  /// Whether it does anything here.
  fileprivate func works(in state: State) -> Bool {
    switch self {
    case .choice(.nextPicture): state.catalogue.pictures.count > 1
    case .choice(.nextWeights): state.catalogue.weights.count > 1
    case .choice(.nextThreads): state.catalogue.maximumThreads > 1
    case .view(.layerStep), .view(.layerPage), .view(.firstLayer), .view(.lastLayer),
      .view(.neighbouringLayer), .view(.nextLayerOrder):
      state.view.showsLayer
    case .view(.zoom): !state.view.takesTurns
    case .view(.nextActivation): state.predicts && !state.view.hidesAnswers
    case .view(.toggleAnswers): state.predicts && state.lesson.playing == nil
    case .inside(.enlarge): ShownMaps(state).hasTiles
    case .plane(.switchContent): state.accuracySurface != nil
    default: true
    }
  }
}
