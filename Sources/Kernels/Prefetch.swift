import CProcessor

/// The panels of the next tiles' blocks, brought into the second-level cache while these run: a few
/// lines with each run of steps.
///
/// Pointwise 14²×512: 239 → 245, 7² 512→1024: 205 → 241 GFLOP/s (AVX-512, Zen 5).
@frozen @usableFromInline
struct Ahead<Unit: VectorUnit> {
  @usableFromInline var line: UnsafePointer<Float>
  /// Where there is nothing more to ask for.
  @usableFromInline let end: UnsafePointer<Float>
  @usableFromInline let stride: Int
  @usableFromInline let linesPerRun: Int

  /// - Parameters:
  ///   - start: the first panel.
  ///   - lines: lines of sixteen floats that each panel has.
  ///   - stride: floats to the second panel, where tiles have two vectors.
  ///   - linesPerRun: lines to ask for with each run.
  ///   - runsBefore: runs of these tiles before the next one.
  @inlinable @inline(always)
  init(
    _ start: UnsafePointer<Float>, lines: Int, stride: Int, linesPerRun: Int, runsBefore: Int
  ) {
    line = start + runsBefore &* linesPerRun &* 16
    end = start + lines &* 16
    self.stride = stride
    self.linesPerRun = linesPerRun
  }

  /// Of so many lines, those to ask for in each of so many runs.
  @inlinable @inline(always)
  static func linesPerRun(_ lines: Int, runs: Int) -> Int {
    runs > 0 ? (lines &+ runs &- 1) / runs : 0
  }

  @inlinable @inline(always)
  mutating func fetch() {
    guard line < end else { return }
    var count = linesPerRun
    while count > 0 {
      processor_prefetch(line)
      if Unit.tileVectors == 2 { processor_prefetch(line + stride) }
      line += 16
      count &-= 1
    }
  }
}
