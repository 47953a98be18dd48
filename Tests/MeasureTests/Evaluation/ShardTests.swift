import Testing

@testable import Measure

@Suite("A part of a data set")
struct ShardTests {
  @Test("shares the pictures out so that each is in one part")
  func shards() throws {
    for total in [0, 1, 7, 12] {
      let parts = try (1...5).map { try #require(Shard("\($0)/5")) }
      let places = parts.flatMap { part in (0..<part.size(of: total)).map(part.place) }
      #expect(places.sorted() == Array(0..<total))
    }
    #expect(
      ["0/3", "4/3", "1/0", "1", "1/2/3", "a/b", "-1/2", "1/100001"].allSatisfy { Shard($0) == nil }
    )
  }
}
