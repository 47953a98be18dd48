import Engine
import MobileNet
import Pictures
import Weights

extension Report {
  /// Builds the network, runs it and sums up.
  ///
  /// - Throws: where the system refuses the memory for a network's weights.
  public init(_ request: ReportRequest) throws(MemoryRefused) {
    let begun = ContinuousClock.now
    let packed = PackedWeights(
      loaded: [request.source] + [request.pinnedSource].compactMap(\.self), seed: request.seed)
    let family = WeightFamily(request.source.description)
    let present = TimedNetwork(
      try packed.choose(family, for: request.setting, in: request.precision),
      threads: request.threads, instructionSet: request.instructionSet)
    present.rebuild(request.setting)
    present.take(input: request.tensor)
    _ = present.network.run()
    let build = ContinuousClock.now - begun
    let pinned = try request.pinned.map { pinned throws(MemoryRefused) in
      try PinnedNetwork(pinned, packed: packed)
    }
    if let pinned {
      pinned.answer(
        request.tensor(
          side: pinned.pinned.setting.side, pinned.timed.choice.source.preprocessing))
      present.takeTurns(with: pinned, rounds: request.runs)
    } else {
      present.takeBurst(runs: request.runs)
    }
    let choice = present.choice
    let weights = WeightsInUse(choice.source, trained: choice.predicts)
    let ownChecksum = request.surfaces.isEmpty ? nil : packed.builtInChecksum(family)
    let accuracy = { (setting: Setting, weights: WeightFamily, precision: Precision) in
      KnownTop1(
        of: setting, on: weights, in: precision, surface: request.surfaces[precision],
        checksum: weights == family ? ownChecksum : packed.builtInChecksum(weights))
    }
    let logits = present.network.logits
    self.init(
      architecture: present.network.architecture, threads: present.network.threads,
      instructionSet: request.instructionSet, precision: request.precision, weights: weights,
      image: ImageInUse(request.input), buildMilliseconds: build.milliseconds,
      latency: present.samples.latency, layers: present.samples.layerLatencies,
      predictions: choice.predictions(5, of: logits), logits: logits,
      top1: accuracy(request.setting, family, request.precision),
      fullTop1: accuracy(request.setting.full, family, request.precision),
      pinned: pinned.map { pinned in
        PinnedReport(
          figures: pinned.figures(beside: present),
          answer: pinned.timed.choice.predictions(1, of: pinned.timed.network.logits).first,
          top1: accuracy(
            pinned.pinned.setting, pinned.pinned.weights, pinned.pinned.precision))
      })
    usesOwnIntegers = request.precision == .int8 && choice.source.integers != nil
  }
}

extension PackedWeights.Choice {
  /// The best classes; none where nothing was trained.
  fileprivate func predictions(_ count: Int, of logits: [Float]) -> [Prediction] {
    predicts
      ? Prediction.best(
        count, logits: logits, ranking: Prediction.ranking(of: logits), classes: source.classes)
      : []
  }
}

extension TimedNetwork {
  /// Bursts of this network and of a pinned one alternate, and so does which one begins.
  fileprivate func takeTurns(with pinned: PinnedNetwork, rounds: Int) {
    pinned.compare(with: network)
    for round in 0..<rounds {
      _ = pinned.round(beside: self, isFirst: round.isMultiple(of: 2)) { false }
    }
  }
}

extension Report.ImageInUse {
  fileprivate init?(_ input: ReportRequest.Input) {
    guard case .picture(let picture, let path) = input else { return nil }
    self.init(path: path, width: picture.width, height: picture.height)
  }
}
