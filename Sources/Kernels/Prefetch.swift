import CProcessor

/// Brings the weight panels that will be needed next into the second-level cache while the present ones
/// are in use: a few cache lines at a time, so that the requests never queue up.
///
/// Pointwise 14²×512: 239 → 245, 7² 512→1024: 205 → 241 GFLOP/s (AVX-512, Zen 5).
@frozen @usableFromInline
struct Prefetch<Unit: VectorUnit> {
  /// The next line to ask for: sixteen floats, 64 bytes.
  @usableFromInline var line: UnsafePointer<Float>
  /// Behind the last line to ask for.
  @usableFromInline let end: UnsafePointer<Float>
  @usableFromInline let stride: Int
  @usableFromInline let linesPerTurn: Int

  /// - Parameters:
  ///   - panel: the first panel to ask for.
  ///   - lines: lines of each panel.
  ///   - stride: floats to the second panel, where tiles have two vectors.
  ///   - linesPerTurn: lines to ask for in each call of `fetch`.
  ///   - turnsBefore: calls that tiles before these have made for the same panels.
  @inlinable @inline(always)
  init(
    _ panel: UnsafePointer<Float>, lines: Int, stride: Int, linesPerTurn: Int, turnsBefore: Int
  ) {
    line = panel + turnsBefore &* linesPerTurn &* Block.width
    end = panel + lines &* Block.width
    self.stride = stride
    self.linesPerTurn = linesPerTurn
  }

  /// How many lines to ask for in each of `turns` calls, so that all are asked for.
  @inlinable @inline(always)
  static func linesPerTurn(_ lines: Int, turns: Int) -> Int {
    turns > 0 ? (lines &+ turns &- 1) / turns : 0
  }

  /// Asks for the next few lines; does nothing once all have been asked for.
  @inlinable @inline(always)
  mutating func fetch() {
    guard line < end else { return }
    var count = linesPerTurn
    while count > 0 {
      processor_prefetch(line)
      if Unit.tileVectors == 2 { processor_prefetch(line + stride) }
      line += Block.width
      count &-= 1
    }
  }
}
