import Engine
import Foundation
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("A benchmark")
struct BenchTests {
  /// Small networks of one width in every format.
  private static let checkpoints: [String] = {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EngineTests/Fixtures").path()
    let files = ["checkpoints", "parity"].flatMap { folder in
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: "\(fixtures)/\(folder)")) ?? []
      return names.map { "\(fixtures)/\(folder)/\($0)" }
    }
    return files.filter { path in
      path.hasSuffix(".tflite")
        || path.hasSuffix(".safetensors") && !path.contains(".expected.")
          && !path.contains(".slice.")
    }.sorted()
  }()

  @Test("rebuilds from a setting that the weights hold, too", arguments: checkpoints)
  func oneWidth(path: String) throws {
    let source = try WeightSource.read(path: path)
    let setting = Setting(
      alpha: source.widths.upperBound, side: source.baseSide, baseSide: source.baseSide,
      variant: source.variant, padding: source.padding, classes: source.classes.count)
    let other = Bench.neighbour(of: setting, on: source)
    #expect(other.alpha == setting.alpha && other.side != setting.side)
    let bench = try Bench.run(
      source, setting: setting, instructionSet: .best, threads: 1, rounds: 1)
    #expect(bench.rebuild.minimum > 0)
  }

  @Test(
    "rebuilds from another width where the weights have several", arguments: ["0.025", "0.5", "1"])
  func manyWidths(alpha: String) throws {
    let source = WeightSource.seeded(variant: .separable, classes: 10, seed: 1, baseSide: 224)
    let alpha = try #require(WidthMultiplier(alpha))
    let setting = Setting(alpha: alpha, side: 224, baseSide: 224, classes: 10)
    let other = Bench.neighbour(of: setting, on: source)
    #expect(other.alpha != setting.alpha && other.side == 192 && source.fits(other))
  }
}
