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

  /// What is stored for one width. Along a row layers follow each other in order of execution,
  /// each with only the channels active at that width; one row for each side.
  struct WidthTables: Sendable {
    /// Means of `conv0` and the depthwise layers.
    let means: Table
    /// Deviations of all convolutions.
    let deviations: Table
    /// Means after ReLU6 of the depthwise layers.
    let activationMeans: Table
    /// Channels of each convolution at this width.
    let channels: [Int]
  }

  /// [sides, columns], row-major, widened to float32.
  struct Table: Sendable {
    let columns: Int
    let values: [Float]
  }
}

/// What lies between two neighbours of a grid: v = (1 − share) · v[below] + share · v[above].
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

extension StatisticsGrid {
  func fill(_ statistics: inout BatchNormStatistics, for layers: [Layer], _ setting: Setting) {
    let side = Neighbours(setting.side, in: sides)
    let width = Neighbours(setting.alpha.thousandths, in: widths)
    // On the grid one table is enough; between two, channels that the narrower one lacks are the
    // wider one's alone.
    let wide = tables[width.above]
    let narrow = width.below < width.above ? tables[width.below] : nil
    let mix = Mix(side: side, widthShare: width.share)
    statistics.means.withUnsafeMutableBufferPointer { means in
      fill(means, layers, wide, narrow, \.means, mix, beyond: 0) { $0 != .pointwise }
    }
    statistics.deviations.withUnsafeMutableBufferPointer { deviations in
      fill(deviations, layers, wide, narrow, \.deviations, mix, beyond: 1) { _ in true }
    }
    statistics.activationMeans.withUnsafeMutableBufferPointer { means in
      fill(means, layers, wide, narrow, \.activationMeans, mix, beyond: 0) { $0 == .depthwise }
    }
  }

  /// One kind of statistics, over all layers; 0 in those that the kind does not have.
  private func fill(
    _ target: UnsafeMutableBufferPointer<Float>, _ layers: [Layer], _ wide: WidthTables,
    _ narrow: WidthTables?, _ kind: KeyPath<WidthTables, Table>, _ mix: Mix, beyond: Float,
    has: (LayerKind) -> Bool
  ) {
    let wideRows = Rows(wide[keyPath: kind], mix.side)
    let narrowRows = narrow.map { Rows($0[keyPath: kind], mix.side) }
    var place = 0
    var wideColumn = 0
    var narrowColumn = 0
    for (index, layer) in layers.enumerated() {
      let end = place + layer.output.channels
      let slot = UnsafeMutableBufferPointer(rebasing: target[place..<end])
      place = end
      guard has(layer.kind) else {
        slot.update(repeating: 0)
        continue
      }
      let wideChannels = wide.channels[index]
      let narrowChannels = narrow?.channels[index] ?? 0
      let known = min(slot.count, wideChannels)
      let shared = min(known, narrowChannels)
      if let narrowRows {
        mix.blend(narrowRows, narrowColumn, wideRows, wideColumn, 0..<shared, into: slot)
      }
      mix.copy(wideRows, wideColumn, shared..<known, into: slot)
      for channel in known..<slot.count { slot[channel] = beyond }
      wideColumn += wideChannels
      narrowColumn += narrowChannels
    }
  }
}

/// The rows of a table for the two neighbouring sides.
private struct Rows {
  let below: ArraySlice<Float>
  let above: ArraySlice<Float>

  init(_ table: StatisticsGrid.Table, _ side: Neighbours) {
    below = table.values[side.below * table.columns..<(side.below + 1) * table.columns]
    above = table.values[side.above * table.columns..<(side.above + 1) * table.columns]
  }
}

/// The shares of the four neighbours.
private struct Mix {
  let side: Neighbours
  let widthShare: Float

  func copy(
    _ rows: Rows, _ column: Int, _ channels: Range<Int>,
    into slot: UnsafeMutableBufferPointer<Float>
  ) {
    let below = 1 - side.share
    let above = side.share
    rows.below.withUnsafeBufferPointer { low in
      rows.above.withUnsafeBufferPointer { high in
        for i in channels { slot[i] = below * low[column + i] + above * high[column + i] }
      }
    }
  }

  func blend(
    _ narrow: Rows, _ narrowColumn: Int, _ wide: Rows, _ wideColumn: Int, _ channels: Range<Int>,
    into slot: UnsafeMutableBufferPointer<Float>
  ) {
    copy(wide, wideColumn, channels, into: slot)
    let below = (1 - widthShare) * (1 - side.share)
    let above = (1 - widthShare) * side.share
    narrow.below.withUnsafeBufferPointer { low in
      narrow.above.withUnsafeBufferPointer { high in
        for i in channels {
          let value = below * low[narrowColumn + i] + above * high[narrowColumn + i]
          slot[i] = value + widthShare * slot[i]
        }
      }
    }
  }
}
