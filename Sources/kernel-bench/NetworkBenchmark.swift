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
    let setting = source.description.setting(alpha: options.alpha, side: options.side)
    let bench = try Bench.run(
      source, setting: setting, instructionSet: options.instructionSet,
      precision: options.precision, threads: options.threads, rounds: options.rounds)
    guard !options.isJSON else { return print(try bench.json()) }
    let network = Network(
      panels: try Panels(source, precision: options.precision),
      instructionSet: options.instructionSet, threads: options.threads)
    network.rebuild(setting)
    report(network, bench)
    if options.showsLayers { reportLayers(network) }
  }

  private func source() throws(WeightsError) -> WeightSource {
    try options.isBuiltIn
      ? .builtIn()
      : .seeded(variant: options.variant, classes: 1000, seed: 1, baseSide: max(224, options.side))
  }

  private func report(_ network: Network, _ bench: Bench) {
    let ceilings = ceilings(network)
    let best = bench.inference.minimum / 1e3
    let share = Double(network.architecture.multiplyAdds) / best / (ceilings.peak ?? 0)
    print(
      """
      \(bench.text)
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
      Ceilings.Subject(
        instructionSet: options.instructionSet, threads: network.threads,
        precision: options.precision))
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
    print(
      "  load", fastest { network.load(input: input) }, "µs, run", fastest { _ = network.run() },
      "µs, with clocks", fastest { _ = network.run(timingLayers: true) }, "µs, layers",
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

  /// The best of all rounds, in microseconds.
  private func fastest(_ body: () -> Void) -> String {
    let best = (0..<options.rounds).map { _ in ContinuousClock().measure(body) }.min() ?? .zero
    return Figure.fixed(best / .microseconds(1), decimals: 1)
  }
}
