import Engine
import MobileNet
import Pictures
import Weights

/// A pinned network being measured in turns with the present one. It belongs to the engine's thread.
final class PinnedNetwork {
  let pinned: Pinned
  let timed: TimedNetwork
  private(set) var rounds = PairedRounds()
  private var picture: Int?
  private var fed: FedPicture?
  /// Softmax of its logits on the present picture; empty before its first run on that.
  private var probabilities: [Double] = []
  /// For each layer of the present network the place of its own layer of that name.
  private var pairs: [Int?] = []

  init(_ pinned: Pinned, packed: PackedWeights) throws(MemoryRefused) {
    self.pinned = pinned
    timed = TimedNetwork(
      try packed.choose(pinned.weights, for: pinned.setting, in: pinned.precision),
      threads: pinned.threads, instructionSet: pinned.instructionSet)
    timed.rebuild(pinned.setting)
  }

  /// Has it answer for a picture, unless it has.
  ///
  /// - Returns: false where it was cancelled.
  func look(
    at picture: Int, gallery: Gallery, isCancelled: () -> Bool
  ) throws(PictureError) -> Bool {
    let preprocessing = timed.choice.source.preprocessing
    if self.picture != picture {
      let side = pinned.setting.side
      let pixels = try gallery.pixels(picture, side: side, crop: preprocessing.crop)
      fed = try gallery.fed(picture, side: side, crop: preprocessing.crop)
      timed.look(at: pixels)
      self.picture = picture
      probabilities = []
    }
    guard probabilities.isEmpty else { return true }
    guard timed.network.run(isCancelled: isCancelled) else { return false }
    probabilities = Prediction.softmax(timed.network.logits)
    return true
  }

  /// Has it answer for an input that is normalised already: side × side × 3 values.
  func answer(_ input: [Float]) {
    timed.take(input: input)
    _ = timed.network.run()
    probabilities = Prediction.softmax(timed.network.logits)
  }

  /// Forgets the rounds with another network than this one.
  func compare(with present: Network) {
    rounds = PairedRounds()
    let own = pinned.setting.layerNames
    pairs = present.architecture.layers.map { own[$0.name] }
  }

  /// A round: a burst of the present network and one of its own, in the order asked for; false where it
  /// was cancelled.
  func round(beside present: TimedNetwork, isFirst: Bool, isCancelled: () -> Bool) -> Bool {
    let (first, second) = isFirst ? (present, timed) : (timed, present)
    guard let early = first.burst(isCancelled: isCancelled),
      let late = second.burst(isCancelled: isCancelled)
    else { return false }
    rounds.append(isFirst ? early : late, isFirst ? late : early, pairs: pairs)
    return true
  }

  /// What is known, for a network with these classes.
  func figures(beside present: TimedNetwork) -> PinnedFigures {
    var figures = PinnedFigures(pinned: pinned)
    figures.fed = fed
    figures.layers = timed.samples.layerLatencies
    figures.latency = timed.samples.latency
    figures.layersMilliseconds = timed.samples.layersMilliseconds
    figures.activationBytes = timed.network.arenaBytes
    figures.comparison = rounds.comparison
    figures.layerComparisons = rounds.layerComparisons
    if timed.choice.predicts, !probabilities.isEmpty {
      figures.probabilities = probabilities(of: present.choice.source.classes)
    }
    return figures
  }

  /// Classes are the same where their lists are, or by their WordNet ids.
  private func probabilities(of classes: [ClassLabel]) -> [Double?] {
    let own = timed.choice.source.classes
    if own == classes { return probabilities }
    let places = Dictionary(
      own.indices.map { (own[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    return classes.map { label in
      label.id.isEmpty ? nil : places[label.id].map { probabilities[$0] }
    }
  }
}

extension Setting {
  /// The places of the layers by their names.
  fileprivate var layerNames: [String: Int] {
    let layers = Architecture(self).layers
    return Dictionary(uniqueKeysWithValues: layers.indices.map { (layers[$0].name, $0) })
  }
}
