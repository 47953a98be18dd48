import Engine
import Explorer
import Measure
import MobileNet
import Reports

/// One pixel's arithmetic in words and numbers: the products, their sum, what batch norm and ReLU6 make
/// of it.
///
///     channel 17 · row 9, column 4
///      0.21·1.04    0.90·2.11    0.11·0.00
///     −0.40·3.02    1.71·2.90    0.08·1.33
///      0.02·0.71    0.33·1.20   −0.20·0.41
///     sum 6.84 × 0.310 + 0.120 = 2.24
struct ArithmeticLines {
  typealias Piece = PlaneLine.Piece

  let theme: Theme
  let inside: Inside
  let channel: Int
  let pixel: InsideState.Pixel
  let columns: Int
  private let arithmetic: PixelArithmetic

  /// Cells that the numbers take where they stand in one column.
  static let narrow = 36

  init(
    theme: Theme, inside: Inside, channel: Int, pixel: InsideState.Pixel, columns: Int
  ) {
    (self.theme, self.inside, self.channel) = (theme, inside, channel)
    (self.pixel, self.columns) = (pixel, columns)
    arithmetic = inside.arithmetic(channel: channel, row: pixel.row, column: pixel.column)
  }

  /// Without a heading, from top to bottom, at most so many: where there are more, the last products give
  /// way to a line that says so.
  func lines(rows: Int = .max) -> [[Piece]] {
    let (products, ending) = (products, ending)
    let room = rows - ending.count
    guard products.count > room else { return products + ending }
    guard room > 0 else { return Array(ending.prefix(max(0, rows))) }
    let left = products.count - room + 1
    let more: Words = "+ \(left) more lines"
    return products.prefix(room - 1) + [[(more, theme.style(.faint))]] + ending
  }

  /// The same, with words on what the numbers are below them where there is room.
  func explained(rows: Int) -> [[Piece]] {
    let shown = lines(rows: rows)
    let words = Words(meaning).wrapped(to: columns).map { [($0, theme.style(.faint))] }
    return shown.count + 1 + words.count <= rows ? shown + [[]] + words : shown
  }

  private var meaning: String {
    switch inside.layer.kind {
    case .pool: "The mean of all places of one map. \(scale)"
    case .linear:
      "A product is weight \(times) mean of a map: so much speaks for or against the class."
    case .conv, .depthwise, .pointwise:
      "A product is weight \(times) what comes in. Batch norm scales and shifts the sum; ReLU6 keeps it "
        + "within 0 … 6. \(scale)"
    }
  }

  private var scale: String { "A tile's brightest pixel is its own largest value." }

  /// The channel that the strongest product comes from; nil where there are none.
  var strongestSource: Int? {
    arithmetic.terms.max { $0.product.magnitude < $1.product.magnitude }?.channel
  }

  // MARK: The products

  private var products: [[Piece]] {
    switch inside.layer.kind {
    case .depthwise: sideBySide([kernel(arithmetic.terms[...])])
    case .conv where inside.layer.input.channels == 3:
      sideBySide(
        ["red", "green", "blue"].enumerated().map { place, color -> [[Piece]] in
          let heading: [Piece] = [(Words(color), theme.style(.faint))]
          return [heading] + kernel(arithmetic.terms.dropFirst(place * 9).prefix(9))
        })
    case .conv, .pointwise, .linear: strongest
    case .pool: []
    }
  }

  /// Blocks of lines beside each other, as many as there is room for.
  private func sideBySide(_ blocks: [[[Piece]]]) -> [[Piece]] {
    let abreast = max(1, (columns + 1) / (Self.narrow + 1))
    return stride(from: 0, to: blocks.count, by: abreast).flatMap { first -> [[Piece]] in
      let row = blocks[first..<min(blocks.count, first + abreast)]
      return (0..<(row.map(\.count).max() ?? 0)).map { line in
        row.flatMap { block -> [Piece] in
          let pieces = line < block.count ? block[line] : []
          let cells = pieces.reduce(0) { $0 + $1.words.cellCount }
          let gap = Words("").padding(to: Self.narrow + 1 - cells)
          return pieces + [(gap, theme.style(.plain))]
        }
      }
    }
  }

  /// Nine taps, row by row: weight times value; beyond the map all is zero.
  private func kernel(_ terms: ArraySlice<PixelArithmetic.Term>) -> [[Piece]] {
    let largest = largestWeight
    return (0..<3).map { row in
      terms.indices.dropFirst(3 * row).prefix(3).flatMap { place -> [Piece] in
        let term = terms[place]
        let value =
          term.isOutside
          ? "out" : Words(Figure.fixed(Double(term.value), decimals: 2), .pixel(.value(place)))
        return [
          weight(term, place, largest, decimals: 2),
          (
            ("\(times)\(value)" as Words).padding(to: 7),
            theme.style(term.isOutside ? .faint : .plain)
          ),
        ]
      }
    }
  }

  /// Each with the channel that it comes from, and the tap where there is more than one.
  private var strongest: [[Piece]] {
    let largest = largestWeight
    let hasTaps = inside.layer.kernel > 1
    let top = pixel.row * inside.layer.stride - inside.layer.padding.top
    let left = pixel.column * inside.layer.stride - inside.layer.padding.left
    let lines = arithmetic.terms.enumerated().map { place, term -> [Piece] in
      let tap = hasTaps ? " (\(term.row - top),\(term.column - left))" : ""
      let value = Words(Figure.fixed(Double(term.value), decimals: 2), .pixel(.value(place)))
      let product = Words(Figure.fixed(term.product, decimals: 3), .pixel(.product(place)))
      return [
        (Words("\(term.channel)\(tap)".padding(to: 11)), theme.style(.faint)),
        weight(term, place, largest, decimals: 3),
        (("\(times)\(value)" as Words).padding(to: 6) + "=", theme.style(.plain)),
        (product.ending(at: 8), theme.style(.plain)),
      ]
    }
    let heading: [Piece] = [
      (Words(hasTaps ? "channel (tap)" : "from channel"), theme.style(.faint))
    ]
    let abreast = columns > 2 * Self.narrow ? 2 : 1
    let half = (lines.count + abreast - 1) / abreast
    let blocks = (0..<abreast).map { [heading] + lines.dropFirst($0 * half).prefix(half) }
    return sideBySide(blocks) + rest
  }

  private var rest: [[Piece]] {
    guard arithmetic.restCount > 0 else { return [] }
    let name = "the other \(Figure.grouped(arithmetic.restCount))".padding(to: 24)
    let rest = Words(Figure.fixed(arithmetic.rest, decimals: 3), .pixel(.rest))
    return [[(Words(name), theme.style(.faint)), (rest.ending(at: 8), theme.style(.plain))]]
  }

  private func weight(
    _ term: PixelArithmetic.Term, _ place: Int, _ largest: Float, decimals: Int
  ) -> Piece {
    let text = Words(
      Figure.fixed(Double(term.weight), decimals: decimals), .pixel(.weight(place)))
    return (text.ending(at: 3 + decimals), theme.signed(Double(term.weight / largest)))
  }

  private var largestWeight: Float {
    max(arithmetic.terms.reduce(0) { max($0, $1.weight.magnitude) }, .leastNormalMagnitude)
  }

  // MARK: What becomes of the sum

  private var ending: [[Piece]] {
    let sum: Words = "sum \(number(arithmetic.sum), .pixel(.sum))"
    let shift: Words =
      "\(arithmetic.shift < 0 ? "−" : "+") \(number(arithmetic.shift.magnitude), .pixel(.shift))"
    let result: Words = "= \(number(arithmetic.unclamped), .pixel(.result))\(clamped)"
    let whole: Words
    switch inside.layer.kind {
    case .pool: whole = "\(sum) of \(arithmetic.restCount) pixels / \(arithmetic.restCount)"
    case .linear: whole = "\(sum) \(shift), the bias,"
    case .conv, .depthwise, .pointwise:
      whole = "\(sum) × \(number(arithmetic.scale), .pixel(.scale)) \(shift)"
    }
    let style = theme.style(.strong)
    let both: Words = "\(whole) \(result)"
    let lines: [[Piece]] =
      both.cellCount <= columns
      ? [[(both, style)]]
      : [[(fitting([whole, sum], columns), style)], [(result, style)]]
    return lines + bytes
  }

  /// In int8: what the engine gave, since the numbers above are of the weights as stored.
  private var bytes: [[Piece]] {
    guard let quantisation = inside.precision.quantisation, inside.layer.kind != .pool else {
      return []
    }
    let own = Words(number(Double(arithmetic.computed)), .pixel(.computed))
    let short: Words =
      quantisation == .usual ? "int8 gives \(own)" : "\(inside.precision.place): \(own)"
    let words: [Words] = ["so with float32's weights; \(short)", short]
    return [[(fitting(words, columns), theme.style(.faint))]]
  }

  /// What ReLU6 cuts off.
  private var clamped: String {
    guard arithmetic.isClamped else { return "" }
    if arithmetic.unclamped < 0 { return ", cut to 0" }
    return arithmetic.unclamped > 6 ? ", cut to 6" : ""
  }

  /// A logit has two decimals wherever it stands.
  private func number(_ value: Double) -> String {
    inside.layer.kind == .linear ? Figure.fixed(value, decimals: 2) : Figure.significant(value)
  }

  /// A point in ASCII would read as a decimal's.
  private var times: String { theme.unicode ? "·" : "*" }
}

extension String {
  /// With blanks behind it.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - cellCount))
  }
}

extension Canvas {
  /// Lines of pieces, one below the other.
  mutating func write(_ lines: [[PlaneLine.Piece]], at column: Int, from row: Int) {
    for (place, line) in lines.enumerated() {
      var column = column
      for piece in line { column = write(piece.words, at: column, row + place, piece.style) }
    }
  }
}
