import MobileNet
import Testing

@testable import Engine

@Suite("The layout of the arena")
struct LayoutTests {
  @Test(
    "cuts a map into strips that fit a cache, the same number for each thread",
    arguments: [
      (rows: 112, bytesPerRow: 1_000, threads: 1, strips: 1),
      (112, 14_336, 1, 7), (112, 14_336, 2, 8), (112, 14_336, 3, 9),
      // One row is more than a strip should have.
      (4, 1_000_000, 1, 4),
      // Too few rows for each thread: these share the channels.
      (7, 14_336, 2, 0), (8, 14_336, 2, 2),
    ])
  func strips(rows: Int, bytesPerRow: Int, threads: Int, strips: Int) {
    #expect(Layout.strips(rows: rows, bytesPerRow: bytesPerRow, threads: threads) == strips)
  }

  @Test("gives everything its own place, on a cache line", arguments: Variant.allCases, [1, 2, 3])
  func places(variant: Variant, threads: Int) throws {
    let alpha = try #require(WidthMultiplier(thousandths: 370))
    let architecture = Architecture(
      Setting(alpha: alpha, side: 97, baseSide: 224, variant: variant, classes: 100))
    var layout = Layout()
    layout.update(architecture, threads: threads)
    let convolutions = architecture.layers.filter(\.kind.hasBatchNorm)
    var places: [(start: Int, count: Int)] = []
    for (index, layer) in convolutions.enumerated() {
      let channels = layer.output.channels
      places += [(layout.scales[index], channels), (layout.shifts[index], channels)]
      guard layer.kind == .depthwise else { continue }
      places.append((layout.depthwiseWeights[index], channels * 9))
    }
    places += [
      (layout.zeros, 1), (layout.scratch, threads * layout.scratchSize),
      (layout.strip, threads * layout.stripSize),
    ]
    for (place, next) in zip(places, places.dropFirst()) {
      #expect(place.start + place.count <= next.start)
    }
    #expect(places.allSatisfy { $0.start.isMultiple(of: 16) })
    #expect(layout.strip + threads * layout.stripSize <= layout.size)
    #expect(layout.stripSize.isMultiple(of: 16))
  }
}
