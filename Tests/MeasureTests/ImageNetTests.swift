import Engine
import Foundation
import MobileNet
import Pictures
import Testing
import Weights

@testable import Measure

/// Google's trained networks on photos, compared with a reference in float64. Their files are no part
/// of the project: they lie in the folder `shared` beside it, or where `MOBILENET_REFERENCE` says;
/// where they are not, the tests are skipped. Small random networks are compared in EngineTests.
@Suite("Google's networks for ImageNet")
struct ImageNetTests {
  private static let root =
    ProcessInfo.processInfo.environment["MOBILENET_REFERENCE"]
    ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardized.path()

  private struct Expected: Decodable {
    let networks: [Network]

    struct Network: Decodable {
      let alpha: Double
      let side: Int
      let photos: [String: Photo]
    }
    struct Photo: Decodable {
      let input: String
      let top5: [Class]
    }
    struct Class: Decodable {
      let index: Int
      let id: String
      let label: String
      let probability: Double
    }
  }

  /// α as the files spell it, and the side.
  static let networks = [("0.25", 128), ("0.5", 160), ("0.75", 192), ("1.0", 224)]

  private static func path(_ alpha: String, _ side: Int) -> String {
    "\(root)/models/mobilenet_v1_\(alpha)_\(side)_quant.tflite"
  }

  private static func isThere(_ alpha: String, _ side: Int) -> Bool {
    FileManager.default.fileExists(atPath: path(alpha, side))
      && FileManager.default.fileExists(atPath: "\(root)/reference/imagenet/expected.json")
  }

  static let present = networks.filter(isThere)

  @Test(
    "answer as the reference does: top 5, logits, activations",
    .enabled(if: !present.isEmpty, "Google's networks are not beside the project"),
    arguments: present)
  func parity(alpha: String, side: Int) throws {
    let folder = "\(Self.root)/reference/imagenet"
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(filePath: "\(folder)/expected.json")))
    let wanted = try #require(expected.networks.first { $0.side == side })
    let logits = try SafetensorsFile(path: "\(folder)/logits.safetensors")
    let source = try WeightSource.read(path: Self.path(alpha, side))
    #expect(source.classes.count == 1001 && source.baseSide == side)
    let network = Engine.Network(panels: try Panels(source), instructionSet: .best)
    network.rebuild(
      Setting(
        alpha: source.widths.upperBound, side: side, baseSide: side, padding: source.padding,
        classes: 1001))
    for (name, photo) in wanted.photos {
      let picture = try Picture.read(path: "\(folder)/\(photo.input)")
      network.load(
        input: source.preprocessing.normalised(picture.input(side: side, crop: 1)))
      #expect(network.run())
      let reference = try logits.tensor("\(alpha)/\(name)/logits").values()
      let worst = zip(network.logits, reference).map { abs($0 - $1) }.max()
      #expect(try #require(worst) <= 5e-4, "\(name)")
      let best = Prediction.best(
        5, logits: network.logits, ranking: Prediction.ranking(of: network.logits),
        classes: source.classes)
      #expect(best.map(\.index) == photo.top5.map(\.index), "\(name)")
      for (found, class5) in zip(best, photo.top5) {
        #expect(found.id == class5.id)
        #expect(abs(found.probability - class5.probability) <= 1e-4, "\(name)")
      }
      if name == "cat" { try compareActivations(network, alpha, folder) }
    }
  }

  @Test(
    "in int8 give the codes that LiteRT gives, to the last one",
    .enabled(if: !present.isEmpty, "Google's networks are not beside the project"),
    arguments: present)
  func integers(alpha: String, side: Int) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let codes = try SafetensorsFile(
      path: folder.appending(path: "Fixtures/google-integers.safetensors").path())
    let source = try WeightSource.read(path: Self.path(alpha, side))
    let integers = try #require(source.integers)
    let network = Engine.Network(
      panels: try Panels(source, precision: .int8), instructionSet: .best)
    for photo in ["bison", "cat", "espresso", "german-shepherd", "goldfish", "viaduct"] {
      let picture = try Picture.read(path: "\(Self.root)/reference/imagenet/\(alpha)/\(photo).png")
      network.load(input: source.preprocessing.normalised(picture.input(side: side, crop: 1)))
      #expect(network.run())
      let found = network.logits.map {
        ($0 / integers.classifier.outputStep + Float(integers.logitZero)).rounded()
      }
      let wanted = try codes.tensor("\(alpha)/\(photo)").values()
      let off = zip(found, wanted).count { $0 != $1 }
      #expect(found.count == wanted.count && off == 0, "\(photo): \(off) codes are others")
    }
  }

  private func compareActivations(
    _ network: Engine.Network, _ alpha: String, _ folder: String
  ) throws {
    let reference = try SafetensorsFile(path: "\(folder)/activations.safetensors")
    var compared = 0
    var failures: [String] = []
    network.run { layer, found in
      let name = network.architecture.layers[layer].name
      guard let wanted = try? reference.tensor("\(alpha)/cat/act.\(name)").values() else { return }
      // The whole map, or every 13th value of it.
      let step = wanted.count == found.count ? 1 : 13
      let sampled = stride(from: 0, to: found.count, by: step).map { found[$0] }
      let worst = zip(sampled, wanted).map { abs($0 - $1) }.max() ?? .infinity
      if sampled.count != wanted.count || !(worst <= 1e-3) { failures.append("\(name): \(worst)") }
      compared += 1
    }
    #expect(failures == [])
    #expect(compared == 6)
  }

  @Test(
    "of one folder are one family, in which each α has its own",
    .enabled(if: present.count > 1, "Google's networks are not beside the project"))
  func family() throws {
    let folder = try WeightFolder("\(Self.root)/models")
    let family = try #require(folder.families.first { $0.members.count > 1 })
    #expect(family.members.map(\.baseSide) == Self.present.map(\.1))
    for (alpha, side) in Self.present {
      let setting = Setting(
        alpha: try #require(WidthMultiplier(alpha)), side: 224, baseSide: 224, classes: 1001)
      let member = try family.member(for: setting).get()
      #expect(member.baseSide == side)
      #expect(member.publishedAccuracy?.source == .quantised2018)
      #expect(try WeightSource.read(member).description == member)
    }
    #expect(folder.unusable.allSatisfy { if case .half = $0 { true } else { false } })
  }
}
