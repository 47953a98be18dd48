import MobileNet
import Testing

@testable import Measure

@Suite("Where the answer breaks")
struct AnswerWalkTests {
  private static let alphas = [250, 500, 750, 1000].compactMap(WidthMultiplier.init(thousandths:))
  private static let plan = AnswerMap.Plan(
    picture: 0, weights: AnswerMapTests.family,
    full: Setting(alpha: .one, side: 64, baseSide: 64, classes: 9),
    alphas: alphas, sides: [32, 48, 64])

  /// Rows from the largest side down, widths ascending; "." is not known yet.
  private func map(_ rows: String...) -> AnswerMap {
    var map = AnswerMap(Self.plan)
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

  @Test("is where the first other answer stands on the way down")
  func breaks() {
    let map = map("2111", "1211", "3333")
    #expect(map.reference?.index == 1)
    #expect(
      map.walk(atSide: 2)
        == .init(
          held: .init(place: 1, answer: answer(1)), broke: .init(place: 0, answer: answer(2))))
    // It comes back later: the first break counts.
    #expect(
      map.walk(atSide: 1)
        == .init(
          held: .init(place: 2, answer: answer(1)), broke: .init(place: 1, answer: answer(2))))
    #expect(
      map.walk(atAlpha: 3)
        == .init(
          held: .init(place: 1, answer: answer(1)), broke: .init(place: 0, answer: answer(3))))
  }

  @Test("may be nowhere, or at the very beginning")
  func ends() {
    let map = map("1111", "1112", "1112")
    #expect(map.walk(atSide: 2) == .init(held: .init(place: 0, answer: answer(1)), broke: nil))
    #expect(map.walk(atSide: 1) == .init(held: nil, broke: .init(place: 3, answer: answer(2))))
  }

  @Test("is not told before the answers that decide it are known")
  func unknown() {
    #expect(map("111.", "1111", "1111").walk(atSide: 1) == nil)
    #expect(map("1111", ".211", "1.11").walk(atSide: 1)?.broke?.place == 1)
    #expect(map("1111", ".211", "1.11").walk(atSide: 0) == nil)
  }
}
