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
  private let surfaces: AccuracySurfaces
  private let checksum: String?
  private let threads: Int
  private let instructionSet: InstructionSet
  private let clock: Clock
  private var timings: [AskedNetwork: Timing] = [:]
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
    case model((AskedNetwork) -> Timing)
  }

  private struct Asked: Hashable {
    let picture: String?
    let network: AskedNetwork
  }

  /// As many runs as a report has.
  private static let runs = 20

  /// - Parameters:
  ///   - source: the weights in use.
  ///   - surfaces: measured accuracy; left out where it belongs to other weights.
  ///   - threads: of the network.
  ///   - instructionSet: that it runs with.
  ///   - clock: where latencies come from.
  public init(
    _ source: WeightSource, surfaces: AccuracySurfaces, threads: Int = 1,
    instructionSet: InstructionSet = .best, clock: Clock = .host(speed: 1)
  ) {
    self.source = source
    (self.surfaces, checksum) = (surfaces, source.checksum())
    (self.threads, self.instructionSet, self.clock) = (threads, instructionSet, clock)
    limits = source.limits(allowsStandIns: true)
  }

  public func latency(of network: AskedNetwork) -> Double? { timing(network)?.run }
  public func layerLatencies(of network: AskedNetwork) -> [Double]? { timing(network)?.layers }

  public func memory(of network: AskedNetwork) -> Double? {
    Double(
      SettingCosts(
        Architecture(network.setting), threads: threads, precision: network.precision ?? .float32
      ).memory)
  }

  public func topOne(of network: AskedNetwork) -> Double? {
    let setting = network.setting
    guard source.fits(setting), setting.rhoRule == .compute,
      let surface = surfaces[network.precision ?? .float32], surface.checksum == checksum
    else { return nil }
    return surface.accuracy(alpha: setting.alpha, side: setting.side)?.top1
  }

  public func answer(to picture: String?, of network: AskedNetwork) -> PictureAnswer? {
    let asked = Asked(picture: picture, network: network)
    if let known = answers[asked] { return known }
    let answer = look(at: picture, network)
    answers[asked] = .some(answer)
    return answer
  }

  private func timing(_ network: AskedNetwork) -> Timing? {
    if let known = timings[network] { return known }
    let timing: Timing
    switch clock {
    case .model(let model): timing = model(network)
    case .host(let speed):
      let side = network.setting.side
      let blank = [Float](repeating: 0, count: side * side * 3)
      let report = report(network, .tensor(blank), runs: Self.runs)
      guard let report, let latency = report.latency else { return nil }
      timing = Timing(
        run: latency.median / speed,
        layers: report.layers.compactMap { $0.map { $0.median / speed } })
    }
    timings[network] = timing
    return timing
  }

  private func look(at name: String?, _ network: AskedNetwork) -> PictureAnswer? {
    let photo = name == nil ? SamplePhoto.all.first : SamplePhoto.all.first { $0.name == name }
    guard let photo, let picture = try? photo.decoded() else { return nil }
    let report = report(network, .picture(picture, path: photo.name), runs: 1)
    // Nothing is answered where nothing was trained.
    guard let report, let first = report.predictions.first else { return nil }
    let logits = report.logits
    let all = Prediction.best(
      logits.count, logits: logits, ranking: Prediction.ranking(of: logits),
      classes: source.classes)
    guard let place = all.firstIndex(where: { $0.id == photo.classID }) else { return nil }
    return PictureAnswer(
      label: shortLabel(first.label, index: first.index), rank: place + 1,
      probability: all[place].probability)
  }

  /// Nil where the system refuses the memory for it.
  private func report(
    _ network: AskedNetwork, _ input: ReportRequest.Input, runs: Int
  ) -> Report? {
    try? Report(
      ReportRequest(
        setting: network.setting, source: source, threads: threads,
        instructionSet: instructionSet, precision: network.precision ?? .float32, runs: runs,
        input: input))
  }
}
