import MobileNet
import Reports

/// A student's table beside the network as it is: each row right, or wrong with the likely mistake.
///
/// A wrong figure is compared with what each known slip would have given; of several that give it, the one
/// that explains most of the table is the likely one. Figures that no slip explains are tried with two.
public struct Grading: Equatable, Sendable {
  public let rows: [Row]

  /// A row that was graded.
  public struct Row: Equatable, Sendable {
    public let name: String
    /// Nil where the network has no such layer.
    public let findings: [Finding]?
    /// Whether nothing in it is wrong.
    public var isRight: Bool { findings?.isEmpty == true }
    /// The likely mistakes, each once.
    public var mistakes: [Mistake] {
      (findings ?? []).flatMap(\.mistakes).reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      }
    }
  }

  /// A figure that is wrong.
  public struct Finding: Equatable, Sendable {
    /// `multiply-adds`.
    public let what: String
    public let written: String
    public let right: String
    /// What it was probably: one, or two together; none where nothing known explains it.
    public var mistakes: [Mistake]
  }

  public var isAllRight: Bool { rows.allSatisfy(\.isRight) }

  /// The name of a row that holds the sums.
  static let total = "total"

  public init(_ table: StudentTable, of setting: Setting) {
    var grader = Grader(table, setting)
    rows = grader.rows()
  }
}

/// What a student has written in one place of the table.
private struct Cell {
  enum Content {
    case multiplyAdds(StudentNumber)
    case parameters(StudentNumber)
    case output(StudentShape)
  }

  let content: Content
  /// Of the layer; that of the total is behind them.
  let place: Int

  func isRight(_ line: Reckoned) -> Bool {
    switch content {
    case .multiplyAdds(let number): number.means(line.multiplyAdds)
    case .parameters(let number): number.means(line.parameters)
    case .output(let shape):
      line.output.map { shape.extents == [$0.height, $0.width, $0.channels] } ?? true
    }
  }

  /// Whether two ways of counting differ here.
  func differs(_ one: Reckoned, _ other: Reckoned) -> Bool {
    switch content {
    case .multiplyAdds: one.multiplyAdds != other.multiplyAdds
    case .parameters: one.parameters != other.parameters
    case .output: one.output != other.output
    }
  }

  func finding(_ line: Reckoned, _ mistakes: [Mistake]) -> Grading.Finding {
    let (what, written, right) =
      switch content {
      case .multiplyAdds(let number):
        ("multiply-adds", number.text, Figure.grouped(line.multiplyAdds))
      case .parameters(let number): ("parameters", number.text, Figure.grouped(line.parameters))
      case .output(let shape): ("output", shape.text, line.output?.text ?? "")
      }
    return Grading.Finding(what: what, written: visible(written), right: right, mistakes: mistakes)
  }
}

extension Shape {
  fileprivate var text: String { "\(height)x\(width)x\(channels)" }
}

/// Compares a table with all ways of counting.
private struct Grader {
  private let setting: Setting
  private let names: [String]
  private let truth: [Reckoned]
  private let slips: [Slip]
  private let tables: [[Reckoned]]
  private let table: StudentTable
  /// How much of the table each slip explains.
  private var scores: [Double] = []
  /// The tables of two slips together, made when a figure needs them.
  private lazy var pairs = makePairs()

  init(_ table: StudentTable, _ setting: Setting) {
    (self.table, self.setting) = (table, setting)
    names = Architecture(setting).layers.map(\.name) + [Grading.total]
    truth = Reckoning(setting).lines()
    slips = Slip.all(in: setting)
    tables = slips.map { slip in
      var rules = Rules()
      slip.change(&rules)
      return Reckoning(setting, rules).lines()
    }
    let cells = table.rows.flatMap { self.cells($0) ?? [] }
    scores = tables.map { score(of: $0, cells) }
  }

  mutating func rows() -> [Grading.Row] {
    var rows: [Grading.Row] = []
    for row in table.rows {
      guard let cells = cells(row) else {
        rows.append(Grading.Row(name: visible(row.name), findings: nil))
        continue
      }
      var findings: [Grading.Finding] = []
      for cell in cells where !cell.isRight(truth[cell.place]) {
        findings.append(cell.finding(truth[cell.place], mistakes(cell, in: cells)))
      }
      rows.append(Grading.Row(name: row.name.lowercased(), findings: findings))
    }
    return rows
  }

  /// Nil where the network has no layer of that name.
  private func cells(_ row: StudentTable.Row) -> [Cell]? {
    guard let place = names.firstIndex(of: row.name.lowercased()) else { return nil }
    let contents: [Cell.Content?] = [
      row.multiplyAdds.map { .multiplyAdds($0) }, row.parameters.map { .parameters($0) },
      row.output.map { .output($0) },
    ]
    return contents.compactMap { $0.map { Cell(content: $0, place: place) } }
  }

  /// Wrong figures that a slip explains, less half of the right ones that it would have made wrong.
  private func score(of lines: [Reckoned], _ cells: [Cell]) -> Double {
    cells.reduce(0) { score, cell in
      if cell.isRight(truth[cell.place]) {
        return cell.differs(lines[cell.place], truth[cell.place]) ? score - 0.5 : score
      }
      return cell.isRight(lines[cell.place]) ? score + 1 : score
    }
  }

  /// What explains a wrong figure best: a slip that gives most of its row, then most of the table.
  private mutating func mistakes(_ cell: Cell, in row: [Cell]) -> [Mistake] {
    let rank = { (lines: [Reckoned], score: Double) in
      (row.count { $0.isRight(lines[$0.place]) }, score)
    }
    let single = best(slips.indices.filter { cell.isRight(tables[$0][cell.place]) }) {
      rank(tables[$0], scores[$0])
    }
    if let single { return [slips[single].mistake] }
    let pairs = self.pairs
    let double = best(pairs.indices.filter { cell.isRight(pairs[$0].lines[cell.place]) }) {
      rank(pairs[$0].lines, scores[pairs[$0].first] + scores[pairs[$0].second])
    }
    return double.map { [slips[pairs[$0].first].mistake, slips[pairs[$0].second].mistake] } ?? []
  }

  /// The first of those with the highest rank.
  private func best(_ places: [Int], _ rank: (Int) -> (Int, Double)) -> Int? {
    places.reduce(nil) { best, place in
      guard let best, rank(best) >= rank(place) else { return place }
      return best
    }
  }

  private func makePairs() -> [(first: Int, second: Int, lines: [Reckoned])] {
    slips.indices.flatMap { first in
      slips.indices.filter { $0 > first && slips[$0].mistake != slips[first].mistake }.map {
        second in
        var rules = Rules()
        slips[first].change(&rules)
        slips[second].change(&rules)
        return (first, second, Reckoning(setting, rules).lines())
      }
    }
  }
}

extension Grading {
  /// One line a row, then how many are right.
  public var text: String {
    let right = rows.count(where: \.isRight)
    let sum = "\(right) of \(Figure.counted(rows.count, "row")) right"
    return (rows.map(\.text) + [sum]).joined(separator: "\n")
  }
}

extension Grading.Row {
  /// `block3.pw: multiply-adds 7.37 M, here 3 686 400: FLOPs: one multiply …`
  fileprivate var text: String {
    guard let findings else { return "\(name): no such layer in this network" }
    guard !findings.isEmpty else { return "\(name): right" }
    let figures = findings.map { "\($0.what) \($0.written), here \($0.right)" }
    let hasRiddle = findings.contains { $0.mistakes.isEmpty }
    let reasons = mistakes.map(\.sentence) + (hasRiddle ? ["no usual mistake gives this"] : [])
    return "\(name): \(figures.joined(separator: ", ")): \(reasons.joined(separator: "; "))"
  }
}
