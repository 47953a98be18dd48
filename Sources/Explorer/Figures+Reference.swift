import Engine
import Measure
import MobileNet
import Weights

// What the present network is compared with: the pinned one, or itself at α = ρ = 1.
extension Figures {
  /// What the engine knows of the pinned network; nil where nothing is pinned or nothing is known.
  public var pinned: Dated<PinnedFigures>? {
    guard let pinned = choice.pinned else { return nil }
    return dated { $0.pinned?.pinned == pinned ? $0.pinned : nil }
  }

  /// The network that the figures stand beside: the pinned one, else this one at α = ρ = 1.
  public var referenceArchitecture: Architecture { pinnedArchitecture ?? fullArchitecture }

  /// How exactly that network computes: at α = ρ = 1 as this one does.
  var referencePrecision: Precision { choice.pinned?.precision ?? choice.precision }

  /// Whole runs of the network that the figures stand beside.
  public var referenceLatency: Dated<LatencySummary>? {
    choice.pinned == nil ? fullLatency : pinnedValue(\.latency)
  }

  /// The sum of its layers' medians.
  public var referenceLayersMilliseconds: Dated<Double>? {
    choice.pinned == nil ? fullLayersMilliseconds : pinnedValue(\.layersMilliseconds)
  }

  /// Bytes of its feature maps.
  var referenceActivationBytes: Dated<Int>? {
    choice.pinned == nil ? datedFull(\.fullActivationBytes) : pinnedValue(\.activationBytes)
  }

  func pinnedValue<Value>(_ value: (PinnedFigures) -> Value?) -> Dated<Value>? {
    pinned.flatMap { figures in
      value(figures.value).map { Dated($0, isStale: figures.isStale) }
    }
  }

  /// The present whole run as a multiple of the pinned one: of this setting alone, never a stale one.
  public var pinnedComparison: Comparison? { freshPinned?.comparison }

  private var freshPinned: PinnedFigures? { pinned.flatMap { $0.isStale ? nil : $0.value } }

  /// The pinned network's layer of the same name as a present one.
  func pinnedLayer(_ index: Int) -> PinnedLayer? {
    guard let pinnedArchitecture else { return nil }
    let name = architecture.layers[index].name
    guard let place = pinnedArchitecture.layers.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    let latency = pinnedValue { figures in
      place < figures.layers.count ? figures.layers[place] : nil
    }
    let comparisons = freshPinned?.layerComparisons ?? []
    return PinnedLayer(
      latency: latency, comparison: index < comparisons.count ? comparisons[index] : nil)
  }

  /// The pinned network's probability of a class of the present one; nil until it has answered and
  /// where it does not know the class.
  func pinnedProbability(of index: Int) -> Double? {
    guard let probabilities = pinned?.value.probabilities, index < probabilities.count else {
      return nil
    }
    return probabilities[index]
  }
}
