import CAllocations
import Engine
import MobileNet
import Testing
import Weights

@Suite("Allocations")
struct AllocationTests {
  @Test("the counter counts", .enabled(if: allocation_count() >= 0))
  func counter() {
    let before = allocation_count()
    let values = [Int](repeating: before, count: 1000)
    #expect(allocation_count() > before)
    #expect(values.count == 1000)
  }

  @Test("a run allocates nothing, timed or not", arguments: [1, 2], Variant.allCases)
  func run(threads: Int, variant: Variant) {
    run(SeededPanels.of(variant), threads: threads)
    run(QuantisedPanels.of(variant), threads: threads)
  }

  @Test("so does one on a file's own integers", arguments: [1, 2])
  func ownIntegers(threads: Int) throws {
    let source = OwnIntegersSource(alpha: .one, zero: 20).source
    run(try Panels(source, precision: .int8), threads: threads, side: 32)
  }

  private func run(_ panels: Panels, threads: Int, side: Int = 64) {
    let network = Network(panels: panels, instructionSet: .best, threads: threads)
    network.rebuild(network.setting(alpha: .one, side: side))
    let input = picture(side: side)
    network.load(input: input)
    var isFinished = network.run() && network.run(timingLayers: true)
    let before = allocation_count()
    network.load(input: input)
    isFinished = network.run() && isFinished
    isFinished = network.run(timingLayers: true) && isFinished
    let after = allocation_count()
    #expect(isFinished)
    #expect(after == before)
  }

  @Test("a rebuild reuses the arena and the packed weights")
  func rebuild() throws {
    let network = Network(panels: try BuiltIn.panels.get(), instructionSet: .best)
    let half = try #require(WidthMultiplier(thousandths: 500))
    let (wide, narrow) = (
      network.setting(alpha: .one, side: 128), network.setting(alpha: half, side: 96)
    )
    network.rebuild(wide)
    network.rebuild(narrow)
    let arena = network.arenaBytes
    let before = allocated_bytes()
    network.rebuild(wide)
    network.rebuild(narrow)
    // Lists of layers; the wide setting's arena alone would be over two million bytes.
    #expect(allocated_bytes() - before < 300_000)
    #expect(network.arenaBytes == arena)
  }
}
