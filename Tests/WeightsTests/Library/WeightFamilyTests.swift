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
      let found = try WeightFolder(folder)
      #expect(found.unusable.count == 1)
      #expect(found.families.count == 1)
      let family = try #require(found.families.first)
      #expect(
        family.members.map(\.name) == ["net-0.05-96", "net-0.05-128", "net-0.1-64"])
      #expect(family.path == folder && family.name.hasSuffix(" (Hugging Face)"))
      #expect(family.baseSide == 128)
      #expect(family.startingAlpha == WidthMultiplier("0.1"))

      let narrow = try #require(WidthMultiplier("0.05"))
      let wide = try #require(WidthMultiplier("0.1"))
      #expect(family.member(alpha: narrow, side: 100)?.baseSide == 96)
      #expect(family.member(alpha: narrow, side: 112)?.baseSide == 128)
      #expect(family.member(alpha: narrow, side: nil)?.baseSide == 128)
      #expect(family.member(alpha: wide, side: 224)?.baseSide == 64)
      #expect(family.member(alpha: .one, side: 224) == nil)
      #expect(family.trainedAlpha(nearest: .one) == wide)
      #expect(family.trainedAlpha(nearest: narrow.moved(byThousandths: 10)) == narrow)
      let source = try WeightSource.read(family.members[0])
      #expect(source.description == family.members[0])
      let changed = "{\"image_size\": 64}"
      try Data(changed.utf8).write(to: URL(filePath: "\(folder)/net-0.05-96.json"))
      #expect(throws: WeightsError.changed(file: source.origin)) {
        try WeightSource.read(family.members[0])
      }
    }
  }

  @Test("holds what was trained alike: other formats, classes and the same α again stand apart")
  func grouping() throws {
    try inFolder { folder in
      func write(_ name: String, _ content: [UInt8]) throws {
        try Data(content).write(to: URL(filePath: "\(folder)/\(name)"))
      }
      try write("a.safetensors", CheckpointBuilder(.huggingFace).encoded())
      try write("b.safetensors", CheckpointBuilder(.huggingFace, alpha: "0.1").encoded())
      try write("c.safetensors", CheckpointBuilder(.huggingFace).encoded())
      try write("d.safetensors", CheckpointBuilder(.huggingFace, classes: 4).encoded())
      try write("e.safetensors", CheckpointBuilder(.timm).encoded())
      try write("p.safetensors", PackBuilder().encoded())
      try write("q.safetensors", PackBuilder().encoded())
      let families = try WeightFolder.families(in: folder).families
      #expect(
        families.map { $0.members.map(\.name) } == [
          ["a", "b"], ["c"], ["d"], ["e"], ["three"], ["three"],
        ])
      #expect(families.map(\.path) == [folder] + Array(repeating: nil, count: 5))
      #expect(families[5].argument == nil)
      #expect(families[4].startingAlpha == .one)
    }
  }

  @Test("says what keeps it from answering")
  func mismatch() throws {
    let bytes = FileBytes(CheckpointBuilder(.huggingFace, alpha: "0.05").encoded())
    let family = WeightFamily(try WeightSource.read(bytes, file: "net").description)
    func answer(_ change: (inout Setting) -> Void) -> WeightMismatch? {
      var setting = Setting(side: 96, baseSide: 224, classes: 3)
      setting.alpha = WidthMultiplier("0.05") ?? .one
      change(&setting)
      guard case .failure(let mismatch) = family.member(for: setting) else { return nil }
      return mismatch
    }
    #expect(answer { _ in } == nil)
    #expect(answer { $0.variant = .shallow } == .variant(.shallow))
    #expect(answer { $0.rhoRule = .filters } == .filters)
    #expect(answer { $0.padding = .symmetric } == .padding(.symmetric))
    #expect(answer { $0.classes = 4 } == .classes(4))
    let width = answer { $0.alpha = .one }
    #expect(width == .width(.one, trained: family.widths))
    #expect(width?.sentence() == "no trained weights for α 1.00 (trained: 0.05)")
  }

  @Test("is refused where a folder has nothing to offer")
  func nothing() throws {
    try inFolder { folder in
      #expect(throws: WeightsError.noWeights(folder: folder)) {
        try WeightFolder.families(in: folder)
      }
      let half = "\(folder)/half.safetensors"
      let backbone = SafetensorsFile.encode([
        .init(name: "conv_stem.convolution.weight", shape: [1], values: [1])
      ])
      try Data(backbone).write(to: URL(filePath: half))
      #expect(throws: WeightsError.half(file: half, .backbone)) {
        try WeightFolder.families(in: folder)
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
