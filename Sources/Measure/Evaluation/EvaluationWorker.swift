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
  private func network(_ place: Int) -> Network {
    let panels = evaluation.panels(place)
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
    var pictures: [(picture: Picture, target: Int)] = []
    var bytes = 0
    for position in positions {
      if isStopped() { return nil }
      let item = plan.dataset.items[plan.shard.place(position)]
      counts.seen += 1
      do throws(PictureError) {
        let picture = try plan.dataset.picture(item)
        if let notice = picture.notice(file: item.name) { counts.notices.append(notice) }
        pictures.append((picture, item.classIndex))
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
    _ pictures: [(picture: Picture, target: Int)], into counts: inout ChunkCounts,
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
        let network = network(place)
        for (input, picture) in zip(inputs, pictures) {
          network.load(input: input)
          guard network.run(isCancelled: isStopped) else { return false }
          let rank = EvaluationWorker.rank(of: picture.target, in: network.logits)
          if rank < 1 { counts.correct1[place] += 1 }
          if rank < 5 { counts.correct5[place] += 1 }
        }
      }
    }
    return true
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
