import Engine
import MobileNet

/// What a setting may be charged with.
public enum SettingCost: String, CaseIterable, Sendable {
  /// Median milliseconds of a run, measured on this host.
  case latency
  case multiplyAdds = "multiply-adds"
  case parameters
  /// Bytes of the weights as built, and of the arena that the engine runs in.
  case memory
  /// Bytes of the largest input and output of a layer, in int8: see `Architecture.mapPeak`.
  case maps
}

/// What a network costs by arithmetic alone.
public struct SettingCosts: Equatable, Sendable {
  public let multiplyAdds: Int
  public let parameters: Int
  /// Bytes.
  public let memory: Int
  /// Bytes.
  public let maps: Int

  /// `threads` are those of the network: each has a strip of the arena.
  public init(_ architecture: Architecture, threads: Int, precision: Precision = .float32) {
    multiplyAdds = architecture.multiplyAdds
    parameters = architecture.parameters
    memory =
      architecture.weightBytes(in: precision)
      + architecture.arenaBytes(threads: threads, precision: precision)
    maps = architecture.mapPeak.int8MapBytes
  }

  /// Nil for the latency, which is measured.
  public subscript(cost: SettingCost) -> Double? {
    switch cost {
    case .latency: nil
    case .multiplyAdds: Double(multiplyAdds)
    case .parameters: Double(parameters)
    case .memory: Double(memory)
    case .maps: Double(maps)
    }
  }
}

extension Architecture {
  /// Bytes of the weights as built: in int8 one for each weight, and four for the step of each output channel
  /// that has weights; biases and batch norm stay floats.
  public func weightBytes(in precision: Precision) -> Int {
    switch precision {
    case .float32: weightBytes
    case .int8:
      parameters + 4 * (weightSteps + biases + batchNormParameters)
    }
  }

  /// Output channels that have weights: in int8 each has a step of its own.
  public var weightSteps: Int {
    layers.reduce(0) { $0 + ($1.parameters > 0 ? $1.output.channels : 0) }
  }
}

extension LatencySummary {
  /// Its interval and, on top, what a network's place in memory may do from one start of the program
  /// to the next: what runs within a budget runs within it with the upper end.
  public var reach: (low: Double, high: Double) {
    guard let interval else { return (minimum / (1 + Verdict.margin), .infinity) }
    return (interval.low / (1 + Verdict.margin), interval.high * (1 + Verdict.margin))
  }
}
