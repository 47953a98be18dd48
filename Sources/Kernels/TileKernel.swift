/// A kernel that works on register tiles: the convolutions that combine channels.
public protocol TileKernel {
  /// The instruction set that it is compiled for.
  associatedtype Unit: VectorUnit

  /// Computes `vectors` output blocks from `block` on, tile by tile.
  ///
  /// - Parameters:
  ///   - tile: the kind of tile, `rows` pixels high.
  ///   - pixels: a multiple of `rows`.
  ///   - block: the first output block.
  func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int)
}

/// Output blocks that are computed together.
@frozen
public enum BlockGroup {
  /// The first eight channels of a block that has no more.
  case half
  /// One block.
  case one
  /// Two blocks, where registers hold as many.
  case two
  /// Four blocks, where there is only one pixel.
  case four

  /// How many blocks they are; half a block counts as one.
  @inlinable @inline(always)
  public var blocks: Int {
    switch self {
    case .half, .one: 1
    case .two: 2
    case .four: 4
    }
  }
}

extension TileKernel {
  /// The blocks to compute next, from `block` on. `allowsFour` says that the map is a single pixel,
  /// whose one row of sums leaves room for four blocks.
  @inlinable @inline(always)
  static func group(at block: Int, of blocks: BlockCount, allowsFour: Bool) -> BlockGroup {
    let remaining = blocks.full &- block
    if allowsFour, Unit.singleRowVectors == 4, remaining >= 4 { return .four }
    if remaining >= 2, Unit.tileVectors == 2 { return .two }
    return remaining >= 1 ? .one : .half
  }

  /// Rows of a group's largest tile, 12 at most. Half a block takes twice as many rows where tiles are
  /// one block wide: with only half as many independent sums the latency of a multiply-add would show.
  @inlinable @inline(always)
  static func highest(_ group: BlockGroup) -> Int {
    group == .half && Unit.tileVectors == 1 ? 2 &* Unit.tileRows : Unit.tileRows
  }

  /// The fewest tiles of a group that cover `count` pixels.
  @inlinable @inline(always)
  static func tiles(_ count: Int, _ group: BlockGroup) -> Int {
    (count &+ highest(group) &- 1) / highest(group)
  }

  /// Computes `count` pixels from `first` on with the fewest tiles, whose heights differ by at most one
  /// row: 13 pixels are 7 + 6, because a tile of 3 beside one of 10 would leave multipliers idle.
  @inlinable @inline(always)
  func cover(first: Int, count: Int, block: Int, group: BlockGroup) {
    let tiles = Self.tiles(count, group)
    let height = count / tiles
    let taller = count &- tiles &* height
    let middle = first &+ taller &* (height &+ 1)
    if taller > 0 {
      compute(
        rows: height &+ 1, pixels: Range(uncheckedBounds: (first, middle)), block: block,
        group: group)
    }
    compute(
      rows: height, pixels: Range(uncheckedBounds: (middle, first &+ count)), block: block,
      group: group)
  }

  /// How many tiles come before the one of this height that begins at `pixel`: in `cover` the taller
  /// ones come first, which are one row higher.
  @inlinable @inline(always)
  static func tiles(before pixel: Int, rows: Int) -> Int { pixel / (rows &+ 1) }

  /// From numbers to types: the tile of this many rows and output blocks.
  @inlinable @inline(always)
  func compute(rows: Int, pixels: Range<Int>, block: Int, group: BlockGroup) {
    switch rows {
    case 1: compute(Height<1>.self, pixels: pixels, block: block, group: group)
    case 2: compute(Height<2>.self, pixels: pixels, block: block, group: group)
    case 3: compute(Height<3>.self, pixels: pixels, block: block, group: group)
    case 4: compute(Height<4>.self, pixels: pixels, block: block, group: group)
    case 5: compute(Height<5>.self, pixels: pixels, block: block, group: group)
    case 6: compute(Height<6>.self, pixels: pixels, block: block, group: group)
    case 7: compute(Height<7>.self, pixels: pixels, block: block, group: group)
    case 8: compute(Height<8>.self, pixels: pixels, block: block, group: group)
    case 9: compute(Height<9>.self, pixels: pixels, block: block, group: group)
    case 10: compute(Height<10>.self, pixels: pixels, block: block, group: group)
    case 11: compute(Height<11>.self, pixels: pixels, block: block, group: group)
    default: compute(Height<12>.self, pixels: pixels, block: block, group: group)
    }
  }

  /// From numbers to types: the kind of tile. The conditions are constants, so tiles that an
  /// instruction set never uses are not compiled.
  @inlinable @inline(always)
  func compute<let rows: Int>(
    _ height: Height<rows>.Type, pixels: Range<Int>, block: Int, group: BlockGroup
  ) {
    if group == .half {
      guard rows <= Self.highest(.half) else { return }
      compute(Tile<Unit, SIMD8<Float>, rows, 1>.self, pixels: pixels, block: block)
      return
    }
    guard rows <= Unit.tileRows else { return }
    if rows == 1, Unit.singleRowVectors == 4, group == .four {
      compute(Tile<Unit, SIMD16<Float>, 1, 4>.self, pixels: pixels, block: block)
    } else if Unit.tileVectors == 2, group == .two {
      compute(Tile<Unit, SIMD16<Float>, rows, 2>.self, pixels: pixels, block: block)
    } else {
      compute(Tile<Unit, SIMD16<Float>, rows, 1>.self, pixels: pixels, block: block)
    }
  }
}

/// A number of rows as a type.
public enum Height<let rows: Int> {}
