import Engine
import MobileNet

/// A network being measured, with what it runs on and its samples.
final class Subject {
  let choice: Library.Choice
  let network: Network
  private(set) var samples = Samples()
  /// The best times since `beginRound()`.
  private(set) var round = RoundTimes()
  private let threads: Int
  private let instructionSet: InstructionSet

  convenience init(_ choice: Library.Choice, _ request: Request) {
    self.init(choice, threads: request.threads, instructionSet: request.instructionSet)
  }

  init(_ choice: Library.Choice, threads: Int, instructionSet: InstructionSet) {
    self.choice = choice
    self.threads = threads
    self.instructionSet = instructionSet
    network = Network(panels: choice.panels, instructionSet: instructionSet, threads: threads)
  }

  /// Whether the network can be rebuilt for a request instead of being made anew.
  func serves(_ request: Request, on choice: Library.Choice) -> Bool {
    self.choice.panels === choice.panels && self.choice.predicts == choice.predicts
      && threads == request.threads && instructionSet == request.instructionSet
  }

  /// Rebuilds the network and forgets the samples of the setting before.
  func rebuild(_ setting: Setting) {
    network.rebuild(setting)
    samples = Samples()
  }

  /// Takes the nanoseconds of a timed run that has just ended.
  func took(_ nanoseconds: UInt64) {
    let layers = network.layerNanoseconds
    samples.append(run: nanoseconds, layers: layers)
    round.append(run: nanoseconds, layers: layers)
  }

  func beginRound() {
    round = RoundTimes()
  }

  /// Whether measuring on would tell nothing more.
  var isSettled: Bool { samples.isFull || samples.latency?.isSteady == true }
}
