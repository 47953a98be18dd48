import Measure
import MobileNet

// Guess first: the one place where answers are hidden. Whoever shows the state to a person, on the screen or in
// a file, shows this one; what is not in it can't be given away.
extension State {
  /// The state as it may be shown: without what the network answers, and what is right, while that is hidden.
  public var shown: State {
    guard view.hidesAnswers else { return self }
    var state = self
    state.figures.hideAnswers()
    state.plane.answers = nil
    return state
  }

  /// Stands in the place of hidden answers.
  public static let hiddenAnswers = "hidden: guess first, then H shows it"
}

extension Figures {
  fileprivate mutating func hideAnswers() {
    truth = nil
    current.hideAnswers()
    previous = previous.map { before in
      var snapshot = before.snapshot
      snapshot.hideAnswers()
      return Answered(choice: before.choice, architecture: before.architecture, snapshot: snapshot)
    }
  }
}

extension Snapshot {
  fileprivate mutating func hideAnswers() {
    (predictions, ranking, activations) = ([], [], [])
    pinned?.probabilities = []
    if case .answerMap? = background { background = nil }
    // What the classifier gives are the answers.
    if inside?.layer.kind == .linear { inside = nil }
  }
}
