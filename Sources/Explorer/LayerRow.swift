import Measure
import MobileNet

/// One line of the layers' table.
public struct LayerRow: Equatable, Sendable {
  /// Place in `architecture.layers`.
  public let index: Int
  public let layer: Layer
  /// Of the network's multiply-adds, 0…1.
  public let workShare: Double
  /// Nil where neither this setting nor the one before has timed it.
  public let latency: Dated<LayerLatency>?
  /// Of the sum of all layers, 0…1; nil until every layer has been timed.
  public let share: Dated<Double>?
  /// Multiply-adds in a second, by the median; nil for layers that have none.
  public let throughput: Dated<Double>?
  /// The throughput as a share of what the cores in use can do at best, 0…1; nil until that is known.
  public let shareOfPeak: Dated<Double>?
  /// The pinned network's layer of that name; nil where nothing is pinned or it has none.
  public let pinned: PinnedLayer?
}

/// A layer of the pinned network beside the present network's one of that name.
public struct PinnedLayer: Equatable, Sendable {
  public let latency: Dated<LayerLatency>?
  /// The present layer's time as a multiple of the pinned one's.
  public let comparison: Comparison?
}

/// What the layers' table is sorted by, largest first but for the order of execution.
public enum LayerOrder: String, CaseIterable, Sendable {
  /// That of execution.
  case order
  case time
  /// Multiply-adds.
  case work
  case parameters
  /// Share of the peak.
  case peak
}

extension Figures {
  /// The layers in order of execution.
  public var layerRows: [LayerRow] {
    let (stale, work) = (staleLatencies, architecture.multiplyAdds)
    return architecture.layers.indices.map { layerRow($0, stale: stale, work: work) }
  }

  /// The line of the layer at that place in the architecture.
  func layerRow(_ index: Int) -> LayerRow {
    layerRow(index, stale: staleLatencies, work: architecture.multiplyAdds)
  }

  private func layerRow(_ index: Int, stale: [LayerLatency?], work: Int) -> LayerRow {
    let layer = architecture.layers[index]
    let latency = layerLatency(index, stale: stale)
    let speed = throughput(of: layer, latency)
    let peak = dated(\.peakMultiplyAddsPerSecond)
    return LayerRow(
      index: index, layer: layer, workShare: Double(layer.multiplyAdds) / Double(work),
      latency: latency, share: latency.flatMap(share), throughput: speed,
      shareOfPeak: peak.flatMap { peak in
        speed?.map { $0 / (peak.value * Double(choice.threads)) }
      }, pinned: pinnedLayer(index))
  }

  /// The layer at a place of the architecture; the nearest one for a place beyond its ends.
  public func layer(at place: Int) -> Layer {
    architecture.layers[min(max(0, place), architecture.layers.count - 1)]
  }

  /// The layers as the table has them: equal ones, and those of which the figure is not known, stay in the
  /// order of execution.
  public func layerRows(by order: LayerOrder) -> [LayerRow] {
    guard order != .order else { return layerRows }
    let key = { (row: LayerRow) -> Double in
      switch order {
      case .order: 0
      case .time: row.latency?.value.median ?? 0
      case .work: row.workShare
      case .parameters: Double(row.layer.parameters)
      case .peak: row.shareOfPeak?.value ?? 0
      }
    }
    return layerRows.sorted { (-key($0), $0.index) < (-key($1), $1.index) }
  }

  /// A stale time belongs to the layer as it was: with this one's multiply-adds it says nothing.
  private func throughput(of layer: Layer, _ latency: Dated<LayerLatency>?) -> Dated<Double>? {
    guard let latency, !latency.isStale, layer.multiplyAdds > 0, latency.value.median > 0 else {
      return nil
    }
    return latency.map { Double(layer.multiplyAdds) / ($0.median / 1000) }
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
