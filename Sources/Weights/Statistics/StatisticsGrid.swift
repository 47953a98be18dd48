import MobileNet

/// A slimmable pack's batch-norm statistics: measured at a grid of widths and sides, interpolated
/// between them.
struct StatisticsGrid: Sendable {
  /// Ascending, in thousandths.
  let widths: [Int]
  /// Ascending.
  let sides: [Int]
  /// How the stored sides make up each one from the first to the last, where the pack tells it:
  /// [last − first + 1, sides], a row of shares for each side.
  ///
  /// Without it neighbouring sides are interpolated linearly. That is less exact: where a feature map
  /// has an odd side it is padded on other edges than an even one, so the statistics of side 33 are
  /// not between those of 32 and 34.
  let mix: Tensor?
  /// One for each width.
  let tables: [WidthTables]

  /// What is stored for one width.
  struct WidthTables: Sendable {
    /// Means of `conv0` and the depthwise layers.
    let means: StatisticsTable
    /// Deviations of all convolutions.
    let deviations: StatisticsTable
    /// Means after ReLU6 of the depthwise layers.
    let activationMeans: StatisticsTable

    /// Channels of a convolution at this width.
    func channels(of layer: Int) -> Int { deviations.columns[layer].count }
  }
}

/// One kind of statistics for one width and all sides.
struct StatisticsTable: Sendable {
  /// [sides, columns].
  let values: Tensor
  /// For each convolution, in order of execution, the columns of the channels that are active at
  /// this width; none where the layer has no statistics of this kind.
  let columns: [Range<Int>]

  /// Reads the first channels of a layer: the sum of some rows, each times its share.
  ///
  /// - Parameters:
  ///   - layer: the convolution's number.
  ///   - rows: which of them, and their shares.
  ///   - slot: as long as channels are read; every element is written.
  ///   - scratch: at least as long.
  fileprivate func read(
    _ layer: Int, _ rows: [(row: Int, share: Float)], _ slot: Slot, _ scratch: Slot
  ) {
    slot.update(repeating: 0)
    for (row, share) in rows {
      let start = row * values.shape[1] + columns[layer].lowerBound
      values.read(start..<start + slot.count, into: scratch)
      for i in slot.indices { slot[i] += share * scratch[i] }
    }
  }
}

private typealias Slot = UnsafeMutableBufferPointer<Float>

extension StatisticsGrid {
  /// Writes the statistics of one setting; all three arrays have room for all channels.
  func fill(_ statistics: inout BatchNormStatistics, for layers: [Layer], _ setting: Setting) {
    let setting = Interpolation(self, setting, layers)
    let (wide, narrow) = (setting.wide, setting.narrow)
    setting.fill(&statistics.means, wide.means, narrow?.means, beyond: 0)
    setting.fill(
      &statistics.deviations, wide.deviations, narrow?.deviations, beyond: 1,
      least: leastDeviation)
    setting.fill(
      &statistics.activationMeans, wide.activationMeans, narrow?.activationMeans, beyond: 0,
      least: 0)
  }

  /// √ε: the deviation of a channel that never varies.
  private var leastDeviation: Float { Float(0.001).squareRoot() }

  /// The stored sides whose statistics add up to those of a side, and their shares. A side beyond
  /// the ends counts as the end.
  fileprivate func rows(of side: Int) -> [(row: Int, share: Float)] {
    guard let mix else {
      let near = Neighbours(side, in: sides)
      if near.below == near.above { return [(near.above, 1)] }
      return [(near.below, 1 - near.share), (near.above, near.share)]
    }
    let row = min(max(side, sides[0]), sides[sides.count - 1]) - sides[0]
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: sides.count) { shares in
      mix.read(row * sides.count..<(row + 1) * sides.count, into: shares)
      return shares.indices.filter { shares[$0] != 0 }.map { ($0, shares[$0]) }
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
  /// The width itself, or the next wider one.
  let wide: StatisticsGrid.WidthTables
  /// The next narrower width, where α is not on the grid.
  let narrow: StatisticsGrid.WidthTables?
  private let layers: [Layer]
  private let rows: [(row: Int, share: Float)]
  /// The share of the wider width, if it went by α alone.
  private let shareOfAlpha: Float
  /// The shares of `mix` may be below 0 and lead to a value that no network has.
  private let isClamped: Bool

  init(_ grid: StatisticsGrid, _ setting: Setting, _ layers: [Layer]) {
    let width = Neighbours(setting.alpha.thousandths, in: grid.widths)
    wide = grid.tables[width.above]
    narrow = width.below < width.above ? grid.tables[width.below] : nil
    self.layers = layers
    rows = grid.rows(of: setting.side)
    shareOfAlpha = width.share
    isClamped = grid.mix != nil
  }

  /// Writes one kind of statistics for all layers: 0 for layers that do not have it.
  ///
  /// - Parameters:
  ///   - target: channel after channel, layer after layer.
  ///   - wide: of the wider width.
  ///   - narrow: of the narrower width, if there is one.
  ///   - beyond: what channels get that no width has.
  ///   - least: the smallest value that a network can have.
  func fill(
    _ target: inout [Float], _ wide: StatisticsTable, _ narrow: StatisticsTable?, beyond: Float,
    least: Float = -.infinity
  ) {
    let most = layers.map(\.output.channels).max() ?? 0
    target.withUnsafeMutableBufferPointer { target in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * most) { scratch in
        var start = 0
        for (index, layer) in layers.enumerated() {
          let slot = Slot(rebasing: target[start..<start + layer.output.channels])
          start += slot.count
          slot.update(repeating: wide.columns[index].isEmpty ? 0 : beyond)
          let known = Slot(rebasing: slot.prefix(wide.columns[index].count))
          wide.read(index, rows, known, scratch)
          if let narrow {
            // Channels that the narrower width lacks keep the wider one's values.
            let low = Slot(rebasing: scratch[..<min(known.count, narrow.columns[index].count)])
            narrow.read(index, rows, low, Slot(rebasing: scratch[most...]))
            let share = wideShare(of: index)
            for i in low.indices { known[i] = (1 - share) * low[i] + share * known[i] }
          }
          if isClamped { for i in known.indices { known[i] = max(known[i], least) } }
        }
      }
    }
  }

  /// The share of the wider width in a layer's statistics.
  ///
  /// Each value is a sum over the layer's input channels, so the share goes by their number. It does
  /// not go by α, because channels are whole: at two α the layer may have as many. A depthwise layer
  /// only filters the sums of the layer before it, so that layer's inputs count. `conv0` sums over
  /// the picture's three channels at every width: there α decides.
  private func wideShare(of index: Int) -> Float {
    let summing = layers[index].kind == .depthwise ? index - 1 : index
    guard let narrow, summing > 0 else { return shareOfAlpha }
    let (low, high) = (narrow.channels(of: summing - 1), wide.channels(of: summing - 1))
    guard low < high else { return shareOfAlpha }
    return Float(layers[summing].input.channels - low) / Float(high - low)
  }
}
