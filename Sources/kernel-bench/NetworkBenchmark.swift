import Engine
import MobileNet
import Weights

/// A whole network: inference, rebuild, and each layer's share of the core's peak.
struct NetworkBenchmark {
  let options: Options

  init(_ options: Options) {
    self.options = options
  }

  func run() {
    let panels = Panels(source())
    let network = Network(
      panels: panels, instructionSet: options.instructionSet, threads: options.threads)
    let setting = Setting(
      alpha: options.alpha, side: options.side,
      baseSide: max(options.side, panels.source.baseSide), variant: options.variant,
      padding: panels.source.padding, classes: panels.source.classes.count)
    let input = (0..<(options.side * options.side * 3)).map { Float($0 % 255) / 127 - 1 }
    network.rebuild(setting)
    network.load(input: input)
    let inference = inferences(of: network, input)
    let rebuild = rebuilds(of: network, setting, input)
    if options.isJSON {
      print(json(network, inference, rebuild))
    } else {
      report(network, inference, rebuild)
    }
    if options.showsLayers { reportLayers(network, input) }
  }

  private func source() -> WeightSource {
    if options.isBuiltIn, let source = try? WeightSource.builtIn() { return source }
    return .seeded(
      variant: options.variant, classes: 1000, seed: 1, baseSide: max(224, options.side))
  }

  /// Milliseconds from an input in memory to logits.
  private func inferences(of network: Network, _ input: [Float]) -> [Double] {
    let warmUp = ContinuousClock.now
    while ContinuousClock.now - warmUp < .milliseconds(80) { _ = network.run() }
    return (0..<options.rounds).map { _ in
      milliseconds {
        network.load(input: input)
        _ = network.run()
      }
    }.sorted()
  }

  /// Milliseconds from another (α, side) to the first logits.
  private func rebuilds(of network: Network, _ setting: Setting, _ input: [Float]) -> [Double] {
    var other = setting
    other.alpha = setting.alpha.moved(byThousandths: setting.alpha.thousandths > 500 ? -50 : 50)
    other.side = setting.side > 64 ? setting.side - 16 : setting.side + 16
    let otherInput = [Float](repeating: 0.5, count: other.side * other.side * 3)
    return (0..<max(3, options.rounds / 2)).map { _ in
      network.rebuild(other)
      network.load(input: otherInput)
      _ = network.run()
      return milliseconds {
        network.rebuild(setting)
        network.load(input: input)
        _ = network.run()
      }
    }.sorted()
  }

  private func milliseconds(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds)
      * 1e3
  }

  private func json(_ network: Network, _ inference: [Double], _ rebuild: [Double]) -> String {
    """
    {"schema": "mobilenet-explorer/kernel-bench/1", "alpha": \(options.alpha.value), \
    "side": \(options.side), "variant": "\(options.variant.rawValue)", \
    "threads": \(network.threads), "isa": "\(options.instructionSet.rawValue)", \
    "classes": \(network.architecture.setting.classes), \
    "weights": "\(options.isBuiltIn ? "built-in" : "seeded")", \
    "inference_ms": {"min": \(inference[0]), "median": \(inference[inference.count / 2]), \
    "p90": \(inference[inference.count * 9 / 10]), "runs": \(inference.count)}, \
    "rebuild_ms": {"min": \(rebuild[0]), "median": \(rebuild[rebuild.count / 2])}}
    """
  }

  private func report(_ network: Network, _ inference: [Double], _ rebuild: [Double]) {
    let peak = options.instructionSet.measurePeak()
    let multiplyAdds = Double(network.architecture.multiplyAdds)
    let share = multiplyAdds / (inference[0] / 1e3) / peak / Double(options.threads)
    print(
      """
      α \(options.alpha), side \(options.side), \(options.variant.rawValue), \
      \(options.instructionSet.title), \(network.threads) threads
        inference  best \(figure(inference[0], 4)) ms, median \
      \(figure(inference[inference.count / 2], 4)) ms; \(figure(share * 100, 1)) % of the peak
        rebuild    best \(figure(rebuild[0], 4)) ms, median \(figure(rebuild[rebuild.count / 2], 4)) ms, \
      first result included
        peak       \(figure(peak / 1e9, 1)) G multiply-adds/s per core; arena \
      \(figure(Double(network.arenaBytes) / 1e6, 2)) MB, panels \
      \(figure(Double(network.panels.bytes) / 1e6, 2)) MB
      """)
    if options.threads > 1, let time = Processor.measureRoundTrip() {
      print("  round trip \(figure(time, 0)) ns between two cores")
    }
  }

  private func reportLayers(_ network: Network, _ input: [Float]) {
    let peak = options.instructionSet.measurePeak()
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
      "  load", figure((loads.min() ?? 0) * 1e3, 1), "µs, run", figure((runs.min() ?? 0) * 1e3, 1),
      "µs, with clocks", figure((timed.min() ?? 0) * 1e3, 1), "µs, layers",
      figure(Double(best.reduce(0, +)) / 1e3, 1), "µs")
    for (layer, time) in zip(network.architecture.layers, best) {
      let rate = Double(layer.multiplyAdds) / Double(max(1, time))
      let share = rate * 1e9 / peak / Double(options.threads)
      print(
        layer.name.padded(to: 12), figure(Double(time) / 1e3, 1, width: 9), "µs",
        figure(rate, 1, width: 7), "G/s", figure(share * 100, 0, width: 4), "%")
    }
  }
}
