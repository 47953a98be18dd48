import Foundation
import MobileNet
import Testing

@testable import Measure
@testable import Reports

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
    let lines = result.text().split(separator: "\n").map(String.init)
    #expect(lines[0] == "latency of built-in on a|b<c> (P & Q, 2 cores, avx2)")
    #expect(lines.contains { $0.hasPrefix("0.50    32  separable") && $0.contains("0.326") })
    #expect(lines.contains("2 of 4 pairs of neighbours can't be told apart here:"))
    #expect(
      lines.last
        == "α 0.50, side 64, separable, 1 thread and α 1.00, side 64, separable, 1 thread: "
        + "factor 1.000 (1.000–1.000)")
    #expect(result.text(against: [result]).contains("host 2: a|b<c>"))
  }

  @Test("in Markdown has as many cells in each row, and nothing that would be markup")
  func markdown() {
    let text = result.markdown(against: [result])
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 6)
    #expect(Set(rows.map { $0.split(separator: "|").count }) == [13])
    #expect(text.contains("a\\|b\\<c\\>"))
  }

  @Test("in SVG is well-formed, with a mark for each setting inside the frame")
  func svg() throws {
    let text = result.svg
    try expectMarks(4, in: text)
    #expect(text.contains("a|b&lt;c&gt;: P &amp; Q"))
    #expect(!text.contains("nan") && !text.contains(/"-?inf"/))
    var empty = result
    for place in empty.points.indices { empty.points[place].rounds = [] }
    #expect(empty.svg.hasSuffix("</svg>"))
  }

  @Test("in SVG has looks that differ in more than colour, in colours that all programs know")
  func looks() {
    let looks = (0..<42).flatMap { kind in (0..<4).map { SVGLook(kind: kind, rank: $0) } }
    for (place, look) in looks.enumerated() {
      #expect(look.color.wholeMatch(of: /#[0-9a-f]{6}/) != nil)
      #expect(!looks[..<place].contains(look))
    }
    for (one, other) in zip(looks, looks.dropFirst()) {
      #expect((one.shape, one.dashes) != (other.shape, other.dashes))
    }
    #expect(!result.svg.contains("hsl"))
  }

  @Test("tells in its heading how far it is, and asks for six rounds before it judges")
  func heading() {
    #expect(
      result.text().split(separator: "\n")[1]
        == "12 interleaved rounds; medians with their 95 % intervals, in milliseconds")
    var begun = result
    for place in begun.points.indices { begun.points[place].rounds.removeLast(place == 0 ? 9 : 8) }
    #expect(
      begun.text().split(separator: "\n")[1]
        == "3 of 12 interleaved rounds so far; medians in milliseconds")
    #expect(begun.text().hasSuffix("\n\nVerdicts need six rounds."))
    for place in begun.points.indices { begun.points[place].rounds = [] }
    let rows = begun.text().split(separator: "\n").filter { $0.hasPrefix("0.50") }
    #expect(rows.allSatisfy { $0.count { $0 == "–" } == 4 } && rows.count == 2)
  }

  @Test(
    "says of more threads whether they save time, cost some, or either",
    arguments: [
      ([5, 5, 5, 5], "2 threads in place of 1 save 50 % of the time."),
      ([15, 12, 12, 12], "2 threads in place of 1 take 20–50 % more time."),
      ([5, 12, 5, 5], "2 threads in place of 1: from 20 % more time to 50 % less."),
    ])
  func threadSentences(tenths: [UInt64], sentence: String) {
    var two = result
    for (point, factor) in zip(result.points, tenths) {
      two.points.append(
        SweepResult.Point(
          alpha: point.alpha, side: point.side, variant: point.variant, threads: 2,
          multiplyAdds: point.multiplyAdds, parameters: point.parameters,
          rounds: point.rounds.map { $0.map { $0 * factor / 10 } }))
    }
    #expect(two.text().contains("\n\(sentence)\n"), "\(two.text())")
  }

  @Test("leaves out of its titles what the system does not tell")
  func hosts() {
    let host = Host(name: "h\u{1B}", processor: "", cores: 1, isa: "avx2")
    #expect(sweepTitle(host) == "h^[ (1 core, avx2)")
    #expect(svgTitle("Latency", host) == "Latency on h\u{1B}: avx2")
    #expect(svgTitle("Latency", result.host) == "Latency on a|b<c>: P & Q, avx2")
  }

  @Test("says what more threads bring, and nothing of neighbours where there are none")
  func threads() throws {
    var two = result
    for (place, point) in result.points.enumerated() {
      let rounds = point.rounds.map { $0.map { $0 * UInt64(5 + place) / 10 } }
      two.points.append(
        SweepResult.Point(
          alpha: point.alpha, side: point.side, variant: point.variant, threads: 2,
          multiplyAdds: point.multiplyAdds, parameters: point.parameters, rounds: rounds))
    }
    #expect(two.text().contains("\n2 threads in place of 1 save 20–50 % of the time.\n"))
    var single = result
    single.points = [result.points[0]]
    #expect(single.text().split(separator: "\n").last?.hasPrefix("0.50    32") == true)
    #expect(single.markdown().hasSuffix("|"))
    var apart = result
    apart.points.removeLast(2)
    #expect(apart.text().hasSuffix("All 2 settings differ measurably from their neighbours."))
  }

  /// Marks with titles, inside the frame.
  private func expectMarks(_ count: Int, in text: String) throws {
    let marks = text.split(separator: "<polygon ").dropFirst().filter { $0.contains("<title>") }
    #expect(marks.count == count)
    for mark in marks {
      let corner = try #require(mark.firstMatch(of: #/points="([0-9.]+),([0-9.]+) /#))
      let (x, y) = (try #require(Double(corner.1)), try #require(Double(corner.2)))
      #expect((75...775).contains(x) && (55...575).contains(y))
    }
  }
}
