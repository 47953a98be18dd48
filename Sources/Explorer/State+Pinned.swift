import Measure
import MobileNet
import Weights

// What the present setting is compared with: a pinned network, or itself at α = ρ = 1.
extension State {
  /// What `p` would pin.
  private var pinnable: Pinned {
    Pinned(
      setting: setting, weights: family, threads: threads, instructionSet: instructionSet)
  }

  /// Whether the present network is the pinned one.
  public var isPinned: Bool { pinned == pinnable }

  /// Pins the present network; on the pinned one itself, takes the pin away.
  mutating func togglePin() {
    pinned = isPinned ? nil : pinnable
    pinnedArchitecture = pinned.map { Architecture($0.setting) }
  }

  /// What the engine knows of the pinned network; nil where nothing is pinned or nothing is known.
  public var pinnedFigures: Measured<PinnedFigures>? {
    guard let pinned else { return nil }
    return measured { $0.pinned?.pinned == pinned ? $0.pinned : nil }
  }

  /// The network that the figures stand beside: the pinned one, else this one at α = ρ = 1.
  public var referenceArchitecture: Architecture { pinnedArchitecture ?? fullArchitecture }

  /// Whole runs of the network that the figures stand beside.
  public var referenceLatency: Measured<LatencySummary>? {
    pinned == nil ? fullLatency : pinnedValue(\.latency)
  }

  /// The sum of its layers' medians.
  public var referenceLayersMilliseconds: Measured<Double>? {
    pinned == nil ? fullLayersMilliseconds : pinnedValue(\.layersMilliseconds)
  }

  /// How often it is right, where that is known of the weights in use.
  public var referenceAccuracy: AccuracySurface.Accuracy? {
    guard let pinned else { return fullAccuracy }
    guard pinned.weights == family, case .known(let known) = accuracy(of: pinned.setting) else {
      return nil
    }
    return known
  }

  /// Bytes of its feature maps.
  var referenceActivationBytes: Measured<Int>? {
    pinned == nil ? measuredFull(\.fullActivationBytes) : pinnedValue(\.activationBytes)
  }

  func pinnedValue<Value>(_ value: (PinnedFigures) -> Value?) -> Measured<Value>? {
    pinnedFigures.flatMap { figures in
      value(figures.value).map { Measured($0, isStale: figures.isStale) }
    }
  }

  /// The present whole run as a multiple of the pinned one: of this setting alone, never a stale one.
  public var pinnedComparison: Comparison? { freshPinned?.comparison }

  private var freshPinned: PinnedFigures? {
    pinnedFigures.flatMap { $0.isStale ? nil : $0.value }
  }

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
    guard let probabilities = pinnedFigures?.value.probabilities, index < probabilities.count else {
      return nil
    }
    return probabilities[index]
  }
}

/// A layer of the pinned network beside the present network's one of that name.
public struct PinnedLayer: Equatable, Sendable {
  public let latency: Measured<LayerLatency>?
  /// The present layer's time as a multiple of the pinned one's.
  public let comparison: Comparison?
}
