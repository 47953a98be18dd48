import Testing

@testable import MobileNet

@Suite("Published accuracy")
struct PublishedAccuracyTests {
  @Test("has the figures of each source for the 16 standard configurations, and no others")
  func standard() throws {
    let half = try #require(WidthMultiplier("0.5"))
    #expect(
      PublishedAccuracy.figures(alpha: half, side: 160) == [
        PublishedAccuracy(top1: 60.2, top5: nil, source: .paper),
        PublishedAccuracy(top1: 59.1, top5: 81.9, source: .float2018),
        PublishedAccuracy(top1: 57.7, top5: 80.4, source: .quantised2018),
      ])
    #expect(PublishedAccuracy.figures(alpha: half, side: 159).isEmpty)
    #expect(PublishedAccuracy.figures(alpha: half.moved(byThousandths: 1), side: 160).isEmpty)
    var paper = 0
    for thousandths in [250, 500, 750, 1000] {
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      for side in [128, 160, 192, 224] {
        let figures = PublishedAccuracy.figures(alpha: alpha, side: side)
        paper += figures.count { $0.source == .paper }
        #expect(figures.count { $0.source != .paper } == 2)
        #expect(figures.allSatisfy { (30.0..<80).contains($0.top1) && $0.top1 < $0.top5 ?? 100 })
      }
    }
    #expect(paper == 8)
  }

  @Test("grows with the width and with the side")
  func monotonous() throws {
    for source in [PublishedAccuracy.Source.float2018, .quantised2018] {
      var last = 0.0
      for thousandths in [250, 500, 750, 1000] {
        let alpha = try #require(WidthMultiplier(thousandths: thousandths))
        let row = try [128, 160, 192, 224].map {
          try #require(
            PublishedAccuracy.figure(alpha: alpha, side: $0, source: source)
          ).top1
        }
        #expect(zip(row, row.dropFirst()).allSatisfy(<))
        #expect(row[3] > last)
        last = row[3]
      }
    }
  }
}
