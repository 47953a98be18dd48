import Engine
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("The latencies over the α×ρ plane")
struct LatencyMapTests {
  private static let alphas = [500, 250].compactMap(WidthMultiplier.init(thousandths:))

  private func grid(sides: [Int] = [64, 128], rounds: Int = 3) throws -> LatencyMap.Grid {
    let weights = WeightSource.seeded(variant: .shallow, classes: 10, seed: 1, baseSide: 96)
    let full = Setting(side: 96, baseSide: 96, variant: .shallow, padding: .same, classes: 10)
    return LatencyMap.Grid(
      weights: WeightFamily(weights.description), full: full, alphas: Self.alphas, sides: sides,
      threads: 1, instructionSet: .best, rounds: rounds)
  }

  @Test("are of all settings, row by row of equal side; a larger side raises the base side")
  func settings() throws {
    let grid = try grid()
    #expect(grid.settings.map(\.side) == [64, 64, 128, 128])
    #expect(grid.settings.map(\.alpha.thousandths) == [500, 250, 500, 250])
    #expect(grid.settings.map(\.baseSide) == [96, 96, 128, 128])
    #expect(grid.settings.allSatisfy { $0.variant == .shallow && $0.classes == 10 })
  }

  @Test("are complete once every setting has had its bursts")
  func completeness() throws {
    var map = LatencyMap(try grid())
    #expect(map.grid.turns == 12 && map.latencies == [nil, nil, nil, nil] && !map.isComplete)
    map.turnsDone = 11
    #expect(!map.isComplete)
    map.turnsDone = 12
    #expect(map.isComplete)
    #expect(LatencyMap(try grid(sides: [])).isComplete)
  }
}
