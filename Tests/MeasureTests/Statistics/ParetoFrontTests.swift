import Testing
import Weights

@testable import Measure

@Suite("What is worth its price")
struct ParetoFrontTests {
  @Test(
    "is what no other point beats, cheapest first",
    arguments: [
      ([], [], []), ([3], [1], [0]),
      // Dearer and better; dearer and worse.
      ([2, 1], [2, 1], [1, 0]), ([1, 2], [2, 1], [0]),
      // Alike in price, in worth, in both.
      ([1, 1], [1, 2], [1]), ([1, 2], [5, 5], [0]), ([1, 1], [1, 1], [0]),
      // Without a price or a worth.
      ([nil, 2, 3], [9, nil, 1], [2]),
      ([4, 1, 3, 2], [4, 1, 2, 3], [1, 3, 0]), ([1, 2], [-2, -1], [0, 1]),
    ] as [([Double?], [Double?], [Int])])
  func table(costs: [Double?], values: [Double?], places: [Int]) {
    #expect(ParetoFront.places(costs: costs, values: values) == places)
  }

  @Test("beats each point that is not in it, and none that is", arguments: 1...40)
  func laws(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    // Few different figures, so that many points are alike.
    let points = (0..<seed).map { _ in
      (
        cost: Double(Int.random(in: 0..<8, using: &random)),
        value: Double(Int.random(in: 0..<8, using: &random))
      )
    }
    let places = ParetoFront.places(costs: points.map(\.cost), values: points.map(\.value))
    #expect(!places.isEmpty && Set(places).count == places.count)
    for (place, next) in zip(places, places.dropFirst()) {
      #expect(points[place].cost < points[next].cost && points[place].value < points[next].value)
    }
    for place in points.indices where !places.contains(place) {
      #expect(
        places.contains {
          points[$0].cost <= points[place].cost && points[$0].value >= points[place].value
        })
    }
    // The front of the front is the front.
    let again = ParetoFront.places(
      costs: places.map { points[$0].cost }, values: places.map { points[$0].value })
    #expect(again == Array(places.indices))
  }
}
