import Engine
import MobileNet
import Pictures
import Weights

/// One thread's part of an evaluation: networks of its own, one for each file of weights, rebuilt for
/// each setting in turn.
final class EvaluationWorker {
  private let evaluation: Evaluation
  private var networks: [ObjectIdentifier: Network] = [:]
  private var plan: Evaluation.Plan { evaluation.plan }

  /// Decoded bytes that are held at a time: a chunk of large photos is done in several goes.
  private static let mostBytes = 64 << 20

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
  }

  /// The network of the setting at a place of the plan.
  private func network(_ place: Int, _ panels: Panels) -> Network {
    let network =
      networks[ObjectIdentifier(panels)]
      ?? Network(panels: panels, instructionSet: plan.instructionSet, threads: plan.threads)
    networks[ObjectIdentifier(panels)] = network
    network.rebuild(plan.settings[place])
    return network
  }

  /// Decodes and classifies the pictures at these positions of the plan; nil where it was stopped.
  func evaluate(positions: Range<Int>, isStopped: () -> Bool) -> ChunkCounts? {
    var counts = ChunkCounts(settings: plan.settings.count)
    var pictures: [Sample] = []
    var bytes = 0
    for position in positions {
      if isStopped() { return nil }
      let item = plan.dataset.items[plan.shard.place(position)]
      counts.seen += 1
      do throws(PictureError) {
        let picture = try plan.dataset.picture(item)
        if let notice = picture.notice(file: item.name) { counts.notices.append(notice) }
        let boxes = plan.boxes?.boxes(of: item.name) ?? []
        let sample = Sample(picture: picture, target: item.classIndex, boxes: boxes)
        if !boxes.isEmpty { counts.boxed += 1 }
        if sample.hasMiddleInBox { counts.middles += 1 }
        pictures.append(sample)
        bytes += picture.width * picture.height * 3
      } catch {
        counts.damaged += 1
        counts.notices.append(error.description)
      }
      if bytes > EvaluationWorker.mostBytes {
        guard classify(pictures, into: &counts, isStopped) else { return nil }
        pictures = []
        bytes = 0
      }
    }
    return classify(pictures, into: &counts, isStopped) ? counts : nil
  }

  /// Runs every setting on every picture; false where it was stopped.
  private func classify(
    _ pictures: [Sample], into counts: inout ChunkCounts,
    _ isStopped: () -> Bool
  ) -> Bool {
    if pictures.isEmpty { return true }
    let preprocessing = plan.weights.preprocessing
    for (side, places) in evaluation.placesBySide {
      if isStopped() { return false }
      let inputs = pictures.map {
        preprocessing.normalised($0.picture.input(side: side, crop: preprocessing.crop))
      }
      for place in places {
        if isStopped() { return false }
        let answers = evaluation.floatPanels(place).map {
          self.answers(self.network(place, $0), to: inputs)
        }
        let network = self.network(place, evaluation.panels(place))
        for (index, (input, picture)) in zip(inputs, pictures).enumerated() {
          network.load(input: input)
          if picture.boxes.isEmpty {
            guard network.run(isCancelled: isStopped) else { return false }
          } else if points(network, into: picture) {
            counts.pointed[place] += 1
          }
          let logits = network.logits
          let rank = EvaluationWorker.rank(of: picture.target, in: logits)
          if rank < 1 { counts.correct1[place] += 1 }
          if rank < 5 { counts.correct5[place] += 1 }
          if let answers, EvaluationWorker.rank(of: answers[index], in: logits) == 0 {
            counts.agreed[place] += 1
          }
        }
      }
    }
    return true
  }

  /// The class that a network finds most probable for each input.
  private func answers(_ network: Network, to inputs: [[Float]]) -> [Int] {
    inputs.map { input in
      network.load(input: input)
      _ = network.run()
      return Prediction.ranking(of: network.logits)[0]
    }
  }

  /// Runs, and tells whether the right class's activation is largest inside a box.
  private func points(_ network: Network, into sample: Sample) -> Bool {
    let layers = network.architecture.layers
    let pool = layers.count - 2
    guard let looked = network.run(observing: [pool]).first else { return false }
    let maps = FeatureMaps(layers[pool].input, looked.input)
    let activation = network.panels.source.activation(of: sample.target, in: maps)
    let place = sample.place(of: activation, crop: plan.weights.preprocessing.crop)
    return sample.boxes.contains { $0.contains(x: place.x, y: place.y) }
  }

  /// How many classes come before this one: those with a larger logit, and with the same logit the
  /// earlier ones.
  static func rank(of target: Int, in logits: [Float]) -> Int {
    let own = logits[target]
    var rank = 0
    for (index, logit) in logits.enumerated() where logit > own || (logit == own && index < target)
    {
      rank += 1
    }
    return rank
  }
}

/// A picture to be classified.
struct Sample {
  let picture: Picture
  /// The right class, a place in the order of the logits.
  let target: Int
  /// Where that stands in the picture; empty where it is not known.
  let boxes: [PictureBoxes.Box]

  /// Whether its middle lies in a box.
  var hasMiddleInBox: Bool {
    boxes.contains { $0.contains(x: Double(picture.width) / 2, y: Double(picture.height) / 2) }
  }

  /// Where an activation is largest: the middle of that place of the map, in pixels of the picture.
  func place(of activation: ClassActivation, crop: Double) -> (x: Double, y: Double) {
    let side = Picture.cropLength(of: min(picture.width, picture.height), crop: crop)
    let peak = activation.peak
    let across = (Double(peak.column) + 0.5) / Double(activation.columns)
    let down = (Double(peak.row) + 0.5) / Double(activation.rows)
    return (
      Double((picture.width - side) / 2) + across * Double(side),
      Double((picture.height - side) / 2) + down * Double(side)
    )
  }
}
