import Engine
import Measure
import MobileNet
import Weights

/// What `report` tells, made of the figures on the screen: what is stale or missing there is missing here.
public struct ShownReport {
  @Shared private var state: State

  public init(_ state: State) { self.state = state }

  private var figures: Figures { state.figures }
  private var choice: Choice { state.choice }

  /// As `report` would make it.
  public var report: Report {
    let (current, architecture) = (figures.current, figures.architecture)
    let layers = architecture.layers.indices.map { place in
      place < current.layers.count ? current.layers[place] : nil
    }
    var report = Report(
      architecture: architecture, threads: choice.threads, instructionSet: choice.instructionSet,
      precision: choice.precision, weights: weightsInUse, image: imageInUse,
      buildMilliseconds: current.buildMilliseconds,
      latency: current.latency, layers: layers, predictions: Array(current.predictions.prefix(5)),
      top1: top1(architecture.setting, state.family, choice.precision),
      fullTop1: top1(architecture.setting.full, state.family, choice.precision),
      pinned: pinnedReport)
    report.usesOwnIntegers = state.usesOwnIntegers
    return report
  }

  private func top1(
    _ setting: Setting, _ family: WeightFamily, _ precision: Precision
  ) -> KnownTop1? {
    KnownTop1(
      of: setting, on: family, in: precision, surface: state.catalogue.accuracy[precision],
      checksum: figures.builtInChecksum)
  }

  /// The checksum of a person's own file is not known here.
  private var weightsInUse: WeightsInUse {
    let answering = figures.answeringWeights
    guard let member = answering ?? state.family.members.first(where: { $0.fits(choice.setting) }),
      figures.current.weightsFailure == nil
    else { return WeightsInUse(name: "seeded", source: "seeded", sha256: nil, trained: false) }
    return WeightsInUse(
      name: member.name, source: member.origin,
      sha256: state.family.isBuiltIn ? figures.builtInChecksum : nil, trained: answering != nil,
      fed: member.choice.words)
  }

  /// Nil until the picture has been decoded.
  private var imageInUse: Report.ImageInUse? {
    figures.current.fed?.crop.map {
      Report.ImageInUse(path: state.pictureEntry.argument, width: $0.width, height: $0.height)
    }
  }

  private var pinnedReport: PinnedReport? {
    guard let pinned = choice.pinned else { return nil }
    let known = figures.current.pinned.flatMap { $0.pinned == pinned ? $0 : nil }
    return PinnedReport(
      figures: known ?? PinnedFigures(pinned: pinned), answer: known.flatMap(pinnedAnswer),
      top1: top1(pinned.setting, pinned.weights, pinned.precision))
  }

  /// Its probabilities are those of the present network's classes: where it has others, its best one is not
  /// known.
  private func pinnedAnswer(_ known: PinnedFigures) -> Prediction? {
    let (probabilities, pinned) = (known.probabilities, known.pinned)
    guard let classes = figures.answeringWeights?.classes,
      (try? pinned.weights.member(for: pinned.setting).get())?.classes == classes,
      let best = probabilities.indices.max(by: {
        (probabilities[$0] ?? 0, -$0) < (probabilities[$1] ?? 0, -$1)
      }), classes.indices.contains(best)
    else { return nil }
    return Prediction(
      index: best, id: classes[best].id, label: classes[best].name,
      probability: probabilities[best] ?? 0, logit: 0)
  }
}
