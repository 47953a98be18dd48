import MobileNet
import Testing
import Weights

@testable import Explorer
@testable import Measure

@Suite("The state of the map, and the settings on it")
struct PlaneStateTests {
  @Test("begins with the accuracy, and switches there and back with nothing else changed")
  func content() {
    let start = PlaneState()
    #expect(start.content == .accuracy && start.answers == nil)
    var state = start
    state.perform(.switchContent)
    var expected = start
    expected.content = .answers
    #expect(state == expected)
    state.perform(.switchContent)
    #expect(state == start)
  }

  @Test(
    "has sides from 32 to the base side",
    arguments: [
      (32, [32]), (33, [32, 33]), (48, [32, 48]), (100, [32, 48, 64, 80, 96, 100]),
      (273, [32, 64, 96, 128, 160, 192, 224, 256, 273]),
    ])
  func sides(base: Int, expected: [Int]) {
    #expect(Setting(side: 32, baseSide: base, classes: 1).planeSides == expected)
  }

  @Test("never has more than sixteen sides, each larger than the one before")
  func everyBase() {
    for base in Setting.sides {
      let sides = Setting(side: 32, baseSide: base, classes: 1).planeSides
      #expect(sides.count <= 16 && sides == Set(sides).sorted(), "base \(base)")
      #expect(sides.first == 32 && sides.last == base, "base \(base)")
    }
  }

  @Test(
    "has the trained widths, in steps of 0.05 between the ends of a range",
    arguments: [
      (500...500, [500]), (10...40, [10, 40]), (50...150, [50, 100, 150]),
      (940...1000, [940, 950, 1000]),
    ])
  func widths(range: ClosedRange<Int>, expected: [Int]) {
    let family = WeightFamily(
      Example.weights("n", origin: "n", baseSide: 64, widths: range, classes: 2))
    #expect(family.planeWidths.map(\.thousandths) == expected)
  }

  @Test("of several files has their widths alone, and the widest network of them")
  func files() {
    #expect(Example.google.planeWidths.map(\.thousandths) == [250, 500, 750, 1000])
    let setting = Example.start(alpha: 250, side: 64).choice.setting
    #expect(Example.google.widest(setting) == setting.full)
    var half = setting.full
    half.alpha = Example.width(500)
    #expect(Example.single.widest(setting) == half)
  }

  @Test(
    "finds the place nearest to a setting: of two the smaller",
    arguments: [
      (500, 64, 5, 2, true), (510, 64, 5, 2, false), (525, 64, 5, 2, false), (526, 71, 6, 2, false),
      (1, 32, 0, 0, false), (1000, 128, 15, 6, true), (1000, 72, 15, 2, false),
    ])
  func nearest(alpha: Int, side: Int, alphaPlace: Int, sidePlace: Int, isExact: Bool) throws {
    let grid = try #require(ShownPlane(Example.start()).grid)
    let setting = Example.start(alpha: alpha, side: side).choice.setting
    #expect(grid.nearest(to: setting) == (alphaPlace, sidePlace, isExact))
  }

  @Test("shows answers while they are of its grid")
  func answers() throws {
    var state = Example.start()
    let grid = try #require(ShownPlane(state).grid)
    state.plane.answers = AnswerMap(grid)
    #expect(ShownPlane(state).answers == AnswerMap(grid))
    state.choice.setting.alpha = Example.width(300)
    #expect(ShownPlane(state).answers == AnswerMap(grid))
    for change: (inout State) -> Void in [
      { $0.choice.picture = 1 }, { $0.choice.setting.baseSide = 160 },
      { $0.choice.setting.variant = .standard }, { $0.choice.weights = 1 },
    ] {
      var other = state
      change(&other)
      #expect(ShownPlane(other).answers == nil)
    }
  }
}
