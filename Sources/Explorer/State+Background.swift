import Measure

// What the engine's thread is asked to do besides, by the pane that is open, and what it has found.
extension State {
  /// The work that the open pane needs.
  var background: BackgroundWork? {
    switch view.lower {
    case .accuracyMap: plane.map(BackgroundWork.answerMap)
    case .frontier: .latencyMap(frontierGrid)
    case .setting, .picture, .predictions, .cost, .layers: nil
    }
  }

  /// Takes what belongs to the present picture and network; anything else is dropped.
  mutating func take(_ result: BackgroundResult) {
    switch result {
    case .answerMap(let map): if map.grid == plane { answerMap = map }
    case .latencyMap(let map): frontierPoints?.take(map)
    }
  }

  /// The answers over the α×ρ plane for the present picture and network, as far as they are known.
  public var answers: AnswerMap? {
    answerMap.flatMap { $0.grid == plane ? $0 : nil }
  }
}
