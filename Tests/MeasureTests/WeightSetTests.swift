import Files
import MobileNet
import Testing

@testable import Measure
@testable import Weights

@Suite("The weights that a grid runs on")
struct WeightSetTests {
  private static let half = WidthMultiplier("0.5") ?? .one
  private static let quarter = WidthMultiplier("0.25") ?? .one

  /// Random weights that say of themselves that they are a file of one width.
  private static func source(
    _ origin: String, _ alpha: WidthMultiplier, side: Int
  ) -> WeightSource {
    var source = WeightSource.seeded(variant: .shallow, classes: 3, seed: 1, baseSide: side)
    source.description = WeightDescription(
      name: origin, origin: origin, format: .timm, variant: .shallow,
      padding: source.padding, baseSide: side, widths: alpha...alpha, classes: source.classes,
      preprocessing: source.preprocessing)
    return source
  }

  private static let sources = [
    source("half-96", half, side: 96), source("half-160", half, side: 160),
    source("full-96", .one, side: 96),
  ]
  private static let family = WeightFamily(
    name: "models", path: "models", members: sources.map(\.description))

  private func setting(_ alpha: WidthMultiplier, _ side: Int) -> Setting {
    Setting(
      alpha: alpha, side: side, baseSide: 160, variant: .shallow,
      padding: Self.family.padding, classes: 3)
  }

  @Test(
    "are for each setting the file of its α that is nearest to its side",
    arguments: [
      (half, 96, "half-96"), (half, 127, "half-96"), (half, 128, "half-160"),
      (half, 32, "half-96"), (.one, 160, "full-96"), (quarter, 96, nil),
    ] as [(WidthMultiplier, Int, String?)])
  func nearest(alpha: WidthMultiplier, side: Int, origin: String?) throws {
    let wanted = [setting(.one, 96), setting(Self.half, 96), setting(Self.half, 160)]
    let set = try WeightSet(Self.family, for: wanted, loaded: Self.sources)
    #expect(set.source(for: setting(alpha, side))?.origin == origin)
  }

  @Test("are only the files that some setting needs")
  func needed() throws {
    let narrow = try WeightSet(Self.family, for: [setting(Self.half, 96)], loaded: Self.sources)
    #expect(narrow.sources.map(\.origin) == ["half-96"])
    let both = try WeightSet(
      Self.family, for: [setting(.one, 96), setting(Self.half, 96)], loaded: Self.sources)
    #expect(both.sources.map(\.origin) == ["half-96", "full-96"])
    // None is trained for this: the first one is there to tell so.
    let none = try WeightSet(Self.family, for: [setting(Self.quarter, 96)], loaded: Self.sources)
    #expect(none.sources.map(\.origin) == ["half-96"])
  }

  @Test("that are not loaded are read, or refused")
  func unread() throws {
    let error = #expect(throws: WeightsError.self) {
      try WeightSet(Self.family, for: [setting(.one, 96)], loaded: [])
    }
    guard case .unreadable(let refused)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refused.file == "full-96" && refused.isAbsent)
  }

  @Test("have a checksum for each file; on a tie of sides it is the larger one's")
  func checksums() {
    let files = [("a", Self.half, 96), ("b", Self.half, 160), ("c", .one, 96)].map {
      WeightsInUse.File(source: $0.0, alpha: $0.1, side: $0.2, sha256: "sum of \($0.0)")
    }
    let weights = WeightsInUse(name: "n", source: "s", sha256: "all", trained: true, files: files)
    #expect(weights.checksum(alpha: Self.half, side: 127) == "sum of a")
    #expect(weights.checksum(alpha: Self.half, side: 128) == "sum of b")
    #expect(weights.checksum(alpha: .one, side: 512) == "sum of c")
    #expect(weights.checksum(alpha: Self.quarter, side: 96) == nil)
    let single = WeightsInUse(name: "n", source: "s", sha256: "one", trained: true)
    #expect(single.checksum(alpha: Self.quarter, side: 96) == "one")
  }
}
