import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("A family of weights")
struct WeightFamilyTests {
  @Test("offers the weights of exactly the width asked for, of the nearest side")
  func member() throws {
    try inFolder { folder in
      for (alpha, sides) in [("0.05", [96, 128]), ("0.1", [64])] {
        for side in sides {
          let stem = "\(folder)/net-\(alpha)-\(side)"
          try Data(CheckpointBuilder(.huggingFace, alpha: alpha).encoded())
            .write(to: URL(filePath: "\(stem).safetensors"))
          try Data("{\"image_size\": \(side)}".utf8).write(to: URL(filePath: "\(stem).json"))
        }
      }
      try Data("nothing".utf8).write(to: URL(filePath: "\(folder)/broken.tflite"))
      let family = try WeightFamily(folder: folder)
      #expect(
        family.members.map(\.name) == ["net-0.05-96", "net-0.05-128", "net-0.1-64"])
      #expect(family.unusable.count == 1)

      let narrow = try #require(WidthMultiplier("0.05"))
      let wide = try #require(WidthMultiplier("0.1"))
      #expect(family.member(alpha: narrow, side: 100)?.baseSide == 96)
      #expect(family.member(alpha: narrow, side: 112)?.baseSide == 128)
      #expect(family.member(alpha: narrow, side: nil)?.baseSide == 128)
      #expect(family.member(alpha: wide, side: 224)?.baseSide == 64)
      #expect(family.member(alpha: .one, side: 224) == nil)
      #expect(
        family.members(startingWith: wide, side: nil).map(\.name)
          == ["net-0.1-64", "net-0.05-96", "net-0.05-128"])
      #expect(family.members(startingWith: .one, side: nil).count == 3)
    }
  }

  @Test("is refused where a folder has nothing to offer")
  func nothing() throws {
    try inFolder { folder in
      #expect(WeightFamily.isFolder(folder) && !WeightFamily.isFolder("\(folder)/none"))
      #expect(throws: WeightsError.noWeights(folder: folder)) { try WeightFamily(folder: folder) }
      let half = "\(folder)/half.safetensors"
      let backbone = SafetensorsFile.encode([
        .init(name: "conv_stem.convolution.weight", shape: [1], values: [1])
      ])
      try Data(backbone).write(to: URL(filePath: half))
      #expect(throws: WeightsError.half(file: half, .backbone)) {
        try WeightFamily(folder: folder)
      }
    }
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = URL.temporaryDirectory.appending(path: "family-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path())
  }
}
