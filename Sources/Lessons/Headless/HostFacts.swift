import Engine
import Measure
import MobileNet
import Pictures
import Reports
import Weights

/// The figures of this host for a lesson without a screen: everything is computed or measured when it is
/// first asked for, and then kept.
public final class HostFacts: Facts {
  public let limits: SettingChoice.Limits
  private let source: WeightSource
  private let surface: AccuracySurface?
  private let threads: Int
  private let instructionSet: InstructionSet
  private let clock: Clock
  private var timings: [Setting: Timing] = [:]
  private var answers: [Asked: PictureAnswer?] = [:]

  /// Median milliseconds of whole runs, and of each layer.
  public struct Timing: Sendable {
    let run: Double
    let layers: [Double]

    public init(run: Double, layers: [Double]) {
      (self.run, self.layers) = (run, layers)
    }
  }

  /// Where latencies come from.
  public enum Clock {
    /// This host, as if it were so many times as fast.
    case host(speed: Double)
    /// A host that is made up.
    case model((Setting) -> Timing)
  }

  private struct Asked: Hashable {
    let picture: String?
    let setting: Setting
  }

  /// As many runs as a report has.
  private static let runs = 20

  /// - Parameters:
  ///   - source: the weights in use.
  ///   - surface: measured accuracy; left out where it belongs to other weights.
  ///   - threads: of the network.
  ///   - instructionSet: that it runs with.
  ///   - clock: where latencies come from.
  public init(
    _ source: WeightSource, surface: AccuracySurface?, threads: Int = 1,
    instructionSet: InstructionSet = .best, clock: Clock = .host(speed: 1)
  ) {
    self.source = source
    self.surface = surface?.checksum == source.checksum() ? surface : nil
    (self.threads, self.instructionSet, self.clock) = (threads, instructionSet, clock)
    limits = source.limits(allowsStandIns: true)
  }

  public func latency(of setting: Setting) -> Double? { timing(setting)?.run }
  public func layerLatencies(of setting: Setting) -> [Double]? { timing(setting)?.layers }

  public func memory(of setting: Setting) -> Double? {
    Double(SettingCosts(Architecture(setting), threads: threads).memory)
  }

  public func topOne(of setting: Setting) -> Double? {
    guard source.fits(setting), setting.rhoRule == .compute else { return nil }
    return surface?.accuracy(alpha: setting.alpha, side: setting.side)?.top1
  }

  public func answer(to picture: String?, of setting: Setting) -> PictureAnswer? {
    let asked = Asked(picture: picture, setting: setting)
    if let known = answers[asked] { return known }
    let answer = look(at: picture, setting)
    answers[asked] = .some(answer)
    return answer
  }

  private func timing(_ setting: Setting) -> Timing? {
    if let known = timings[setting] { return known }
    let timing: Timing
    switch clock {
    case .model(let model): timing = model(setting)
    case .host(let speed):
      let blank = [Float](repeating: 0, count: setting.side * setting.side * 3)
      let report = report(setting, .tensor(blank), runs: Self.runs)
      guard let latency = report.latency else { return nil }
      timing = Timing(
        run: latency.median / speed,
        layers: report.layers.compactMap { $0.map { $0.median / speed } })
    }
    timings[setting] = timing
    return timing
  }

  private func look(at name: String?, _ setting: Setting) -> PictureAnswer? {
    let photo = name == nil ? SamplePhoto.all.first : SamplePhoto.all.first { $0.name == name }
    guard let photo, let picture = try? photo.decoded() else { return nil }
    let report = report(setting, .picture(picture, path: photo.name), runs: 1)
    // Nothing is answered where nothing was trained.
    guard let first = report.predictions.first else { return nil }
    let logits = report.logits
    let all = Prediction.best(
      logits.count, logits: logits, ranking: Prediction.ranking(of: logits),
      classes: source.classes)
    guard let place = all.firstIndex(where: { $0.id == photo.classID }) else { return nil }
    return PictureAnswer(
      label: shortLabel(first.label, index: first.index), rank: place + 1,
      probability: all[place].probability)
  }

  private func report(_ setting: Setting, _ input: ReportRequest.Input, runs: Int) -> Report {
    Report(
      ReportRequest(
        setting: setting, source: source, threads: threads, instructionSet: instructionSet,
        runs: runs, input: input))
  }
}
