import Engine
import MobileNet
import Pictures
import Weights

/// Networks that are looked at beside the present one: how long each takes, what it answers.
public struct Probes: Equatable, Sendable {
  public let weights: WeightFamily
  public let threads: Int
  public let instructionSet: InstructionSet
  public let subjects: [Subject]

  /// A network and a picture, by its place in the list that the program was started with.
  public struct Subject: Hashable, Sendable {
    public let setting: Setting
    /// How exactly the network computes.
    public let precision: Precision
    public let picture: Int

    public init(setting: Setting, precision: Precision = .float32, picture: Int) {
      (self.setting, self.precision, self.picture) = (setting, precision, picture)
    }
  }

  /// What was found of one subject.
  public struct Finding: Equatable, Sendable {
    public let subject: Subject
    public let latency: LatencySummary
    /// One for each layer.
    public let layers: [LayerLatency?]
    /// Its answers, all classes, best first; empty where nothing was trained for the setting.
    public let predictions: [Prediction]

    public init(
      subject: Subject, latency: LatencySummary, layers: [LayerLatency?], predictions: [Prediction]
    ) {
      (self.subject, self.latency) = (subject, latency)
      (self.layers, self.predictions) = (layers, predictions)
    }
  }

  public init(
    weights: WeightFamily, threads: Int, instructionSet: InstructionSet, subjects: [Subject]
  ) {
    (self.weights, self.threads) = (weights, threads)
    (self.instructionSet, self.subjects) = (instructionSet, subjects)
  }
}

/// Measures them, one burst of one subject a piece, in turns.
final class ProbeJob: BackgroundJob {
  private let probes: Probes
  private let packed: PackedWeights
  private let gallery: Gallery
  private var networks: [(timed: TimedNetwork, predictions: [Prediction])] = []
  private var turn = 0
  /// Whether the system has refused the memory for a network: then nothing is found.
  private var isRefused = false
  private(set) var findings: [Probes.Finding] = []

  /// As many as a settled figure has at least.
  private static let bursts = 10

  let needsQuiet = true
  var isDone: Bool { isRefused || turn >= Self.bursts * probes.subjects.count }
  var result: BackgroundResult { .probes(findings) }

  init(_ probes: Probes, packed: PackedWeights, gallery: Gallery) {
    (self.probes, self.packed, self.gallery) = (probes, packed, gallery)
  }

  func step(isCancelled: () -> Bool) {
    if networks.count < probes.subjects.count {
      build(probes.subjects[networks.count], isCancelled: isCancelled)
      return
    }
    guard networks[turn % networks.count].timed.burst(isCancelled: isCancelled) != nil else {
      return
    }
    turn += 1
    if isDone {
      findings = zip(probes.subjects, networks).compactMap(finding)
    }
  }

  /// Where its first run is cancelled, it is built again the next time.
  private func build(_ subject: Probes.Subject, isCancelled: () -> Bool) {
    let choice: PackedWeights.Choice
    do throws(MemoryRefused) {
      choice = try packed.choose(probes.weights, for: subject.setting, in: subject.precision)
    } catch {
      isRefused = true
      return
    }
    let timed = TimedNetwork(
      choice, threads: probes.threads, instructionSet: probes.instructionSet)
    timed.rebuild(subject.setting)
    let side = subject.setting.side
    let crop = choice.source.preprocessing.crop
    // A picture that can't be read is told of by the live measurement.
    let pixels = try? gallery.pixels(subject.picture, side: side, crop: crop)
    timed.look(at: pixels ?? [Float](repeating: 0, count: side * side * 3))
    guard timed.network.run(isCancelled: isCancelled) else { return }
    var predictions: [Prediction] = []
    if choice.predicts, pixels != nil {
      let logits = timed.network.logits
      predictions = Prediction.best(
        logits.count, logits: logits, ranking: Prediction.ranking(of: logits),
        classes: choice.source.classes)
    }
    networks.append((timed, predictions))
  }

  private func finding(
    _ subject: Probes.Subject, _ network: (timed: TimedNetwork, predictions: [Prediction])
  ) -> Probes.Finding? {
    let samples = network.timed.samples
    return samples.latency.map {
      Probes.Finding(
        subject: subject, latency: $0, layers: samples.layerLatencies,
        predictions: network.predictions)
    }
  }
}
