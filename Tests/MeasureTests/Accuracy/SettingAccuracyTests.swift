import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("The accuracy of one setting")
struct SettingAccuracyTests {
  private let family: WeightFamily
  private let setting: Setting

  init() throws {
    family = WeightFamily(try WeightDescription.builtIn())
    setting = Setting(side: 64, baseSide: family.baseSide, classes: family.classes)
  }

  /// Of two widths and two sides.
  private var surface: AccuracySurface? {
    var result = EvaluationResult(
      dataset: "val", fingerprint: "0",
      weights: .init(name: "n", source: "s", sha256: "ab", trained: true), leftOut: 0,
      planned: 100, shards: [1], shardCount: 1,
      accuracies: [32, 64].flatMap { side in
        [500, 1000].map { alpha in
          .init(
            alpha: .one.moved(byThousandths: alpha - 1000), side: side, correct1: alpha / 20,
            correct5: 90)
        }
      })
    result.seen = 100
    return AccuracySurface(result)
  }

  private func known(_ setting: Setting, checksum: String? = "ab") -> KnownTop1? {
    KnownTop1(of: setting, on: family, surface: surface, checksum: checksum)
  }

  @Test("is that of the surface, with what pictures it was measured on")
  func known() {
    #expect(known(setting)?.accuracy == surface?.accuracy(alpha: .one, side: 64))
    #expect(known(setting)?.pictures == 100 && known(setting)?.dataset == "val")
    var between = setting
    between.side = 48
    #expect(known(between)?.accuracy.isInterpolated == true)
  }

  @Test("is nobody's where other weights run, or a network that was not trained or not measured")
  func unknown() {
    #expect(known(setting, checksum: "cd") == nil && known(setting, checksum: nil) == nil)
    var other = setting
    other.variant = .standard
    #expect(known(other) == nil)
    other = setting
    other.side = 96
    #expect(known(other) == nil)
    let accuracy = { (setting: Setting, checksum: String?) in
      SettingAccuracy(of: setting, on: family, surface: surface, checksum: checksum)
    }
    #expect(accuracy(other, "ab") == .outside("sides 32…64"))
    #expect(accuracy(setting, "cd") == .ofOtherWeights && accuracy(setting, nil) == nil)
  }
}
