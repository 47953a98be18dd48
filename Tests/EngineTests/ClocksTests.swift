import Kernels
import Testing

@testable import Engine

@Suite("How long layers take")
struct ClocksTests {
  private func step(_ operation: Step.Operation, layer: Int) -> Step {
    Step(
      operation: operation, layer: layer, convolution: layer, input: Map(), output: Map(),
      strips: 1)
  }

  @Test("a step of one layer has all of its time")
  func single() {
    let clocks = Clocks(threads: 2)
    clocks.settle(step(.pool, layer: 3), wall: 900)
    #expect(clocks.times[3] == 900 && clocks.times[4] == 0)
  }

  @Test(
    "two layers share a step's time in the ratio of their work over all threads, and no more",
    arguments: [
      ([10, 30], [40, 20], 1000, 400), ([0, 0], [5, 5], 1000, 0), ([7, 0], [0, 0], 1000, 1000),
      // Nobody has measured: all of it goes to the pointwise layer.
      ([0, 0], [0, 0], 1000, 0),
      ([1, 0], [2, 0], 10, 3), ([1, 1], [1, 1], 0, 0),
    ] as [([UInt64], [UInt64], UInt64, UInt64)])
  func shared(depthwise: [UInt64], pointwise: [UInt64], wall: UInt64, share: UInt64) {
    let clocks = Clocks(threads: 2)
    for thread in 0..<2 {
      // In two goes: readings add up.
      clocks.add(depthwise[thread], layer: 5, thread: thread)
      clocks.add(pointwise[thread] / 2, layer: 6, thread: thread)
      clocks.add(pointwise[thread] - pointwise[thread] / 2, layer: 6, thread: thread)
    }
    clocks.settle(step(.separable, layer: 5), wall: wall)
    #expect(clocks.times[5] == share)
    #expect(clocks.times[5] + clocks.times[6] == wall)
    clocks.clear()
    #expect((0..<Clocks.layers).allSatisfy { clocks.times[$0] == 0 })
    clocks.settle(step(.separable, layer: 5), wall: 8)
    #expect(clocks.times[5] == 0 && clocks.times[6] == 8)
  }

  @Test("the clock never goes back")
  func monotonic() {
    let readings = (0..<1000).map { _ in now() }
    #expect(readings == readings.sorted() && readings[0] > 0)
  }
}
