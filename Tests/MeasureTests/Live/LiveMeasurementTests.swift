import Engine
import MobileNet
import Pictures
import Testing
import Weights

@testable import Measure

/// The work of the engine's thread, called from the test's own thread.
@Suite("Live measurement")
struct LiveMeasurementTests {
  @Test("answers a request with its first result, then measures until a new one comes")
  func answers() throws {
    let bench = try Workbench()
    let request = bench.request(generation: 7, alpha: 250, side: 32)
    #expect(bench.live.answer(request))

    let first = try #require(bench.told.last)
    #expect(first.generation == 7)
    #expect(first.fed?.side == 32)
    #expect(first.latency?.runs == 1)
    #expect(first.layers.count == 29)
    #expect(first.layers.allSatisfy { $0 != nil })
    #expect(first.predictions.count == 20)
    #expect(first.ranking.count == 200)
    #expect(!first.isSettled)

    let next = bench.request(generation: 8, alpha: 250, side: 32)
    bench.putWhenSettled(next)
    #expect(bench.live.measure(request) == next)
    let last = try #require(bench.told.last)
    #expect(last.isSettled)
    // At least eight bursts of at most 25 runs, 300 and the rest of a burst at the most.
    #expect((24...325).contains(last.latency?.runs ?? 0))
    #expect(last.fullLatency?.interval != nil)
    let gap = try #require(last.gapMilliseconds)
    #expect(gap > 0)
    #expect(first.buildMilliseconds.map { $0 >= first.latency?.median ?? 0 } == true)
  }

  @Test("measures the peak again until no layer exceeds it, a few loops at a time")
  func raisesPeak() throws {
    // So low that every layer exceeds it, thrice.
    let (bench, request, loops) = try measured(peaks: [1, 0.5, 2, 1e18])
    #expect(loops == [InstructionSet.peakLoops, 6, 6, 6])
    #expect(bench.told.last?.peakMultiplyAddsPerSecond == 1e18)
    #expect(bench.told.contains { $0.isSettled && $0.peakMultiplyAddsPerSecond == 1 })
    // Nothing is left to mend.
    let last = bench.request(generation: 3, alpha: 250, side: 32)
    bench.putWhenSettled(last)
    #expect(bench.live.measure(request) == last)
    #expect(bench.told.last?.peakMultiplyAddsPerSecond == 1e18)
  }

  @Test("leaves a peak that is not exceeded, and after some repeats one that still is")
  func keepsPeak() throws {
    #expect(try measured(peaks: [1e18]).loops.count == 1)
    let (bench, _, loops) = try measured(peaks: [1, 1])
    #expect(loops.count == 1 + LiveMeasurement.mostPeakRepeats)
    // The figure is told as it is: every layer above it.
    #expect(bench.told.last?.peakMultiplyAddsPerSecond == 1)
  }

  /// Measures a setting, with these peaks found one after the other, the last one for good.
  private func measured(
    peaks: [Double]
  ) throws -> (bench: Workbench, request: Request, loops: [Int]) {
    let bench = try Workbench()
    var loops: [Int] = []
    bench.measurePeak = { _, _, count in
      loops.append(count)
      return peaks[min(loops.count, peaks.count) - 1]
    }
    let request = bench.request(generation: 1, alpha: 250, side: 32)
    #expect(bench.live.answer(request))
    let next = bench.request(generation: 2, alpha: 250, side: 32)
    let most = peaks.count == 2 ? LiveMeasurement.mostPeakRepeats + 1 : peaks.count
    bench.putWhen(next) { $0.isSettled && loops.count == most }
    #expect(bench.live.measure(request) == next)
    return (bench, request, loops)
  }

  @Test("leaves a request at once where a newer one has come")
  func leaves() throws {
    let bench = try Workbench()
    bench.requests.put(bench.request(generation: 2, alpha: 500, side: 64))
    #expect(!bench.live.answer(bench.request(generation: 1, alpha: 1000, side: 64)))
    #expect(bench.told.isEmpty)
  }

  @Test("tells of figures that rest on twice as many runs, and in the end of all")
  func rareNews() throws {
    let bench = try Workbench(publishInterval: .zero)
    let request = bench.request(generation: 1, alpha: 250, side: 32)
    #expect(bench.live.answer(request))
    let next = bench.request(generation: 2, alpha: 250, side: 32)
    bench.putWhenSettled(next)
    #expect(bench.live.measure(request) == next)
    let runs = bench.told.compactMap { $0.latency?.runs }
    #expect(runs.count > 2)
    for (before, after) in zip(runs.dropLast(), runs.dropLast().dropFirst()) where after != before {
      #expect(after >= 2 * before)
    }
  }

  @Test("tells layers as they finish, none of the setting before, and leaves between two of them")
  func progress() throws {
    let bench = try Workbench(publishInterval: .zero)
    #expect(bench.live.answer(bench.request(generation: 1, alpha: 250, side: 32)))
    let newer = bench.request(generation: 3, alpha: 250, side: 48)
    bench.putWhen(newer) { $0.generation == 2 && $0.layers.contains { $0 != nil } }
    #expect(!bench.live.answer(bench.request(generation: 2, alpha: 500, side: 64)))

    let told = bench.told.filter { $0.generation == 2 }
    #expect(told.first?.layers.count == 29)
    #expect(told.first?.layers.allSatisfy { $0 == nil } == true)
    #expect(told.last?.layers.contains { $0 != nil } == true)
    #expect(told.last?.layers.last == .some(nil))
    #expect(told.allSatisfy { $0.latency == nil && $0.predictions.isEmpty })
  }

  @Test("compares with α = ρ = 1, of which it is told the same way")
  func full() throws {
    let bench = try Workbench()
    let request = bench.request(generation: 1, alpha: 1000, side: 96)
    #expect(bench.live.answer(request))
    let snapshot = try #require(bench.told.last)
    #expect(snapshot.fullLatency == snapshot.latency)
    #expect(snapshot.fullActivationBytes == snapshot.activationBytes)
  }

  @Test("predicts nothing where nothing was trained", arguments: [Variant.standard, .shallow])
  func seeded(variant: Variant) throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    request.setting.variant = variant
    #expect(bench.live.answer(request))
    let snapshot = try #require(bench.told.last)
    #expect(snapshot.predictions.isEmpty && snapshot.ranking.isEmpty)
    #expect(snapshot.latency != nil)
  }

  @Test("goes on without measuring anew when only the pause changes")
  func pause() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    request.isPaused = true
    #expect(bench.live.answer(request))
    let told = bench.told.count
    request.isPaused = false
    #expect(bench.live.answer(request))
    #expect(bench.told.count == told)
  }

  @Test("works in the background after the first result, also in a pause, and goes on with it")
  func background() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    let grid = AnswerMap.Grid(
      picture: 0, weights: request.weights, full: request.setting.full,
      alphas: [request.setting.alpha, .one], sides: [32, 96])
    request.background = .answerMap(grid)
    request.isPaused = true
    #expect(bench.live.answer(request))
    #expect(bench.told.last?.background == nil)
    let next = bench.request(generation: 2, alpha: 500, side: 32)
    bench.putWhen(next) { snapshot in
      if case .answerMap(let map) = snapshot.background { map.isComplete } else { false }
    }
    #expect(bench.live.measure(request) == next)

    // Another setting, the same work: nothing is asked twice.
    let found = bench.told.last?.background
    request.generation = 3
    request.setting.side = 48
    #expect(bench.live.answer(request))
    #expect(bench.told.last?.background == found)
  }

  @Test("looks inside a layer while it is asked to, again for another layer or another setting")
  func inside() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    request.isPaused = true
    let next = bench.request(generation: 2, alpha: 500, side: 32)
    #expect(bench.live.answer(request))
    bench.putWhen(next) { _ in true }
    #expect(bench.live.measure(request) == next)
    #expect(bench.told.allSatisfy { $0.inside == nil })

    for layer in [1, 27] {
      request.inside = layer
      #expect(bench.live.answer(request))
      bench.putWhen(next) { $0.inside?.index == layer }
      #expect(bench.live.measure(request) == next)
    }
    #expect(bench.told.last?.inside?.layer.name == "pool")
    request.generation = 2
    request.setting.alpha = .one
    #expect(bench.live.answer(request))
    #expect(bench.told.last?.inside?.layer.output.channels == 1024)
    request.inside = nil
    bench.putWhen(next) { $0.inside == nil }
    #expect(bench.live.measure(request) == next)
  }

  @Test("tells what speaks for each answer while it is asked to, with the answers")
  func activations() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    #expect(bench.live.answer(request))
    #expect(bench.told.last?.activations.isEmpty == true)
    request.generation = 2
    request.wantsActivations = true
    request.inside = 3
    #expect(bench.live.answer(request))
    let snapshot = try #require(bench.told.last)
    #expect(snapshot.inside?.index == 3)
    #expect(snapshot.activations.count == 5)
    for (activation, prediction) in zip(snapshot.activations, snapshot.predictions) {
      #expect(abs(activation.logit - prediction.logit) <= 1e-4)
    }
  }

  @Test("computes in int8, on panels that are quantised once, and compares that with float32")
  func int8() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 500, side: 48)
    request.precision = .int8
    let pinned = Pinned(
      setting: request.setting, weights: request.weights, threads: 1, instructionSet: .best)
    request.pinned = pinned
    #expect(bench.live.answer(request))
    let source = try WeightSource.builtIn()
    let network = Network(
      panels: try Panels(source, precision: .int8), instructionSet: .best)
    network.rebuild(request.setting)
    let pixels = try SamplePhoto.all[0].decoded()
      .input(side: 48, crop: source.preprocessing.crop)
    network.load(input: source.preprocessing.normalised(pixels))
    _ = network.run()
    let first = try #require(bench.told.last)
    #expect(first.ranking == Prediction.ranking(of: network.logits))
    #expect(first.activationBytes == network.arenaBytes)
    var next = request
    next.generation = 2
    bench.putWhen(next) { $0.isSettled && $0.pinned != nil }
    #expect(bench.live.measure(request) == next)
    let figures = try #require(bench.told.last?.pinned)
    #expect(figures.pinned == pinned)
    #expect((figures.activationBytes ?? 0) > 2 * network.arenaBytes)
  }

  @Test("compares with what is pinned, in turns, and tells how it answers")
  func pinned() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    let other = bench.request(generation: 0, alpha: 500, side: 48)
    let pinned = Pinned(
      setting: other.setting, weights: other.weights, threads: 1, instructionSet: .best)
    request.pinned = pinned
    #expect(bench.live.answer(request))
    #expect(bench.told.last?.pinned == nil)
    var next = bench.request(generation: 2, alpha: 250, side: 48)
    next.pinned = pinned
    bench.putWhen(next) { $0.isSettled && $0.pinned != nil }
    #expect(bench.live.measure(request) == next)
    let figures = try #require(bench.told.last?.pinned)
    #expect(figures.pinned == pinned && figures.fed?.side == 48)
    #expect(figures.latency != nil && figures.layers.count == 29)
    #expect(figures.probabilities.count == 200)
    #expect(abs(figures.probabilities.reduce(0) { $0 + ($1 ?? 0) } - 1) < 1e-6)
    #expect(figures.comparison?.interval != nil)
    #expect(figures.layerComparisons.count == 29)
    // The next setting: the pinned network's times stay, what was compared with another one goes.
    #expect(bench.live.answer(next))
    #expect(bench.told.last?.pinned?.latency != nil)
    #expect(bench.told.last?.pinned?.comparison == nil)
    next.pinned = nil
    #expect(bench.live.answer(next))
  }

  @Test("sweeps a grid once the figures have settled, never in a pause")
  func sweep() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 1, alpha: 250, side: 32)
    let grid = LatencyMap.Grid(
      weights: request.weights, full: request.setting.full, alphas: [request.setting.alpha],
      sides: [32, 48], threads: 1, instructionSet: .best, rounds: 2)
    request.background = .latencyMap(grid)
    #expect(bench.live.answer(request))
    var paused = request
    paused.isPaused = true
    bench.putWhen(paused) { snapshot in
      if case .latencyMap(let map) = snapshot.background { map.isComplete } else { false }
    }
    #expect(bench.live.measure(request) == paused)
    for snapshot in bench.told {
      guard case .latencyMap(let map) = snapshot.background else { continue }
      #expect(snapshot.isSettled || map.turnsDone == 0)
    }
    guard case .latencyMap(let map) = bench.told.last?.background else {
      Issue.record("nothing was swept")
      return
    }
    #expect(map.turnsDone == 4 && map.latencies.allSatisfy { ($0?.runs ?? 0) >= 6 })
  }

  @Test("tells of a picture that can't be read, in one line")
  func badPicture() throws {
    let bench = try Workbench()
    var request = bench.request(generation: 3, alpha: 250, side: 32)
    request.picture = 1
    #expect(!bench.live.answer(request))
    let snapshot = try #require(bench.told.last)
    #expect(snapshot.failure?.contains("no-such-picture") == true)
    #expect(snapshot.fed == nil)
  }
}
