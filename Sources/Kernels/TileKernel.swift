/// A kernel that computes one register tile: the convolutions that combine channels.
public protocol TileKernel {
  associatedtype Unit: VectorUnit

  /// Computes `pixels`, a multiple of `rows`, tile by tile, of `vectors` output blocks from `block`
  /// on.
  func compute<Element: BlockVector, let rows: Int, let vectors: Int>(
    _ tile: Tile<Unit, Element, rows, vectors>.Type, pixels: Range<Int>, block: Int)
}

/// Output blocks that are computed together.
@frozen
public enum BlockGroup {
  /// The first eight channels of a block that has no more.
  case half
  case one
  case two
  case four

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
  /// The blocks to compute next from `block` on, where a map has `pixels`.
  @inlinable @inline(always)
  static func group(at block: Int, of blocks: BlockCount, pixels: Int) -> BlockGroup {
    let remaining = blocks.full &- block
    if pixels == 1, Unit.singleRowVectors == 4, remaining >= 4 { return .four }
    if remaining >= 2, Unit.tileVectors == 2 { return .two }
    return remaining >= 1 ? .one : .half
  }

  /// Rows of a group's largest tile, 12 at most. Half a block takes twice as many where a whole one fills
  /// the registers: so few sums would wait for each other.
  @inlinable @inline(always)
  static func highest(_ group: BlockGroup) -> Int {
    group == .half && Unit.tileVectors == 1 ? 2 &* Unit.tileRows : Unit.tileRows
  }

  /// The fewest tiles of a group that cover `count` pixels.
  @inlinable @inline(always)
  static func tiles(_ count: Int, _ group: BlockGroup) -> Int {
    (count &+ highest(group) &- 1) / highest(group)
  }

  /// Covers `count` pixels from `first` on with the fewest tiles, whose heights differ by one row at
  /// most: 13 pixels are 7 + 6, because 10 and a low 3 would leave multipliers idle.
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

  /// Tiles of a map before those of this height that begin at `pixel`: one row higher, as `cover` has it.
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

  /// Tiles that an instruction set never asks for fold away: these conditions are constants.
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
