/// The heart of every convolution: a tile of sums that stays in registers over the whole depth.
///
/// `rows` consecutive pixels × `vectors` blocks of sixteen output channels. One step takes one input
/// channel: it loads `vectors` vectors of weights and broadcasts `rows` inputs, and each of the
/// rows × vectors products goes to its own sum. With 10 × 2 that is 12 loads for 20 multiply-adds, so
/// the multipliers, not the loads, set the pace, and the sums are independent of each other, so
/// the latency of a multiply-add (4 cycles) never shows.
///
///               weights₀  weights₁           registers with AVX-512 (of 32):
///     pixel 0 →  sum      sum                20 sums
///     pixel 1 →  sum      sum                 2 weights
///       …                                     1 broadcast input, or folded into the product
///     pixel 9 →  sum      sum
///
/// AVX2 has 16 registers of half the width: 6 × 1 takes 12 + 2 + 1. SSE2: 2 × 1 takes 8 + 4 + 2.
/// Sizes are compile-time constants: each loop below must unroll for the sums to be registers.
@frozen
public struct Tile<Unit: VectorUnit, let rows: Int, let vectors: Int> {
  @usableFromInline var sums: InlineArray<rows, InlineArray<vectors, Vector>>

  @inlinable @inline(always)
  init() {
    sums = InlineArray(repeating: InlineArray(repeating: .zero))
  }

  /// Adds input[row · pixelStride + step] · weights[vector][step] to each sum, for all steps.
  ///
  /// `input` is the first pixel's value at the first step: steps follow each other, pixels are
  /// `pixelStride` floats apart. `panel` holds the first vector's weights, `[step][16]`; the next
  /// vector's are `panelStride` floats on.
  @inlinable @inline(always)
  mutating func accumulate(
    _ input: UnsafePointer<Float>, pixelStride: Int, panel: UnsafePointer<Float>, panelStride: Int,
    steps: Int
  ) {
    var step = 0
    while step < steps {
      var weights = InlineArray<vectors, Vector>(repeating: .zero)
      var vector = 0
      while vector < vectors {
        weights[vector] = panel.vector(at: vector &* panelStride &+ step &* 16)
        vector &+= 1
      }
      var row = 0
      while row < rows {
        let value = Vector(repeating: input[row &* pixelStride &+ step])
        vector = 0
        while vector < vectors {
          sums[row][vector] = Unit.multiplyAdd(sums[row][vector], value, weights[vector])
          vector &+= 1
        }
        row &+= 1
      }
      step &+= 1
    }
  }

  /// Batch norm and activation on the way out: output = activation(scale · sum + shift).
  ///
  /// The scale stands here and not in the weights so that these stay as they were packed.
  /// `output` is the first pixel's first block: pixels are 16 floats apart, blocks `blockStride`.
  @inlinable @inline(always)
  func store(
    to output: UnsafeMutablePointer<Float>, blockStride: Int, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, activation: Activation
  ) {
    var vector = 0
    while vector < vectors {
      let factor = scale.vector(at: vector &* 16)
      let offset = shift.vector(at: vector &* 16)
      var row = 0
      while row < rows {
        let value = Unit.multiplyAdd(offset, factor, sums[row][vector])
        output.store(
          value.held(from: activation.lower, to: activation.upper),
          at: vector &* blockStride &+ row &* 16)
        row &+= 1
      }
      vector &+= 1
    }
  }
}

/// A kernel that computes one register tile; the three convolutions with many input channels.
public protocol TileKernel {
  associatedtype Unit: VectorUnit

  /// Computes `rows` pixels from `pixel` on, of `vectors` output blocks from `block` on.
  func compute<let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, rows, vectors>.Type, pixel: Int, block: Int)
}

extension TileKernel {
  /// Covers `count` pixels from `first` on with ⌈count / tileRows⌉ tiles whose heights differ by one
  /// row at most: 13 pixels are 7 + 6, because 10 and a low 3 would leave multipliers idle.
  @inlinable @inline(always)
  func cover(first: Int, count: Int, block: Int, blocks: Int) {
    let tiles = (count &+ Unit.tileRows &- 1) / Unit.tileRows
    let height = count / tiles
    var taller = count &- tiles &* height
    var pixel = first
    let end = first &+ count
    while pixel < end {
      let rows = taller > 0 ? height &+ 1 : height
      taller &-= 1
      compute(rows: rows, pixel: pixel, block: block, blocks: blocks)
      pixel &+= rows
    }
  }

  /// From numbers to types: the tile of this many rows and output blocks.
  @inlinable @inline(always)
  func compute(rows: Int, pixel: Int, block: Int, blocks: Int) {
    switch rows {
    case 1: compute(Height<1>.self, pixel: pixel, block: block, blocks: blocks)
    case 2: compute(Height<2>.self, pixel: pixel, block: block, blocks: blocks)
    case 3: compute(Height<3>.self, pixel: pixel, block: block, blocks: blocks)
    case 4: compute(Height<4>.self, pixel: pixel, block: block, blocks: blocks)
    case 5: compute(Height<5>.self, pixel: pixel, block: block, blocks: blocks)
    case 6: compute(Height<6>.self, pixel: pixel, block: block, blocks: blocks)
    case 7: compute(Height<7>.self, pixel: pixel, block: block, blocks: blocks)
    case 8: compute(Height<8>.self, pixel: pixel, block: block, blocks: blocks)
    case 9: compute(Height<9>.self, pixel: pixel, block: block, blocks: blocks)
    default: compute(Height<10>.self, pixel: pixel, block: block, blocks: blocks)
    }
  }

  /// Tiles that an instruction set never asks for fold away: both conditions are constants.
  @inlinable @inline(always)
  func compute<let rows: Int>(_ height: Height<rows>.Type, pixel: Int, block: Int, blocks: Int) {
    guard rows <= Unit.tileRows else { return }
    if rows == 1, Unit.singleRowVectors == 4, blocks == 4 {
      compute(Tile<Unit, 1, 4>.self, pixel: pixel, block: block)
    } else if Unit.tileVectors == 2, blocks == 2 {
      compute(Tile<Unit, rows, 2>.self, pixel: pixel, block: block)
    } else {
      compute(Tile<Unit, rows, 1>.self, pixel: pixel, block: block)
    }
  }

  /// Output blocks to compute at once, of `remaining` ones, where a map has `pixels`.
  @inlinable @inline(always)
  static func blocks(of remaining: Int, pixels: Int) -> Int {
    if pixels == 1, Unit.singleRowVectors == 4, remaining >= 4 { return 4 }
    return remaining < Unit.tileVectors ? remaining : Unit.tileVectors
  }
}

/// A number of rows as a type.
public enum Height<let rows: Int> {}
