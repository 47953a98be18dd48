import Testing

@testable import Reports

@Suite("An axis")
struct AxisTests {
  @Test("holds its values, from end to end", arguments: [Axis.Scale.linear, .logarithmic])
  func holds(scale: Axis.Scale) {
    for values in [[0.04, 0.3, 12], [5, 5], [1e6, 4e8], []] {
      for beginsAtZero in [true, false] {
        let axis = Axis(values, scale, beginsAtZero: beginsAtZero)
        #expect(values.allSatisfy { (0...1).contains(axis.share($0)) })
        #expect(axis.share(axis.low) == 0 && axis.share(axis.high) == 1)
        #expect(axis.low < axis.high)
      }
    }
  }

  @Test("has round ticks on it, no more than asked for")
  func ticks() {
    #expect(Axis([0.04, 4], .logarithmic).ticks(atMost: 8) == [0.05, 0.1, 0.2, 0.5, 1, 2])
    #expect(Axis([0.04, 4], .logarithmic).ticks(atMost: 5) == [0.1, 0.3, 1, 3])
    #expect(Axis([0.04, 4], .logarithmic).ticks(atMost: 2) == [0.1, 1])
    #expect(Axis([1, 1000], .linear).ticks(atMost: 6) == [0, 200, 400, 600, 800, 1000])
    #expect(
      Axis([0.2, 0.45], .linear, beginsAtZero: false).ticks(atMost: 4).map { ($0 * 100).rounded() }
        == [20, 30, 40])
    for count in 1...9 {
      #expect(Axis([95e6, 110e6], .logarithmic).ticks(atMost: count).count <= max(2, count))
    }
  }

  @Test("without values above 0 has no logarithms of nothing")
  func nothing() {
    let axis = Axis([0, -1, .nan, .infinity], .logarithmic)
    #expect(axis.share(3).isFinite && !axis.ticks(atMost: 5).isEmpty)
  }
}
