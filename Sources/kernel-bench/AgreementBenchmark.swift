import Dispatch
import Engine
import Measure
import MobileNet
import Pictures
import Weights

#if canImport(Glibc)
  import Glibc
#endif

/// Holds the explorer's figures against `bench`: the same setting alone, with another network pinned,
/// unpinned again, and with the frontier open; and a network against itself, layer by layer.
///
/// It takes the explorer's own measurement, on a thread of its own, from request to snapshot.
struct AgreementBenchmark {
  let options: Options
  private let source: WeightSource
  private let requests = Mailbox<Request>()
  private let told = Mailbox<Snapshot>()

  /// From some microseconds to some milliseconds.
  private static let settings: [(alpha: Int, side: Int)] = [
    (100, 32), (250, 32), (250, 64), (500, 48), (250, 112), (500, 64), (1000, 48), (500, 112),
    (750, 96), (1000, 112), (1000, 160), (1000, 224),
  ]

  /// The ways in which the explorer comes to a figure, in this order.
  private enum Way: String, CaseIterable {
    case alone, pinned, unpinned, frontier
    case point = "its point"
  }

  init(_ options: Options) throws(WeightsError) {
    self.options = options
    source = try WeightSource.builtIn()
  }

  func run() throws(PictureError) {
    let photo = try SamplePhoto.all[0].decoded()
    let (requests, told, source) = (requests, told, source)
    DispatchQueue(label: "engine").async {
      let pictures = [PictureSource(name: "photo") { () throws(PictureError) in photo }]
      LiveMeasurement(requests: requests, loaded: [source], pictures: pictures) { told.put($0) }
        .serve()
    }
    var ratios: [Way: [Double]] = [:]
    var verdicts = (runs: 0, layers: 0, falseRuns: 0, falseLayers: 0)
    print(
      "α     side      bench ms", Way.allCases.map { $0.rawValue.padded(to: 10) }.joined(),
      "itself")
    for (number, (alpha, side)) in Self.settings.enumerated() {
      guard let alpha = WidthMultiplier(thousandths: alpha) else { continue }
      let setting = setting(alpha, side)
      var samples: [Way: [Double]] = [:]
      var benches: [Double] = []
      for round in 0..<options.rounds {
        let before = bench(setting)
        let live = figures(of: setting, generation: (number * options.rounds + round) * 10 + 1)
        let bench = (before + bench(setting)) / 2
        benches.append(bench)
        for (way, figure) in live.figures { samples[way, default: []].append(figure / bench) }
        guard let own = live.itself else { continue }
        verdicts.runs += 1
        verdicts.layers += own.layerComparisons.count
        verdicts.falseRuns += own.comparison?.verdict == .different ? 1 : 0
        verdicts.falseLayers += own.layerComparisons.count { $0?.verdict == .different }
      }
      let row = Way.allCases.map { way -> String in
        let median = median(samples[way] ?? [])
        ratios[way, default: []].append(median)
        return figure(median, 3).padded(to: 10)
      }
      print(
        "\(alpha)".padded(to: 6) + "\(side)".padded(to: 6),
        figure(median(benches), 4, width: 11), " " + row.joined())
      fflush(nil)
    }
    for way in Way.allCases {
      let sorted = (ratios[way] ?? []).sorted()
      print(
        way.rawValue.padded(to: 10), "÷ bench: median", figure(median(sorted), 3), "from",
        figure(sorted.first ?? 0, 3), "to", figure(sorted.last ?? 0, 3))
    }
    print(
      "a network against itself: \(verdicts.falseRuns) of \(verdicts.runs) runs and",
      "\(verdicts.falseLayers) of \(verdicts.layers) layers called different")
  }

  private func setting(_ alpha: WidthMultiplier, _ side: Int) -> Setting {
    Setting(
      alpha: alpha, side: side, baseSide: max(side, source.baseSide), variant: source.variant,
      padding: source.padding, classes: source.classes.count)
  }

  /// Milliseconds by `bench`, over about as long as the explorer measures.
  private func bench(_ setting: Setting) -> Double {
    let rounds = min(5000, 3_000_000_000 / Architecture(setting).multiplyAdds)
    return Bench.run(
      source, setting: setting, instructionSet: options.instructionSet, threads: options.threads,
      rounds: max(20, rounds)
    ).inference.median
  }

  /// What the explorer says of a setting, in each way; and beside itself.
  private func figures(
    of setting: Setting, generation: Int
  ) -> (figures: [Way: Double], itself: PinnedFigures?) {
    var request = Request(
      generation: generation, setting: setting, picture: 0,
      weights: WeightFamily(source.description), threads: options.threads,
      instructionSet: options.instructionSet, isPaused: false)
    var figures: [Way: Double] = [:]
    figures[.alone] = settled(request)?.latency?.median
    // Another generation each time: the figures begin anew.
    request.generation += 1
    request.pinned = pinned(self.setting(.one, source.baseSide))
    figures[.pinned] = settled(request)?.latency?.median
    request.generation += 1
    request.pinned = pinned(setting)
    let itself = settled(request)?.pinned
    request.generation += 1
    request.pinned = nil
    figures[.unpinned] = settled(request)?.latency?.median
    request.generation += 1
    let plan = LatencyGrid.Plan(
      weights: request.weights, full: setting.full, alphas: alphas(with: setting.alpha),
      sides: [setting.side, setting.baseSide].uniqued, threads: options.threads,
      instructionSet: options.instructionSet, rounds: 12)
    request.background = .latencyGrid(plan)
    let snapshot = settled(request)
    figures[.frontier] = snapshot?.latency?.median
    if case .latencyGrid(let grid) = snapshot?.background,
      let place = plan.settings.firstIndex(of: setting)
    {
      figures[.point] = grid.latencies[place]?.median
    }
    return (figures, itself)
  }

  private func alphas(with alpha: WidthMultiplier) -> [WidthMultiplier] {
    [alpha, WidthMultiplier(thousandths: 500), .one].compactMap(\.self).uniqued
  }

  private func pinned(_ setting: Setting) -> Pinned {
    Pinned(
      setting: setting, weights: WeightFamily(source.description), threads: options.threads,
      instructionSet: options.instructionSet)
  }

  /// The snapshot in which everything that the request asks for has settled.
  private func settled(_ request: Request) -> Snapshot? {
    requests.put(request)
    while let snapshot = told.wait() {
      guard snapshot.generation == request.generation, snapshot.isSettled else { continue }
      if case .latencyGrid(let grid) = snapshot.background, !grid.isComplete { continue }
      if request.background != nil, snapshot.background == nil { continue }
      return snapshot
    }
    return nil
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

extension Array where Element: Hashable {
  /// Without those that stand further ahead already.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
