import Dispatch
import Engine
import LibC
import Measure
import MobileNet
import Pictures
import Reports
import Weights

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

  /// The ways in which the explorer comes to a figure, in this order: by itself, with the network at
  /// α = ρ = 1 pinned, beside itself, unpinned again, with the frontier open, and as a point of that.
  private enum Way: String, CaseIterable {
    case alone, pinned, itself, unpinned, frontier, point
  }

  /// How often a network was called another one than itself.
  private struct Verdicts {
    private var runs = 0
    private var layers = 0
    private var falseRuns = 0
    private var falseLayers = 0

    mutating func add(_ figures: PinnedFigures?) {
      guard let figures else { return }
      runs += 1
      layers += figures.layerComparisons.count
      falseRuns += figures.comparison?.verdict == .different ? 1 : 0
      falseLayers += figures.layerComparisons.count { $0?.verdict == .different }
    }

    var sentence: String {
      "a network beside itself: \(falseRuns) of \(runs) runs and \(falseLayers) of \(layers) layers "
        + "called different"
    }
  }

  init(_ options: Options) throws(WeightsError) {
    self.options = options
    source = try WeightSource.builtIn()
  }

  func run() throws {
    let photo = try SamplePhoto.all[0].decoded()
    let (requests, told, source) = (requests, told, source)
    DispatchQueue(label: "engine").async {
      let pictures = [PictureSource(name: "photo") { () throws(PictureError) in photo }]
      LiveMeasurement(requests: requests, loaded: [source], pictures: pictures) { told.put($0) }
        .serve()
    }
    print("α     side   bench ms  " + Way.allCases.map { $0.rawValue.left(10) }.joined())
    var found = Found()
    for (alpha, side) in Self.settings {
      guard let alpha = WidthMultiplier(thousandths: alpha) else { continue }
      let benches = try measure(source.description.setting(alpha: alpha, side: side), &found)
      let medians = found.endSetting()
      print(
        "\(alpha)".left(6) + "\(side)".left(5)
          + Figure.fixed(median(benches), decimals: 4).right(10)
          + "  " + medians.map { Figure.fixed($0, decimals: 3).left(10) }.joined())
      fflush(nil)
    }
    found.tell()
  }

  /// What has been found: ratios of the explorer's figures to those of `bench`.
  private struct Found {
    /// Of the setting at hand.
    var ratios: [Way: [Double]] = [:]
    /// The medians of each setting.
    var all: [Way: [Double]] = [:]
    var bests: [Double] = []
    var verdicts = Verdicts()

    /// Goes on to the next setting; the medians of this one, way by way.
    mutating func endSetting() -> [Double] {
      defer { ratios = [:] }
      return Way.allCases.map { way in
        let middle = median(ratios[way] ?? [])
        all[way, default: []].append(middle)
        return middle
      }
    }

    func tell() {
      let figure = { (value: Double) in Figure.fixed(value, decimals: 3) }
      for way in Way.allCases {
        let sorted = (all[way] ?? []).sorted()
        print(
          way.rawValue.left(10), "÷ bench: median", figure(median(sorted)), "from",
          figure(sorted.first ?? 0), "to", figure(sorted.last ?? 0))
      }
      let sorted = bests.sorted()
      print(
        "best runs ÷ those of bench: median", figure(median(sorted)), "nine in ten within",
        figure(sorted[sorted.count / 20]), "…", figure(sorted[sorted.count - 1 - sorted.count / 20])
      )
      print(verdicts.sentence)
    }
  }

  /// Measures a setting in every way, between two benches each; gives the medians of those.
  private func measure(_ setting: Setting, _ found: inout Found) throws(MemoryRefused) -> [Double] {
    var benches: [Double] = []
    for _ in 0..<options.rounds {
      for way in [Way.alone, .pinned, .itself, .unpinned, .frontier] {
        let before = try bench(setting)
        // Each request is a generation of its own.
        let told = figures(of: setting, way, generation: found.bests.count + 1)
        let after = try bench(setting)
        let bench = (before.median + after.median) / 2
        benches.append(bench)
        found.bests.append(told.best / min(before.minimum, after.minimum))
        found.ratios[way, default: []] += [told.live / bench]
        if let point = told.point { found.ratios[.point, default: []] += [point / bench] }
        if way == .itself { found.verdicts.add(told.pinned) }
      }
    }
    return benches
  }

  /// What `bench` says, over about as long as the explorer measures.
  private func bench(_ setting: Setting) throws(MemoryRefused) -> LatencySummary {
    let rounds = min(5000, 3_000_000_000 / Architecture(setting).multiplyAdds)
    return try Bench.run(
      source, setting: setting, instructionSet: options.instructionSet, threads: options.threads,
      rounds: max(20, rounds)
    ).inference
  }

  /// What the explorer says of a setting, measured anew in one of the ways.
  private func figures(
    of setting: Setting, _ way: Way, generation: Int
  ) -> (live: Double, best: Double, point: Double?, pinned: PinnedFigures?) {
    var request = Request(
      generation: generation, setting: setting, picture: 0,
      weights: WeightFamily(source.description), threads: options.threads,
      instructionSet: options.instructionSet, isPaused: false)
    switch way {
    case .alone, .unpinned, .point: break
    case .pinned:
      request.pinned = pinned(source.description.setting(alpha: .one, side: source.baseSide))
    case .itself: request.pinned = pinned(setting)
    case .frontier: request.background = .latencyMap(grid(beside: setting))
    }
    guard let snapshot = settled(request) else { return (0, 0, nil, nil) }
    var point: Double?
    if case .latencyMap(let map) = snapshot.background {
      point = map.grid.settings.firstIndex(of: setting).flatMap { map.latencies[$0]?.median }
    }
    return (snapshot.latency?.median ?? 0, snapshot.latency?.minimum ?? 0, point, snapshot.pinned)
  }

  /// A small plane that holds the setting.
  private func grid(beside setting: Setting) -> LatencyMap.Grid {
    LatencyMap.Grid(
      weights: WeightFamily(source.description), full: setting.full,
      alphas: alphas(with: setting.alpha), sides: [setting.side, setting.baseSide].uniqued,
      threads: options.threads, instructionSet: options.instructionSet, rounds: 12)
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
      if case .latencyMap(let map) = snapshot.background, !map.isComplete { continue }
      if request.background != nil, snapshot.background == nil { continue }
      return snapshot
    }
    return nil
  }
}

extension Array where Element: Hashable {
  /// Without those that stand further ahead already.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
