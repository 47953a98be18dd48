import MobileNet

/// A slimmable pack's batch-norm statistics: measured at a grid of widths and sides, interpolated
/// bilinearly between them.
struct StatisticsGrid: Sendable {
  /// Ascending, in thousandths.
  let widths: [Int]
  /// Ascending.
  let sides: [Int]
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
      interpolation.fill(deviations, \.deviations, beyond: 1) { _ in true }
    }
    statistics.activationMeans.withUnsafeMutableBufferPointer { means in
      interpolation.fill(means, \.activationMeans, beyond: 0) { $0 == .depthwise }
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

/// The statistics of one setting, out of at most four points of the grid.
private struct Interpolation {
  let layers: [Layer]
  let side: Neighbours
  /// The width itself, or the next wider one.
  let wide: StatisticsGrid.WidthTables
  /// The next narrower width, where α is not on the grid, and the share of the wider one.
  let narrow: StatisticsGrid.WidthTables?
  let wideShare: Float

  typealias Slot = UnsafeMutableBufferPointer<Float>

  init(_ grid: StatisticsGrid, _ setting: Setting, _ layers: [Layer]) {
    let width = Neighbours(setting.alpha.thousandths, in: grid.widths)
    self.layers = layers
    side = Neighbours(setting.side, in: grid.sides)
    wide = grid.tables[width.above]
    narrow = width.below < width.above ? grid.tables[width.below] : nil
    wideShare = width.share
  }

  /// Writes one kind of statistics for all layers: 0 for layers that do not have it, `beyond` for
  /// channels that no width has.
  func fill(
    _ target: Slot, _ kind: KeyPath<StatisticsGrid.WidthTables, Tensor>, beyond: Float,
    has: (LayerKind) -> Bool
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
          blend(shared, wideShare, slot, into: slot)
          narrowColumn += narrow.channels[index]
        }
      }
    }
  }

  /// Reads as many channels as `slot` has, from a column of a table on, for the side asked for.
  private func read(_ table: Tensor, _ column: Int, _ slot: Slot, _ scratch: Slot) {
    let columns = table.shape[1]
    let below = side.below * columns + column
    table.read(below..<below + slot.count, into: slot)
    if side.share > 0 {
      let above = side.above * columns + column
      table.read(above..<above + slot.count, into: scratch)
      blend(slot, side.share, scratch, into: slot)
    }
  }

  /// result = (1 − share) · low + share · high, for as many channels as `low` has; `result` may be
  /// one of the two.
  private func blend(_ low: Slot, _ share: Float, _ high: Slot, into result: Slot) {
    for i in low.indices { result[i] = (1 - share) * low[i] + share * high[i] }
  }
}
