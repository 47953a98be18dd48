import Engine
import MobileNet
import Weights

/// The speed of one setting, for comparisons with other engines: an input in memory to logits in
/// memory, without softmax.
public struct Bench: Equatable, Sendable {
  /// What was run.
  public var setting: Setting
  /// What people call the weights that it ran on.
  public var weights: String
  public var instructionSet: InstructionSet
  public var precision = Precision.float32
  /// Of the network.
  public var threads: Int
  /// From an input in memory to logits in memory.
  public var inference: LatencySummary
  /// From the request of another (α, side) to its first logits.
  public var rebuild: LayerLatency

  /// Warms up, then times `rounds` (at least one) inferences and as many rebuilds, on weights that
  /// can be sliced to the setting.
  public static func run(
    _ source: WeightSource, setting: Setting, instructionSet: InstructionSet,
    precision: Precision = .float32, threads: Int, rounds: Int
  ) throws(MemoryRefused) -> Bench {
    let panels = try Panels(source, precision: precision)
    let network = Network(panels: panels, instructionSet: instructionSet, threads: threads)
    network.rebuild(setting)
    let input = noise(count: setting.side * setting.side * 3)
    let load = { network.load(input: input) }
    Burst.raiseClock { _ = Burst.time(network, load: load) }
    let inference = (0..<rounds).compactMap { _ in Burst.time(network, load: load) }
    let other = neighbour(of: setting, on: source)
    let rebuild = rebuildTimes(of: network, setting, after: other, rounds: rounds, load)
    guard let inference = LatencySummary(nanoseconds: inference),
      let rebuild = LayerLatency(nanoseconds: rebuild)
    else { preconditionFailure("a benchmark has at least one round") }
    return Bench(
      setting: setting, weights: source.name, instructionSet: instructionSet,
      precision: precision, threads: network.threads, inference: inference, rebuild: rebuild)
  }

  private static func rebuildTimes(
    of network: Network, _ setting: Setting, after other: Setting, rounds: Int, _ load: () -> Void
  ) -> [UInt64] {
    let otherInput = noise(count: other.side * other.side * 3)
    return (0..<rounds).map { _ in
      network.rebuild(other)
      network.load(input: otherInput)
      _ = network.run()
      return nanoseconds(of: {
        network.rebuild(setting)
        load()
        _ = network.run()
      })
    }
  }

  /// Another setting that these weights can be sliced to, near the one that is timed: a step of α and
  /// one of ρ; of ρ alone where the weights have one width.
  static func neighbour(of setting: Setting, on source: WeightSource) -> Setting {
    var other = setting
    other.side = setting.side > 64 ? setting.side - 32 : setting.side + 32
    other.baseSide = max(other.side, setting.baseSide)
    let steps = setting.alpha > .half ? [-50, 50] : [50, -50]
    let widths = steps.map(setting.alpha.moved).filter { $0 != setting.alpha }
    for width in widths {
      var sliced = other
      sliced.alpha = width
      if source.fits(sliced) { return sliced }
    }
    return other
  }

  /// Values as a normalised picture has them, within −1…1; the same in every run.
  static func noise(count: Int) -> [Float] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
    }
  }
}

extension WidthMultiplier {
  fileprivate static var half: WidthMultiplier { WidthMultiplier.one.moved(byThousandths: -500) }
}
