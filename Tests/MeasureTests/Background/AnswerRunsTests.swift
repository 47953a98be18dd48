import MobileNet
import Testing

@testable import Measure

@Suite("Runs of the same answer")
struct AnswerRunsTests {
  private static let alphas = [250, 500, 750, 1000].compactMap(WidthMultiplier.init(thousandths:))
  private static let grid = AnswerMap.Grid(
    picture: 0, weights: AnswerMapTests.family,
    full: Setting(alpha: .one, side: 64, baseSide: 64, classes: 9),
    alphas: alphas, sides: [32, 48, 64])

  /// Rows from the largest side down, widths ascending; "." is not known yet.
  private func map(_ rows: String...) -> AnswerMap {
    var map = AnswerMap(Self.grid)
    for (row, line) in rows.enumerated() {
      for (alpha, digit) in line.enumerated() {
        guard let index = digit.wholeNumberValue else { continue }
        map[alpha: alpha, side: 2 - row] = answer(index)
      }
    }
    return map
  }

  private func answer(_ index: Int) -> Prediction {
    Prediction(index: index, id: "", label: "class \(index)", probability: 0.5, logit: 1)
  }

  @Test("are the ways through the plane, cut where the answer changes")
  func runs() {
    let map = map("2111", "1211", "3333")
    #expect(map.reference?.index == 1)
    #expect(
      map.runs(atSide: 2) == [
        .init(places: 1...3, answer: answer(1)), .init(places: 0...0, answer: answer(2)),
      ])
    // It comes back later.
    #expect(
      map.runs(atSide: 1) == [
        .init(places: 2...3, answer: answer(1)), .init(places: 1...1, answer: answer(2)),
        .init(places: 0...0, answer: answer(1)),
      ])
    #expect(
      map.runs(atAlpha: 3) == [
        .init(places: 1...2, answer: answer(1)), .init(places: 0...0, answer: answer(3)),
      ])
    #expect(map.runs(atSide: 0) == [.init(places: 0...3, answer: answer(3))])
  }

  @Test("are not told before all answers are known")
  func unknown() {
    #expect(map("111.", "1111", "1111").runs(atAlpha: 3) == nil)
    #expect(map("1111", ".211", "1111").runs(atSide: 1) == nil)
    #expect(map("1111", ".211", "1111").runs(atSide: 0)?.count == 1)
  }
}
