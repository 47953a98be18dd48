import Engine
import Measure
import MobileNet
import Reports
import Weights

/// A whole network: inference, rebuild, and each layer's share of the core's peak.
struct NetworkBenchmark {
  let options: Options

  func run() throws {
    let source = try source()
    let setting = Setting(
      alpha: options.alpha, side: options.side, baseSide: max(options.side, source.baseSide),
      variant: options.variant, padding: source.padding, classes: source.classes.count)
    let bench = Bench.run(
      source, setting: setting, instructionSet: options.instructionSet, threads: options.threads,
      rounds: options.rounds)
    guard !options.isJSON else {
      let json = try bench.json(
        setting: setting, threads: options.threads, instructionSet: options.instructionSet,
        weights: source.name)
      return print(json)
    }
    let network = Network(
      panels: Panels(source), instructionSet: options.instructionSet, threads: options.threads)
    network.rebuild(setting)
    report(network, bench, setting)
    if options.showsLayers { reportLayers(network) }
  }

  private func source() throws(WeightsError) -> WeightSource {
    try options.isBuiltIn
      ? .builtIn()
      : .seeded(variant: options.variant, classes: 1000, seed: 1, baseSide: max(224, options.side))
  }

  private func milliseconds(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds)
      * 1e3
  }

  private func report(_ network: Network, _ bench: Bench, _ setting: Setting) {
    let ceilings = ceilings(network)
    let best = bench.inference.minimum / 1e3
    let share = Double(network.architecture.multiplyAdds) / best / (ceilings.peak ?? 0)
    print(
      """
      \(bench.text(
        setting: setting, threads: network.threads, instructionSet: options.instructionSet))
      ceilings   \(ceilings.text)
      best run   \(Figure.percent(share)) of the peak
      memory     arena \(Figure.bytes(Double(network.arenaBytes))), packed weights \
      \(Figure.bytes(Double(network.panels.bytes)))
      """)
    if options.threads > 1, let time = Processor.measureRoundTrip() {
      print("round trip \(Figure.fixed(time, decimals: 0)) ns between two cores")
    }
  }

  private func ceilings(_ network: Network) -> Ceilings {
    CeilingMeasurement.run(
      Ceilings.Subject(instructionSet: options.instructionSet, threads: network.threads))
  }

  private func reportLayers(_ network: Network) {
    let input = [Float](repeating: 0.5, count: options.side * options.side * 3)
    network.load(input: input)
    let peak = ceilings(network).peak ?? 0
    var best = [UInt64](repeating: .max, count: network.architecture.layers.count)
    for _ in 0..<options.rounds {
      _ = network.run(timingLayers: true)
      for (index, time) in network.layerNanoseconds.enumerated() {
        best[index] = min(best[index], time)
      }
    }
    let loads = (0..<options.rounds).map { _ in milliseconds { network.load(input: input) } }
    let runs = (0..<options.rounds).map { _ in milliseconds { _ = network.run() } }
    let timed = (0..<options.rounds).map { _ in milliseconds { _ = network.run(timingLayers: true) }
    }
    print(
      "  load", Figure.fixed((loads.min() ?? 0) * 1e3, decimals: 1), "µs, run",
      Figure.fixed((runs.min() ?? 0) * 1e3, decimals: 1),
      "µs, with clocks", Figure.fixed((timed.min() ?? 0) * 1e3, decimals: 1), "µs, layers",
      Figure.fixed(Double(best.reduce(0, +)) / 1e3, decimals: 1), "µs")
    for (layer, time) in zip(network.architecture.layers, best) {
      let rate = Double(layer.multiplyAdds) / Double(max(1, time))
      let share = rate * 1e9 / peak
      print(
        layer.name.left(12), Figure.fixed(Double(time) / 1e3, decimals: 1).right(9), "µs",
        Figure.fixed(rate, decimals: 1).right(7), "G/s",
        Figure.fixed(share * 100, decimals: 0).right(4), "%")
    }
  }
}
