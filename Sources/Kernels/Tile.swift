/// The heart of every convolution: a tile of sums that stays in registers over the whole depth.
///
/// A tile is `rows` consecutive pixels × `vectors` blocks of output channels. One step takes one input
/// channel: it loads `vectors` vectors of weights and broadcasts `rows` inputs, and each of the
/// rows × vectors products goes to its own sum. With 10 × 2 that is 12 loads for 20 multiply-adds, so
/// the multipliers, not the loads, set the pace. The sums are independent of each other, so the
/// latency of a multiply-add (4 cycles) never shows.
///
///               weights₀  weights₁           registers with AVX-512 (of 32):
///     pixel 0 →  sum      sum                20 sums
///     pixel 1 →  sum      sum                 2 weights
///       …                                     1 broadcast input, or folded into the product
///     pixel 9 →  sum      sum
///
/// AVX2 has 16 registers of half the width: 6 × 1 takes 12 + 2 + 1. SSE2: 2 × 1 takes 8 + 4 + 2. A
/// layer's last block may need half a vector only (`Element`): then 12 × 1 takes 12 + 1 + 1 with AVX2.
/// Sizes are compile-time constants, because only loops that unroll keep their sums in registers.
@frozen
public struct Tile<
  Unit: VectorUnit, Element: BlockVector, let rows: Int, let vectors: Int
> {
  @usableFromInline var sums: InlineArray<rows, InlineArray<vectors, Element>>

  @inlinable @inline(always)
  init() {
    sums = InlineArray(repeating: InlineArray(repeating: .zeros()))
  }

  /// Goes on from sums that `keep` has stored.
  @inlinable @inline(always)
  init(kept output: UnsafePointer<Float>, at places: InlineArray<rows, Int>, blockStride: Int) {
    self.init()
    var vector = 0
    while vector < vectors {
      var row = 0
      while row < rows {
        sums[row][vector] = .loaded(from: output + (vector &* blockStride &+ places[row]))
        row &+= 1
      }
      vector &+= 1
    }
  }

  /// Adds input[places[row] + step] · weights[vector][step] to each sum, for all steps.
  ///
  /// - Parameters:
  ///   - input: where `places` count from; a pixel's steps lie side by side.
  ///   - places: floats from `input` to each pixel.
  ///   - panel: the first vector's weights, `[step][16]`.
  ///   - panelStride: floats to the next vector's weights.
  ///   - steps: how many input values each pixel has.
  @inlinable @inline(always)
  mutating func accumulate(
    _ input: UnsafePointer<Float>, at places: InlineArray<rows, Int>, panel: UnsafePointer<Float>,
    panelStride: Int, steps: Int
  ) {
    var step = 0
    while step < steps {
      var weights = InlineArray<vectors, Element>(repeating: .zeros())
      var vector = 0
      while vector < vectors {
        weights[vector] = .loaded(from: panel + (vector &* panelStride &+ step &* Block.width))
        vector &+= 1
      }
      var row = 0
      while row < rows {
        let value = Element.filled(with: input[places[row] &+ step])
        vector = 0
        while vector < vectors {
          sums[row][vector] = Element.multiplyAdd(
            Unit.self, sums[row][vector], value, weights[vector])
          vector &+= 1
        }
        row &+= 1
      }
      step &+= 1
    }
  }

  /// The places of pixels that are `stride` floats apart.
  @inlinable @inline(always)
  static func places(stride: Int) -> InlineArray<rows, Int> {
    var places = InlineArray<rows, Int>(repeating: 0)
    var row = 1
    while row < rows {
      places[row] = row &* stride
      row &+= 1
    }
    return places
  }

  /// Stores the sums as they are, for a later tile to go on from.
  @inlinable @inline(always)
  func keep(
    in output: UnsafeMutablePointer<Float>, at places: InlineArray<rows, Int>, blockStride: Int
  ) {
    var vector = 0
    while vector < vectors {
      var row = 0
      while row < rows {
        sums[row][vector].store(to: output + (vector &* blockStride &+ places[row]))
        row &+= 1
      }
      vector &+= 1
    }
  }

  /// Stores activation(scale · sum + shift): batch norm and ReLU6 on the way out.
  ///
  /// The scale is applied here and not to the weights, so that one packed copy serves every width.
  ///
  /// - Parameters:
  ///   - output: where the first block's `places` count from.
  ///   - places: floats from there to each pixel.
  ///   - blockStride: floats to the next block's output.
  ///   - scale: of the first block's channels, whole blocks.
  ///   - shift: as `scale`.
  ///   - activation: the range that outputs are limited to.
  @inlinable @inline(always)
  func store(
    to output: UnsafeMutablePointer<Float>, at places: InlineArray<rows, Int>, blockStride: Int,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, activation: Activation
  ) {
    var vector = 0
    while vector < vectors {
      let factor = Element.loaded(from: scale + vector &* Block.width)
      let offset = Element.loaded(from: shift + vector &* Block.width)
      var row = 0
      while row < rows {
        let value = Element.multiplyAdd(Unit.self, offset, factor, sums[row][vector])
        value.held(from: activation.lower, to: activation.upper)
          .store(to: output + (vector &* blockStride &+ places[row]))
        row &+= 1
      }
      vector &+= 1
    }
  }
}
