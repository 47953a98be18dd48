import Engine
import Lessons
import Measure
import MobileNet
import Reports
import Weights

/// The figures of a lesson, from what the explorer has measured: of the present network live, of others
/// once the engine was asked to look at them.
struct LessonFacts: Facts {
  @Shared var state: State
  /// Takes what would have to be looked at.
  var missing: MissingSubjects?

  private var snapshot: Snapshot { state.figures.current }

  var limits: SettingChoice.Limits { state.family.limits }

  func latency(of network: AskedNetwork) -> Double? {
    if isPresent(network) { return live(snapshot.latency) }
    if isPresent(AskedNetwork(state.choice.setting, network.precision)),
      network.setting == state.choice.setting.full
    {
      return live(snapshot.fullLatency)
    }
    return finding(network)?.latency.median
  }

  func layerLatencies(of network: AskedNetwork) -> [Double]? {
    let layers: [LayerLatency?]
    if isPresent(network) {
      guard live(snapshot.latency) != nil else { return nil }
      layers = snapshot.layers
    } else {
      layers = finding(network)?.layers ?? []
    }
    let times = layers.compactMap { $0?.median }
    return times.isEmpty || times.count < layers.count ? nil : times
  }

  func memory(of network: AskedNetwork) -> Double? {
    Double(
      SettingCosts(
        Architecture(network.setting), threads: state.choice.threads,
        precision: precision(network)
      ).memory)
  }

  func topOne(of network: AskedNetwork) -> Double? {
    guard case .known(let accuracy) = state.accuracy(of: network.setting, in: precision(network))
    else { return nil }
    return accuracy.top1
  }

  func answer(to picture: String?, of network: AskedNetwork) -> PictureAnswer? {
    let place = state.catalogue.place(ofPicture: picture) ?? state.choice.picture
    guard let truth = RightAnswer(state.catalogue.pictures[place], among: state.family) else {
      return nil
    }
    // Of the present network the best ones are known at once, and often the right one is among them.
    let known =
      isPresent(network) && place == state.choice.picture ? snapshot.predictions : []
    if let answer = PictureAnswer(known, truth: truth.index) { return answer }
    return finding(network, place).flatMap { PictureAnswer($0.predictions, truth: truth.index) }
  }

  private func precision(_ network: AskedNetwork) -> Precision {
    network.precision ?? state.choice.precision
  }

  private func isPresent(_ network: AskedNetwork) -> Bool {
    network.setting == state.choice.setting && precision(network) == state.choice.precision
  }

  /// A figure of networks that are measured all the time, once it has settled.
  private func live(_ latency: LatencySummary?) -> Double? {
    guard let latency, !latency.isProvisional else { return nil }
    return snapshot.isSettled || state.choice.isPaused ? latency.median : nil
  }

  private func finding(_ network: AskedNetwork, _ picture: Int? = nil) -> Probes.Finding? {
    let subject = Probes.Subject(
      setting: network.setting, precision: precision(network),
      picture: picture ?? state.choice.picture)
    if let found = state.lesson.findings[subject] { return found }
    missing?.add(subject)
    return nil
  }
}

/// Collects what a step has to know and nobody has looked at yet.
final class MissingSubjects {
  private(set) var subjects: [Probes.Subject] = []

  func add(_ subject: Probes.Subject) {
    if !subjects.contains(subject) { subjects.append(subject) }
  }
}

extension PictureAnswer {
  /// Nil where the right class is not among the predictions, which stand best first.
  fileprivate init?(_ predictions: [Prediction], truth: Int) {
    guard let first = predictions.first,
      let place = predictions.firstIndex(where: { $0.index == truth })
    else { return nil }
    self.init(
      label: shortLabel(first.label, index: first.index), rank: place + 1,
      probability: predictions[place].probability)
  }
}

/// The step that is played, with what is known of it.
struct PlayedStep {
  let step: Step
  let progress: LessonProgress
  @Shared private var state: State

  /// Nil where no lesson is played.
  init?(_ state: State) {
    guard let step = state.lesson.step, let progress = state.lesson.present else { return nil }
    (self.step, self.progress, self.state) = (step, progress, state)
  }

  var facts: LessonFacts { LessonFacts(state: state) }

  /// Where the learner is; once a task is done, where it was done.
  var here: Scene {
    if case .done(let scene)? = progress.outcome { return scene }
    return Scene(state)
  }

  /// What has to be known of other settings; nil where all is.
  var work: BackgroundWork? {
    let missing = MissingSubjects()
    let facts = LessonFacts(state: state, missing: missing)
    for query in step.queries { _ = query.value(facts, step: step.scene, here: here) }
    guard !missing.subjects.isEmpty else { return nil }
    return .probes(
      Probes(
        weights: state.family, threads: state.choice.threads,
        instructionSet: state.choice.instructionSet, subjects: missing.subjects))
  }
}

extension Step {
  /// All that it asks for and tells.
  fileprivate var queries: [Query] {
    let prompted: [Query] =
      switch prompt {
      case .question(let question): [question.query]
      case .task(let task): task.conditions.map(\.query)
      case nil: []
      }
    let told = (text + then).flatMap(\.figures).compactMap { figure -> Query? in
      if case .query(let query) = figure { query } else { nil }
    }
    return prompted + told
  }
}
