/// The heart of every int8 convolution but the depthwise ones: a tile of sums that stays in registers
/// over the whole depth, as `Tile` of float32 does.
///
/// A tile is `rows` consecutive pixels × `vectors` vectors of output channels. A step takes four input
/// channels: it loads `vectors` vectors of weights and broadcasts four bytes of each pixel, and one
/// instruction adds four products to each of sixteen sums (`vpdpbusd`).
///
///               weights₀  weights₁           registers with AVX-512 (of 32):
///     pixel 0 →  sum      sum                24 sums
///     pixel 1 →  sum      sum                 2 weights
///       …                                     1 broadcast of four inputs
///     pixel 11→  sum      sum
///
/// AVX2 has no such instruction. There a vector is half a block, its weights are two registers of 16-bit
/// pairs, and a dot is two `vpmaddwd` and two additions: 10 × 1 takes 10 + 2 + 2 of 16. SSE2: 4 × 1
/// takes 8 + 4 + 4.
@frozen
public struct IntegerTile<Unit: IntegerUnit, let rows: Int, let vectors: Int> {
  @usableFromInline var sums: InlineArray<rows, InlineArray<vectors, Unit.Sums>>

  /// Begins with each output channel's bias.
  @inlinable @inline(always)
  init(bias: UnsafePointer<Int32>) {
    var first = InlineArray<vectors, Unit.Sums>(repeating: Unit.noSums())
    var vector = 0
    while vector < vectors {
      first[vector] = Unit.sums(from: bias + vector &* Unit.lanes)
      vector &+= 1
    }
    sums = InlineArray(repeating: first)
  }

  /// Begins with zero.
  @inlinable @inline(always)
  init() {
    sums = InlineArray(repeating: InlineArray(repeating: Unit.noSums()))
  }

  /// Adds to each pixel's sums a number of its own.
  @inlinable @inline(always)
  mutating func add(_ starts: UnsafePointer<Int32>) {
    var row = 0
    while row < rows {
      let start = starts[row]
      var vector = 0
      while vector < vectors {
        sums[row][vector] = Unit.adding(sums[row][vector], start)
        vector &+= 1
      }
      row &+= 1
    }
  }

  /// Adds the products of `steps` · 4 inputs of each pixel.
  ///
  /// - Parameters:
  ///   - source: how the inputs lie.
  ///   - input: the first pixel's first input; a pixel's steps lie four bytes apart.
  ///   - pixelStride: bytes from one pixel to the next.
  ///   - panel: the first vector's weights, `[step][16][4]`.
  ///   - panelStride: bytes from one block's weights to the next block's.
  ///   - steps: groups of four inputs.
  @inlinable @inline(always)
  mutating func accumulate<Source: InputSource>(
    _ source: Source.Type, _ input: UnsafePointer<UInt8>, pixelStride: Int,
    panel: UnsafePointer<Int8>, panelStride: Int, steps: Int
  ) {
    var step = 0
    while step < steps {
      let column = panel + step &* (4 &* Block.width)
      var weights = InlineArray<vectors, Unit.Weights>(repeating: Unit.weights(from: column))
      var vector = 1
      while vector < vectors {
        weights[vector] = Unit.weights(from: column + Unit.panelPlace(vector, stride: panelStride))
        vector &+= 1
      }
      var row = 0
      while row < rows {
        let value = Source.inputs(Unit.self, from: input + (row &* pixelStride &+ step &* 4))
        vector = 0
        while vector < vectors {
          sums[row][vector] = Unit.dot(sums[row][vector], value, weights[vector])
          vector &+= 1
        }
        row &+= 1
      }
      step &+= 1
    }
  }

  /// Stores the pixels as bytes, four at a time: scale, round, and ReLU6, which the limits of a byte are.
  ///
  /// - Parameters:
  ///   - output: the first pixel's first lane; pixels are 16 bytes apart.
  ///   - blockStride: bytes to the next block's output.
  ///   - scale: of the first vector's channels.
  @inlinable @inline(always)
  func store(
    to output: UnsafeMutablePointer<UInt8>, blockStride: Int, scale: UnsafePointer<Float>
  ) {
    var vector = 0
    while vector < vectors {
      let factors = Unit.scales(from: scale + vector &* Unit.lanes)
      let start = output + Unit.outputPlace(vector, stride: blockStride)
      var row = 0
      while row < rows {
        Unit.store(
          (sum(row, vector), sum(row &+ 1, vector), sum(row &+ 2, vector), sum(row &+ 3, vector)),
          scale: factors, to: start + row &* Block.width, count: min(4, rows &- row))
        row &+= 4
      }
      vector &+= 1
    }
  }

  /// Stores scale · sum + shift as floats.
  ///
  /// - Parameters:
  ///   - output: the first pixel's first lane; pixels are 16 floats apart.
  ///   - blockStride: floats to the next block's output.
  ///   - scale: of the first vector's channels.
  ///   - shift: as `scale`.
  @inlinable @inline(always)
  func store(
    to output: UnsafeMutablePointer<Float>, blockStride: Int, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>
  ) {
    var vector = 0
    while vector < vectors {
      let factors = Unit.scales(from: scale + vector &* Unit.lanes)
      let offsets = Unit.scales(from: shift + vector &* Unit.lanes)
      let start = output + Unit.outputPlace(vector, stride: blockStride)
      var row = 0
      while row < rows {
        Unit.store(
          sums[row][vector], scale: factors, shift: offsets, to: start + row &* Block.width)
        row &+= 1
      }
      vector &+= 1
    }
  }

  /// The sum of a row, or of the last row where there are no more.
  @inlinable @inline(always)
  func sum(_ row: Int, _ vector: Int) -> Unit.Sums { sums[min(row, rows &- 1)][vector] }
}

/// An int8 kernel that works on register tiles.
public protocol IntegerTileKernel {
  /// The instruction set that it is compiled for.
  associatedtype Unit: IntegerUnit

  /// Computes `vectors` vectors of output channels from the `column`-th on, tile by tile.
  ///
  /// - Parameters:
  ///   - tile: the kind of tile, `rows` pixels high.
  ///   - pixels: a multiple of `rows`.
  ///   - column: the first vector.
  func compute<let rows: Int, let vectors: Int>(
    _ tile: IntegerTile<Unit, rows, vectors>.Type, pixels: Range<Int>, column: Int)
}

extension IntegerTileKernel {
  /// The fewest tiles that cover `count` pixels.
  @inlinable @inline(always)
  static func tiles(_ count: Int) -> Int {
    (count &+ (Unit.integerTileRows &- 1)) / Unit.integerTileRows
  }

  /// Computes `count` pixels of some columns, with tiles whose heights differ by at most one row, as
  /// `TileKernel` does it.
  @inlinable @inline(always)
  func cover(count: Int, columns: Range<Int>) {
    let tiles = Self.tiles(count)
    let height = count / tiles
    let middle = (count &- tiles &* height) &* (height &+ 1)
    var column = columns.lowerBound
    while column < columns.upperBound {
      let isPair = Unit.integerTileVectors == 2 && column &+ 1 < columns.upperBound
      if middle > 0 {
        compute(
          rows: height &+ 1, pixels: Range(uncheckedBounds: (0, middle)), column: column,
          isPair: isPair)
      }
      compute(
        rows: height, pixels: Range(uncheckedBounds: (middle, count)), column: column,
        isPair: isPair)
      column &+= isPair ? 2 : 1
    }
  }

  /// From numbers to types: the tile of this many rows.
  @inlinable @inline(always)
  func compute(rows: Int, pixels: Range<Int>, column: Int, isPair: Bool) {
    switch rows {
    case 1: compute(Height<1>.self, pixels: pixels, column: column, isPair: isPair)
    case 2: compute(Height<2>.self, pixels: pixels, column: column, isPair: isPair)
    case 3: compute(Height<3>.self, pixels: pixels, column: column, isPair: isPair)
    case 4: compute(Height<4>.self, pixels: pixels, column: column, isPair: isPair)
    case 5: compute(Height<5>.self, pixels: pixels, column: column, isPair: isPair)
    case 6: compute(Height<6>.self, pixels: pixels, column: column, isPair: isPair)
    case 7: compute(Height<7>.self, pixels: pixels, column: column, isPair: isPair)
    case 8: compute(Height<8>.self, pixels: pixels, column: column, isPair: isPair)
    case 9: compute(Height<9>.self, pixels: pixels, column: column, isPair: isPair)
    case 10: compute(Height<10>.self, pixels: pixels, column: column, isPair: isPair)
    case 11: compute(Height<11>.self, pixels: pixels, column: column, isPair: isPair)
    default: compute(Height<12>.self, pixels: pixels, column: column, isPair: isPair)
    }
  }

  /// From numbers to types: the kind of tile; those that an instruction set never uses are not compiled.
  @inlinable @inline(always)
  func compute<let rows: Int>(
    _ height: Height<rows>.Type, pixels: Range<Int>, column: Int, isPair: Bool
  ) {
    guard rows <= Unit.integerTileRows else { return }
    if Unit.integerTileVectors == 2, isPair {
      compute(IntegerTile<Unit, rows, 2>.self, pixels: pixels, column: column)
    } else {
      compute(IntegerTile<Unit, rows, 1>.self, pixels: pixels, column: column)
    }
  }
}
