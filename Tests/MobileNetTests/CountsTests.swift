import Foundation
import Testing

@testable import MobileNet

/// Every figure of `Fixtures/counts.json`: 147 configurations, two class counts, and the two
/// readings of ρ. The file was computed apart from this code, from the paper's tables.
@Suite("The counts")
struct CountsTests {
  @Test("equal the reference, layer by layer", arguments: [1000, 200])
  func layers(classes: Int) throws {
    for configuration in try Counts.read().configurations {
      let setting = try configuration.setting(classes: classes)
      let architecture = Architecture(setting)
      let tail = try #require(configuration.classifier[String(classes)])
      #expect(architecture.layers.map(Counts.Row.init) == configuration.layers + [tail])
    }
  }

  @Test("add up to the reference's totals", arguments: [1000, 200])
  func totals(classes: Int) throws {
    for configuration in try Counts.read().configurations {
      let architecture = Architecture(try configuration.setting(classes: classes))
      #expect(Counts.Totals(architecture) == configuration.totals[String(classes)])
    }
  }

  @Test("follow the literal reading of ρ with --rho-rule filters", arguments: Variant.allCases)
  func filtersRule(variant: Variant) throws {
    for point in try Counts.read().filtersRule {
      let setting = Setting(
        alpha: try #require(WidthMultiplier(String(point.alpha))), side: point.side, baseSide: 224,
        variant: variant, rhoRule: .filters, classes: 1000)
      let full = [32, 64, 128, 256, 512, 1024]
      #expect(full.map(setting.channels(of:)) == point.channels)
      #expect(Counts.Totals(Architecture(setting)) == point.inputIsSide[variant.rawValue])
    }
  }

  @Test("follow the channel rule max(8, ⌊αN⌋) for every α")
  func channelRule() throws {
    let rules = try Counts.read().channelRules
    for row in rules.alphas {
      let alpha = try #require(WidthMultiplier(String(row.alpha)))
      #expect(rules.bases.map(alpha.channels(of:)) == row.ours)
    }
  }

  @Test("give the paper's published totals")
  func published() {
    let full = Architecture(Setting(side: 224, baseSide: 224, classes: 1000))
    #expect(full.multiplyAdds == 568_740_352)
    #expect(full.parameters == 4_209_088)
    #expect(full.weightBytes == 4 * (4_209_088 + 1_000 + 21_888))
  }
}

/// The reference file, as far as these tests read it.
private struct Counts: Decodable {
  let configurations: [Configuration]
  let filtersRule: [FiltersPoint]
  let channelRules: ChannelRules

  static func read() throws -> Counts {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("Fixtures/counts.json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Counts.self, from: data)
  }

  struct Configuration: Decodable {
    let variant: String
    let alpha: Double
    let side: Int
    let classifier: [String: Row]
    let totals: [String: Totals]
    let layers: [Row]

    func setting(classes: Int) throws -> Setting {
      Setting(
        alpha: try #require(WidthMultiplier(String(alpha))), side: side, baseSide: 224,
        variant: try #require(Variant(rawValue: variant)), classes: classes)
    }
  }

  struct FiltersPoint: Decodable {
    let alpha: Double
    let side: Int
    let channels: [Int]
    let inputIsSide: [String: Totals]
  }

  struct ChannelRules: Decodable {
    struct Row: Decodable {
      let alpha: Double
      let ours: [Int]
    }
    let bases: [Int]
    let alphas: [Row]
  }

  struct Totals: Decodable, Equatable {
    let weights: Int
    let biases: Int
    let bnAffine: Int
    let multAdds: Int

    init(_ architecture: Architecture) {
      weights = architecture.parameters
      biases = architecture.biases
      bnAffine = architecture.batchNormParameters
      multAdds = architecture.multiplyAdds
    }
  }

  /// One layer: a mixed array in the order of the file's `columns`.
  struct Row: Decodable, Equatable {
    let name: String
    let kind: String
    let figures: [[Int]]

    init(_ layer: Layer) {
      let padding = layer.padding
      let statistics = layer.batchNormParameters
      name = layer.name
      kind = layer.kind.rawValue
      figures = [
        [layer.kernel, layer.kernel], [layer.stride],
        [padding.top, padding.bottom, padding.left, padding.right],
        [layer.input.height, layer.input.width, layer.input.channels],
        [layer.output.height, layer.output.width, layer.output.channels],
        [layer.parameters], [layer.biases], [layer.batchNormParameters], [statistics],
        [layer.multiplyAdds],
      ]
    }

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      name = try row.decode(String.self)
      kind = try row.decode(String.self)
      var figures: [[Int]] = []
      while !row.isAtEnd {
        if let one = try? row.decode(Int.self) {
          figures.append([one])
        } else {
          figures.append(try row.decode([Int].self))
        }
      }
      self.figures = figures
    }
  }
}
