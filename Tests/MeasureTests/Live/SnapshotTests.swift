import Testing

@testable import Measure

@Suite("What the engine knows of a request")
struct SnapshotTests {
  private func layer(_ median: Double) -> LayerLatency {
    LayerLatency(minimum: median / 2, median: median)
  }

  @Test("has a sum of layers once all of them have been timed, and then what lies between them")
  func sums() {
    var snapshot = Snapshot(generation: 1)
    snapshot.clockedMilliseconds = 10
    #expect(snapshot.layersMilliseconds == nil && snapshot.gapMilliseconds == nil)
    snapshot.layers = [layer(2), nil, layer(4)]
    #expect(snapshot.layersMilliseconds == nil && snapshot.gapMilliseconds == nil)
    snapshot.layers[1] = layer(1)
    #expect(snapshot.layersMilliseconds == 7 && snapshot.gapMilliseconds == 3)
    snapshot.clockedMilliseconds = nil
    #expect(snapshot.layersMilliseconds == 7 && snapshot.gapMilliseconds == nil)
  }

  @Test(
    "knows whether a crop leaves anything out",
    arguments: [
      (96, 96, 96, false), (96, 96, 95, true), (97, 96, 96, true), (96, 97, 96, true),
      (1, 1, 1, false),
    ])
  func crops(width: Int, height: Int, side: Int, cuts: Bool) {
    #expect(PictureCrop(width: width, height: height, share: 1, side: side).cuts == cuts)
  }
}
