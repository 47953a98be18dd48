import Measure
import MobileNet

/// A measured value, and whether it belongs to the setting before: then it is drawn dimmed.
public struct Measured<Value: Equatable & Sendable>: Equatable, Sendable {
  public let value: Value
  public let isStale: Bool

  public init(_ value: Value, isStale: Bool = false) {
    self.value = value
    self.isStale = isStale
  }

  func map<Other>(_ transform: (Value) -> Other) -> Measured<Other> {
    Measured<Other>(transform(value), isStale: isStale)
  }
}

/// One line of the layers' table.
public struct LayerRow: Equatable, Sendable {
  public let layer: Layer
  /// Nil where neither this setting nor the one before has timed it.
  public let latency: Measured<LayerLatency>?
  /// Of the sum of all layers, 0…1; nil until every layer has been timed.
  public let share: Measured<Double>?
  /// The pinned network's layer of that name; nil where nothing is pinned or it has none.
  public let pinned: PinnedLayer?
}

// What the panes show of the measurements: this setting's value where there is one, else the value
// of the setting before, marked stale.
extension State {
  /// The pixels the network is fed.
  public var fedPicture: Measured<FedPicture>? { measured(\.fed) }
  /// Whole runs, input to logits.
  public var latency: Measured<LatencySummary>? { measured(\.latency) }
  /// Whole runs at α = ρ = 1.
  public var fullLatency: Measured<LatencySummary>? { measuredFull(\.fullLatency) }
  /// The sum of the layers' medians.
  public var layersMilliseconds: Measured<Double>? { measured(\.layersMilliseconds) }
  /// The same at α = ρ = 1.
  public var fullLayersMilliseconds: Measured<Double>? {
    measuredFull(\.fullLayersMilliseconds)
  }
  /// What a run takes beyond its layers.
  public var gapMilliseconds: Measured<Double>? { measured(\.gapMilliseconds) }
  /// Bytes of the feature maps.
  public var activationBytes: Measured<Int>? { measured(\.activationBytes) }

  /// The layers in order of execution.
  public var layerRows: [LayerRow] {
    let stale = staleLatencies
    return architecture.layers.indices.map { index in
      LayerRow(
        layer: architecture.layers[index], latency: layerLatency(index, stale: stale),
        share: layerShare(index, stale: stale), pinned: pinnedLayer(index))
    }
  }

  func measured<Value>(_ value: (Snapshot) -> Value?) -> Measured<Value>? {
    if let fresh = value(current) { return Measured(fresh) }
    return previous.flatMap { value($0.snapshot) }.map { Measured($0, isStale: true) }
  }

  /// A figure of α = ρ = 1 outlives a change of α or ρ only: another network's would not be its.
  func measuredFull<Value>(_ value: (Snapshot) -> Value?) -> Measured<Value>? {
    guard let shown = measured(value) else { return nil }
    let isOther = previous?.architecture.setting.full != setting.full
    return shown.isStale && isOther ? nil : shown
  }

  /// The layers' latencies of the setting before, where its layers are the same ones.
  private var staleLatencies: [LayerLatency?] {
    guard let previous, previous.architecture.setting.variant == setting.variant else { return [] }
    return previous.snapshot.layers
  }

  private func layerLatency(_ index: Int, stale: [LayerLatency?]) -> Measured<LayerLatency>? {
    if index < current.layers.count, let fresh = current.layers[index] { return Measured(fresh) }
    guard index < stale.count, let latency = stale[index] else { return nil }
    return Measured(latency, isStale: true)
  }

  private func layerShare(_ index: Int, stale: [LayerLatency?]) -> Measured<Double>? {
    guard let latency = layerLatency(index, stale: stale) else { return nil }
    let snapshot = latency.isStale ? previous?.snapshot : current
    guard let sum = snapshot?.layersMilliseconds, sum > 0 else { return nil }
    return latency.map { $0.median / sum }
  }
}
