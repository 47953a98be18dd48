import Engine
import MobileNet
import Weights

/// A network being measured, with what it runs on, its input and its samples.
final class TimedNetwork {
  let choice: PackedWeights.Choice
  let network: Network
  private(set) var samples = Samples()
  private let threads: Int
  private let instructionSet: InstructionSet
  /// side × side × 3 values, normalised.
  private(set) var input: [Float] = []

  convenience init(_ choice: PackedWeights.Choice, _ request: Request) {
    self.init(choice, threads: request.threads, instructionSet: request.instructionSet)
  }

  init(_ choice: PackedWeights.Choice, threads: Int, instructionSet: InstructionSet) {
    self.choice = choice
    self.threads = threads
    self.instructionSet = instructionSet
    network = Network(panels: choice.panels, instructionSet: instructionSet, threads: threads)
  }

  /// Whether the network can be rebuilt for a request instead of being made anew.
  func serves(_ request: Request, on choice: PackedWeights.Choice) -> Bool {
    self.choice.panels === choice.panels && self.choice.predicts == choice.predicts
      && threads == request.threads && instructionSet == request.instructionSet
  }

  /// Rebuilds the network and forgets the samples of the setting before.
  func rebuild(_ setting: Setting) {
    network.rebuild(setting)
    samples = Samples()
  }

  /// Takes what the network is to look at.
  ///
  /// - Parameter pixels: side × side × 3 values on 0…255.
  func look(at pixels: [Float]) {
    take(input: choice.source.preprocessing.normalised(pixels))
  }

  /// Takes an input that is normalised already.
  func take(input: [Float]) {
    self.input = input
    load()
  }

  private func load() {
    network.load(input: input)
  }

  /// Measures one burst; nil where it was cancelled.
  func burst(isCancelled: () -> Bool) -> Burst? {
    let burst = Burst.take(
      of: network, timingLayers: true, load: load, isCancelled: isCancelled)
    if let burst { samples.append(burst) }
    return burst
  }

  /// Measures one burst of so many runs, and as many with the layer clocks.
  func takeBurst(runs: Int) {
    let burst = Burst.take(of: network, runs: runs, timingLayers: true, load: load)
    if let burst { samples.append(burst) }
  }
}
