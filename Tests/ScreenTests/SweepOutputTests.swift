import Foundation
import Measure
import MobileNet
import Testing

@testable import Screen

@Suite("A sweep as it is shown")
struct SweepOutputTests {
  private let result: SweepResult

  init() {
    var points: [SweepResult.Point] = []
    for alpha in ["0.5", "1"].compactMap(WidthMultiplier.init) {
      for side in [32, 64] {
        let runs = [UInt64(side) * 10_000, UInt64(side) * 10_400]
        points.append(
          SweepResult.Point(
            alpha: alpha, side: side, variant: .separable, threads: 1,
            multiplyAdds: alpha.thousandths * side * side, parameters: alpha.thousandths * 1000,
            rounds: Array(repeating: runs, count: 12)))
      }
    }
    result = SweepResult(
      host: Host(name: "a|b<c>", processor: "P & Q", cores: 2, isa: "avx2"),
      weights: WeightsInUse(name: "built-in", source: "built-in", sha256: nil, trained: true),
      plannedRounds: 12, points: points)
  }

  @Test("in text has a line a setting and names the neighbours that can't be told apart")
  func text() {
    let lines = sweepText(result).split(separator: "\n").map(String.init)
    #expect(lines[0] == "latency of built-in on a|b<c> (P & Q, 2 cores, avx2)")
    #expect(lines.contains { $0.hasPrefix("0.50    32  separable") && $0.contains("0.326") })
    #expect(
      lines.contains("Of 4 pairs of neighbours 2 differ on this host; these can't be told apart:"))
    #expect(
      lines.last
        == "α 0.50, side 64, separable, 1 thread and α 1.00, side 64, separable, 1 thread: "
        + "factor 1.000 (1.000–1.000)")
    #expect(sweepText(result, against: [result]).contains("host 2: a|b<c>"))
  }

  @Test("in Markdown has as many cells in each row, and nothing that would be markup")
  func markdown() {
    let text = sweepMarkdown(result, against: [result])
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 6)
    #expect(Set(rows.map { $0.split(separator: "|").count }) == [13])
    #expect(text.contains("a\\|b\\<c\\>"))
  }

  @Test("in SVG is well-formed, with a mark for each setting inside the frame")
  func svg() throws {
    let text = sweepSVG(result)
    let marks = text.split(separator: "<circle").dropFirst()
    #expect(marks.count == 4)
    for mark in marks {
      let x = try #require(mark.firstMatch(of: /cx="([0-9.]+)"/).flatMap { Double($0.1) })
      let y = try #require(mark.firstMatch(of: /cy="([0-9.]+)"/).flatMap { Double($0.1) })
      #expect((80...770).contains(x) && (60...570).contains(y))
    }
    #expect(text.contains("a|b&lt;c&gt;: P &amp; Q"))
    #expect(!text.contains("nan") && !text.contains(/"-?inf"/))
    var empty = result
    for place in empty.points.indices { empty.points[place].rounds = [] }
    #expect(sweepSVG(empty).hasSuffix("</svg>"))
  }
}
