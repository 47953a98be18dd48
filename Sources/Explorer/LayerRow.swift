import Measure
import MobileNet

/// One line of the layers' table.
public struct LayerRow: Equatable, Sendable {
  public let layer: Layer
  /// Nil where neither this setting nor the one before has timed it.
  public let latency: Dated<LayerLatency>?
  /// Of the sum of all layers, 0…1; nil until every layer has been timed.
  public let share: Dated<Double>?
  /// The pinned network's layer of that name; nil where nothing is pinned or it has none.
  public let pinned: PinnedLayer?
}

/// A layer of the pinned network beside the present network's one of that name.
public struct PinnedLayer: Equatable, Sendable {
  public let latency: Dated<LayerLatency>?
  /// The present layer's time as a multiple of the pinned one's.
  public let comparison: Comparison?
}

extension Figures {
  /// The layers in order of execution.
  public var layerRows: [LayerRow] {
    let stale = staleLatencies
    return architecture.layers.indices.map { index in
      let latency = layerLatency(index, stale: stale)
      return LayerRow(
        layer: architecture.layers[index], latency: latency,
        share: latency.flatMap(share), pinned: pinnedLayer(index))
    }
  }

  /// The layers' latencies of the setting before, where its layers are the same ones.
  private var staleLatencies: [LayerLatency?] {
    guard let previous, previous.architecture.setting.variant == architecture.setting.variant else {
      return []
    }
    return previous.snapshot.layers
  }

  private func layerLatency(_ index: Int, stale: [LayerLatency?]) -> Dated<LayerLatency>? {
    if index < current.layers.count, let fresh = current.layers[index] { return Dated(fresh) }
    guard index < stale.count, let latency = stale[index] else { return nil }
    return Dated(latency, isStale: true)
  }

  private func share(_ latency: Dated<LayerLatency>) -> Dated<Double>? {
    let snapshot = latency.isStale ? previous?.snapshot : current
    guard let sum = snapshot?.layersMilliseconds, sum > 0 else { return nil }
    return latency.map { $0.median / sum }
  }
}
