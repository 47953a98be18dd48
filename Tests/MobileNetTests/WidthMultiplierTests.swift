import Testing

@testable import MobileNet

@Suite("The width multiplier")
struct WidthMultiplierTests {
  @Test(
    "reads decimals exactly",
    arguments: [
      ("1", 1000), ("1.0", 1000), ("0.75", 750), (".5", 500), ("0.001", 1), ("0.370", 370),
    ])
  func reads(text: String, thousandths: Int) {
    #expect(WidthMultiplier(text)?.thousandths == thousandths)
  }

  @Test(
    "refuses what is no decimal in (0, 1] with three places",
    arguments: [
      "", ".", "0", "0.000", "1.001", "2", "-0.5", "0.5.1", "1e-1", "0.1234", "½", "٠.٥", " 1",
    ])
  func refuses(text: String) {
    #expect(WidthMultiplier(text) == nil)
  }

  @Test("prints itself with two decimals, a third only where it counts")
  func prints() {
    #expect(
      [1000, 750, 50, 375, 5].compactMap { WidthMultiplier(thousandths: $0)?.description }
        == ["1.00", "0.75", "0.05", "0.375", "0.005"])
  }

  @Test("keeps every channel after steps that binary fractions would lose")
  func steps() {
    var alpha = WidthMultiplier.one
    for _ in 0..<5 { alpha = alpha.moved(byThousandths: -50) }
    #expect(alpha.channels(of: 32) == 24)
    #expect(alpha.moved(byThousandths: 900) == .one)
    #expect(alpha.moved(byThousandths: -900).thousandths == 1)
  }
}

@Suite("A setting")
struct SettingTests {
  @Test("turns ρ into whole pixels, at least 32")
  func sides() {
    #expect(Setting.side(rho: 0.5, baseSide: 224) == 112)
    #expect(Setting.side(rho: 0.714, baseSide: 224) == 160)
    #expect(Setting.side(rho: 0.01, baseSide: 96) == 32)
  }

  @Test("raises its base side to its side")
  func baseSide() {
    let setting = Setting(side: 224, baseSide: 96, classes: 200)
    #expect(setting.baseSide == 224)
    #expect(setting.rho == 1)
  }

  @Test("knows the network at α = ρ = 1")
  func full() {
    var setting = Setting(side: 64, baseSide: 128, variant: .shallow, classes: 200)
    setting.alpha = WidthMultiplier("0.5") ?? .one
    #expect(setting.full == Setting(side: 128, baseSide: 128, variant: .shallow, classes: 200))
  }
}
