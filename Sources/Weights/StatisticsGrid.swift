import MobileNet

/// A slimmable pack's batch-norm statistics: measured at a grid of widths and sides, interpolated
/// between them.
struct StatisticsGrid: Sendable {
  /// Ascending, in thousandths.
  let widths: [Int]
  /// Ascending.
  let sides: [Int]
  /// How the stored sides make up each one from the first to the last, where the pack tells it:
  /// [last − first + 1, sides], a row of shares for each side. Else neighbours are interpolated:
  /// but maps of odd size are padded otherwise than even ones, so that 33 is not much like 32.
  let mix: Tensor?
  /// One for each width.
  let tables: [WidthTables]

  /// What is stored for one width: [sides, columns]. Along a row layers follow each other in order
  /// of execution, each with only the channels active at that width.
  struct WidthTables: Sendable {
    /// Means of `conv0` and the depthwise layers.
    let means: Tensor
    /// Deviations of all convolutions.
    let deviations: Tensor
    /// Means after ReLU6 of the depthwise layers.
    let activationMeans: Tensor
    /// Channels of each convolution at this width.
    let channels: [Int]
  }
}

extension StatisticsGrid {
  func fill(_ statistics: inout BatchNormStatistics, for layers: [Layer], _ setting: Setting) {
    let interpolation = Interpolation(self, setting, layers)
    statistics.means.withUnsafeMutableBufferPointer { means in
      interpolation.fill(means, \.means, beyond: 0) { $0 != .pointwise }
    }
    statistics.deviations.withUnsafeMutableBufferPointer { deviations in
      interpolation.fill(deviations, \.deviations, beyond: 1, least: leastDeviation) { _ in true }
    }
    statistics.activationMeans.withUnsafeMutableBufferPointer { means in
      interpolation.fill(means, \.activationMeans, beyond: 0, least: 0) { $0 == .depthwise }
    }
  }

  /// √ε, the deviation of a channel that never varies: shares below 0 must not lead beneath it.
  private var leastDeviation: Float { Float(0.001).squareRoot() }

  /// The stored sides whose statistics add up to those of a side, and their shares. A side beyond
  /// the ends counts as the end.
  fileprivate func parts(of side: Int) -> [(row: Int, share: Float)] {
    guard let mix else {
      let near = Neighbours(side, in: sides)
      if near.below == near.above { return [(near.above, 1)] }
      return [(near.below, 1 - near.share), (near.above, near.share)]
    }
    let row = min(max(side, sides[0]), sides[sides.count - 1]) - sides[0]
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: sides.count) { shares in
      mix.read(row * sides.count..<(row + 1) * sides.count, into: shares)
      // The first one always, so that every number is written.
      return shares.indices.filter { $0 == 0 || shares[$0] != 0 }.map { ($0, shares[$0]) }
    }
  }
}

/// Two neighbours on an axis of the grid: v = (1 − share) · v[below] + share · v[above].
private struct Neighbours {
  let below: Int
  let above: Int
  let share: Float

  /// A value beyond the ends of the ascending `grid` counts as the end.
  init(_ value: Int, in grid: [Int]) {
    above = grid.firstIndex { $0 >= value } ?? grid.count - 1
    let isBetween = above > 0 && grid[above] > value
    below = isBetween ? above - 1 : above
    share = isBetween ? Float(value - grid[below]) / Float(grid[above] - grid[below]) : 0
  }
}

/// The statistics of one setting, out of one or two widths of the grid.
private struct Interpolation {
  let layers: [Layer]
  let parts: [(row: Int, share: Float)]
  let isMixed: Bool
  /// The width itself, or the next wider one.
  let wide: StatisticsGrid.WidthTables
  /// The next narrower width, where α is not on the grid, and the share of the wider one by α.
  let narrow: StatisticsGrid.WidthTables?
  let shareOfAlpha: Float

  typealias Slot = UnsafeMutableBufferPointer<Float>

  init(_ grid: StatisticsGrid, _ setting: Setting, _ layers: [Layer]) {
    let width = Neighbours(setting.alpha.thousandths, in: grid.widths)
    self.layers = layers
    parts = grid.parts(of: setting.side)
    isMixed = grid.mix != nil
    wide = grid.tables[width.above]
    narrow = width.below < width.above ? grid.tables[width.below] : nil
    shareOfAlpha = width.share
  }

  /// The share of the wider width in a layer's statistics. It goes by the channels that its values
  /// are sums over, not by α: those are whole numbers, and 11 of 32 may be as many as the narrower
  /// width has. A depthwise layer only filters the sums of the layer before it; `conv0` sums over
  /// the same three channels at every width.
  private func wideShare(of index: Int, over narrow: StatisticsGrid.WidthTables) -> Float {
    let summing = layers[index].kind == .depthwise ? index - 1 : index
    guard summing > 0 else { return shareOfAlpha }
    let (low, high) = (narrow.channels[summing - 1], wide.channels[summing - 1])
    guard low < high else { return shareOfAlpha }
    return Float(layers[summing].input.channels - low) / Float(high - low)
  }

  /// Writes one kind of statistics for all layers: 0 for layers that do not have it, `beyond` for
  /// channels that no width has, `least` where a mix of sides would lead below.
  func fill(
    _ target: Slot, _ kind: KeyPath<StatisticsGrid.WidthTables, Tensor>, beyond: Float,
    least: Float = -.infinity, has: (LayerKind) -> Bool
  ) {
    let wideTable = wide[keyPath: kind]
    let narrowTable = narrow?[keyPath: kind]
    let most = layers.map(\.output.channels).max() ?? 0
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * most) { scratch in
      var (place, wideColumn, narrowColumn) = (0, 0, 0)
      for (index, layer) in layers.enumerated() {
        let slot = Slot(rebasing: target[place..<place + layer.output.channels])
        place += slot.count
        guard has(layer.kind) else {
          slot.update(repeating: 0)
          continue
        }
        let known = min(slot.count, wide.channels[index])
        read(wideTable, wideColumn, Slot(rebasing: slot[..<known]), scratch)
        slot[known...].update(repeating: beyond)
        wideColumn += wide.channels[index]
        if let narrow, let narrowTable {
          // Channels that the narrower width lacks are the wider one's alone.
          let shared = Slot(rebasing: scratch[..<min(known, narrow.channels[index])])
          read(narrowTable, narrowColumn, shared, Slot(rebasing: scratch[most...]))
          blend(shared, wideShare(of: index, over: narrow), slot, into: slot)
          narrowColumn += narrow.channels[index]
        }
        if isMixed { for i in slot.indices { slot[i] = max(slot[i], least) } }
      }
    }
  }

  /// Reads as many channels as `slot` has, from a column of a table on, for the side asked for.
  private func read(_ table: Tensor, _ column: Int, _ slot: Slot, _ scratch: Slot) {
    let columns = table.shape[1]
    for (number, part) in parts.enumerated() {
      let start = part.row * columns + column
      if number == 0 {
        table.read(start..<start + slot.count, into: slot)
        if part.share != 1 { for i in slot.indices { slot[i] *= part.share } }
      } else {
        table.read(start..<start + slot.count, into: scratch)
        for i in slot.indices { slot[i] += part.share * scratch[i] }
      }
    }
  }

  /// result = (1 − share) · low + share · high, for as many channels as `low` has; `result` may be
  /// one of the two.
  private func blend(_ low: Slot, _ share: Float, _ high: Slot, into result: Slot) {
    for i in low.indices { result[i] = (1 - share) * low[i] + share * high[i] }
  }
}
