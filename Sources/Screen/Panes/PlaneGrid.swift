/// Where the settings of the α×ρ plane lie on a map: widths to the right, sides upwards.
struct PlaneGrid: Equatable, Sendable {
  /// Places in the plane's widths that are shown, from left to right.
  let alphas: [Int]
  /// Places in the plane's sides that are shown, from top to bottom.
  let sides: [Int]
  /// Of one setting.
  let columns: Int
  let rows: Int

  /// Cells on the left, for the sides' names.
  static let margin = 6

  /// - Parameters:
  ///   - alphas: widths of the plane.
  ///   - sides: sides of the plane.
  ///   - columns: room for the map with its names; where it is short, every second setting is left
  ///     out, or more, counted from the largest.
  ///   - rows: likewise.
  init(alphas: Int, sides: Int, columns: Int, rows: Int) {
    let across = max(3, columns - Self.margin)
    let down = max(1, rows - 1)
    self.alphas = Self.shown(alphas, upTo: across / 3).reversed()
    self.sides = Self.shown(sides, upTo: down)
    self.columns = max(1, min(8, across / max(1, self.alphas.count)))
    self.rows = max(1, min(4, down / max(1, self.sides.count)))
  }

  private static func shown(_ count: Int, upTo most: Int) -> [Int] {
    let step = max(1, (count + most - 1) / max(1, most))
    return Array(stride(from: count - 1, through: 0, by: -step))
  }

  /// Rows that the map takes, that of the widths' names included.
  var height: Int { sides.count * rows + 1 }

  /// The cells of the setting at these places of `alphas` and `sides`.
  func area(_ alpha: Int, _ side: Int) -> Area {
    Area(
      column: Self.margin + alpha * columns, row: side * rows, columns: columns, rows: rows)
  }

  /// The plane's width and side at a cell of the map; nil beside it.
  func place(at column: Int, _ row: Int) -> (alpha: Int, side: Int)? {
    guard column >= Self.margin, row >= 0 else { return nil }
    let (alpha, side) = ((column - Self.margin) / columns, row / rows)
    guard alpha < alphas.count, side < sides.count else { return nil }
    return (alphas[alpha], sides[side])
  }
}
