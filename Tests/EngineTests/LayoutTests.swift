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

  @Test("cuts no map into more strips than it has rows, and evenly", arguments: 1...6)
  func evenStrips(threads: Int) {
    for rows in 1...60 {
      for bytesPerRow in [64, 14_336, stripBytes, 3 * stripBytes] {
        let strips = Layout.strips(rows: rows, bytesPerRow: bytesPerRow, threads: threads)
        #expect((strips == 0) == (threads > 1 && rows < 4 * threads))
        #expect(strips <= rows)
        // As many for each thread, unless a strip is a row already.
        #expect(strips.isMultiple(of: threads) || strips == rows)
        if strips > 0, strips < rows { #expect(rows * bytesPerRow <= strips * stripBytes) }
      }
    }
  }

  @Test(
    "puts the padding's zeros around the picture: all around, or where TensorFlow has them",
    arguments: [
      (33, .symmetric, 1, 1, 35), (32, .symmetric, 1, 1, 34), (33, .same, 1, 1, 35),
      (32, .same, 0, 0, 33),
    ] as [(Int, PaddingRule, Int, Int, Int)])
  func picture(side: Int, rule: PaddingRule, top: Int, left: Int, extent: Int) {
    var layout = Layout()
    layout.update(
      Architecture(Setting(side: side, baseSide: side, padding: rule, classes: 2)), threads: 1)
    #expect(layout.image.height == side && layout.image.width == side)
    #expect(layout.image.padding.top == top && layout.image.padding.left == left)
    #expect(layout.image.rowStride == extent * 3)
    #expect(layout.image.blockStride == extent * extent * 3)
    #expect(layout.image.start == (top * extent + left) * 3)
  }

  @Test("tells the channels of some blocks: sixteen each, and the rest in the last one")
  func channels() {
    let map = Map(channels: 40)
    #expect(map.blocks == 3)
    #expect(map.channels(in: 0..<1) == 16 && map.channels(in: 0..<2) == 32)
    #expect(map.channels(in: 2..<3) == 8 && map.channels(in: 0..<3) == 40)
    #expect(map.channels(in: 1..<1) == 0)
  }

  @Test("is the same for an architecture, whatever was laid out before", arguments: [1, 3])
  func again(threads: Int) throws {
    let narrow = try #require(WidthMultiplier(thousandths: 250))
    let small = Architecture(Setting(alpha: narrow, side: 40, baseSide: 224, classes: 10))
    let large = Architecture(Setting(side: 224, baseSide: 224, variant: .standard, classes: 1000))
    var fresh = Layout()
    fresh.update(small, threads: threads)
    var used = Layout()
    for architecture in [large, small, large, small] {
      used.update(architecture, threads: threads)
    }
    #expect(used.size == fresh.size && used.steps.count == fresh.steps.count)
    #expect(used.scales == fresh.scales && used.shifts == fresh.shifts)
    #expect(used.depthwiseWeights == fresh.depthwiseWeights)
    #expect((used.strip, used.stripSize) == (fresh.strip, fresh.stripSize))
    #expect(used.steps.map(\.output.start) == fresh.steps.map(\.output.start))
  }

  @Test("takes a quarter of the memory for int8's maps, in their places", arguments: [1, 2])
  func bytes(threads: Int) {
    let architecture = Architecture(Setting(side: 224, baseSide: 224, classes: 1000))
    #expect(
      architecture.arenaBytes(threads: threads, precision: .int8) * 3
        < architecture.arenaBytes(threads: threads))
    var (floats, bytes) = (Layout(), Layout())
    floats.update(architecture, threads: threads)
    bytes.update(architecture, threads: threads, precision: .int8, widens: true)
    for (one, other) in zip(floats.steps, bytes.steps) {
      #expect(one.output.blockStride == other.output.blockStride)
      let size = other.operation == .classifier ? 4 : 1
      #expect(other.output.start * size % 64 == 0)
      #expect((other.output.start + other.output.blockStride) * size <= bytes.size * 4)
    }
    #expect(bytes.wide + threads * bytes.wideSize <= bytes.size && bytes.wideSize > 0)
    #expect(bytes.strip + threads * bytes.stripSize <= bytes.wide * 4)
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
