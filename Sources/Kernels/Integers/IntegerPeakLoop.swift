/// Products of bytes as fast as the core can do them: a register tile on a few bytes that stay in the
/// nearest cache, over and over, without the rest of a layer.
public enum IntegerPeakLoop<Unit: IntegerUnit> {
  /// Bytes that the loop reads.
  @inlinable
  public static var byteCount: Int { 1024 }

  /// Multiply-adds of one step.
  @inlinable
  public static var perStep: Int {
    Unit.integerTileRows * Unit.integerTileVectors * Unit.lanes * Block.width
  }

  /// Adds products to one tile.
  ///
  /// - Parameters:
  ///   - steps: how often four dots are added to each sum.
  ///   - bytes: inputs and weights, `byteCount`.
  ///   - output: the sums, at most 24 · 16, so that the compiler can leave none out.
  @inlinable @inline(always)
  public static func run(
    steps: Int, bytes: UnsafePointer<UInt8>, output: UnsafeMutablePointer<Float>
  ) {
    if Unit.integerTileVectors == 2 {
      loop(IntegerTile<Unit, 12, 2>(), steps, bytes, output)
    } else if Unit.integerTileRows >= 10 {
      loop(IntegerTile<Unit, 10, 1>(), steps, bytes, output)
    } else {
      loop(IntegerTile<Unit, 4, 1>(), steps, bytes, output)
    }
  }

  @inlinable @inline(always)
  static func loop<let rows: Int, let vectors: Int>(
    _ start: IntegerTile<Unit, rows, vectors>, _ steps: Int, _ bytes: UnsafePointer<UInt8>,
    _ output: UnsafeMutablePointer<Float>
  ) {
    var tile = start
    let panel = UnsafeRawPointer(bytes).assumingMemoryBound(to: Int8.self)
    let scale = UnsafeRawPointer(bytes).assumingMemoryBound(to: Float.self)
    var step = 0
    while step < steps {
      // Another place in each step: products that never change would be computed once.
      let input = bytes + (step & 3) &* 64
      if Unit.splitsInputs {
        tile.accumulate(
          SplitInputs.self, input, pixelStride: SplitInputs.pixelStride, panel: panel,
          panelStride: 256, steps: 4)
      } else {
        tile.accumulate(
          PlainInputs.self, input, pixelStride: PlainInputs.pixelStride, panel: panel,
          panelStride: 256, steps: 4)
      }
      step &+= 1
    }
    tile.store(to: output, blockStride: rows &* Block.width, scale: scale, shift: scale)
  }
}
