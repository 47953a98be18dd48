import MobileNet

/// The batch norms' means and deviations of one setting: flat, convolution after convolution in
/// order of execution, each with only its active channels.
///
/// A pack stores no mean for pointwise layers, because the mean of a product is exact where an
/// interpolated one is not: mean[j] = Σᵢ weight[j, i] · inputMeans[i] over the active inputs. The
/// engine has the weights packed, so the product is its work.
public struct BatchNormStatistics: Equatable, Sendable {
  /// Mean of each convolution's output; 0 in pointwise layers where `computesPointwiseMeans`.
  public var means: [Float] = []
  /// √(variance + ε) of each convolution's output, same places.
  public var deviations: [Float] = []
  /// Mean of each depthwise layer's output after ReLU6, same places as that layer's `means`;
  /// 0 elsewhere, empty unless `computesPointwiseMeans`.
  public var activationMeans: [Float] = []
  /// Whether pointwise means are to be computed from `activationMeans`.
  public var computesPointwiseMeans = false

  /// Empty: `WeightSource.fillStatistics(_:for:)` fills it.
  public init() {}
}

/// Where a network's batch-norm statistics come from.
enum StatisticsSource: Sendable {
  /// A slimmable pack: measured at a grid of widths and sides.
  case grid(StatisticsGrid)
  /// A network of one width.
  case single(SingleWidthStatistics)
  /// Random weights: deviations that follow from their scale.
  case seeded
}

/// The statistics of a network of one width, for any side.
struct SingleWidthStatistics: Sendable {
  /// Convolution after convolution, in order of execution.
  let means: [Float]
  /// √(variance + ε), same places.
  let deviations: [Float]
  /// Channels of each convolution.
  let channels: [Int]
}

extension WeightSource {
  /// Writes the statistics of a network built from these weights, reusing the arrays' memory.
  ///
  /// A pack's are interpolated between the widths and sides that it holds. Below the first width
  /// the first one's stand in, so that structure and latency can be had; channels that no width
  /// holds get mean 0 and deviation 1.
  ///
  /// - Parameters:
  ///   - statistics: every element is written.
  ///   - architecture: of this variant.
  public func fillStatistics(
    _ statistics: inout BatchNormStatistics, for architecture: Architecture
  ) {
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    precondition(layers.count == convolutions.count, "an architecture of the weights' variant")
    let total = layers.reduce(0) { $0 + $1.output.channels }
    resize(&statistics.means, to: total)
    resize(&statistics.deviations, to: total)
    var isGrid = false
    if case .grid = self.statistics { isGrid = true }
    resize(&statistics.activationMeans, to: isGrid ? total : 0)
    statistics.computesPointwiseMeans = isGrid
    switch self.statistics {
    case .grid(let grid): grid.fill(&statistics, for: layers, architecture.setting)
    case .single(let single): single.fill(&statistics, for: layers)
    case .seeded: fillSeeded(&statistics, for: layers)
    }
  }
}

/// Makes an array `count` long in the memory it has, as far as that reaches.
private func resize(_ array: inout [Float], to count: Int) {
  if array.count > count {
    array.removeLast(array.count - count)
  } else {
    array.append(contentsOf: repeatElement(0, count: count - array.count))
  }
}

extension SingleWidthStatistics {
  fileprivate func fill(_ statistics: inout BatchNormStatistics, for layers: [Layer]) {
    var source = 0
    var target = 0
    for (layer, stored) in zip(layers, channels) {
      for channel in 0..<layer.output.channels {
        let isStored = channel < stored
        statistics.means[target + channel] = isStored ? means[source + channel] : 0
        statistics.deviations[target + channel] = isStored ? deviations[source + channel] : 1
      }
      source += stored
      target += layer.output.channels
    }
  }
}

/// See `SeededScale`: the root of the share of active inputs × their mean square.
private func fillSeeded(_ statistics: inout BatchNormStatistics, for layers: [Layer]) {
  var start = 0
  for (index, layer) in layers.enumerated() {
    let share =
      layer.kind == .depthwise ? 1 : Float(layer.input.channels) / Float(layer.fullInput)
    let meanSquare = index == 0 ? SeededScale.pictureMeanSquare : SeededScale.meanSquare
    let deviation = (share * meanSquare).squareRoot()
    for place in start..<start + layer.output.channels {
      statistics.means[place] = 0
      statistics.deviations[place] = deviation
    }
    start += layer.output.channels
  }
}
