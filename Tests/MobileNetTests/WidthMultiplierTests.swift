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

@Suite("Every width multiplier there is")
struct WidthMultiplierLawTests {
  private let all = (1...1000).compactMap { WidthMultiplier(thousandths: $0) }

  @Test("reads back what it prints, and stands in the order of its value")
  func roundTrip() {
    #expect(all.count == 1000 && all.last == .one)
    #expect(all.allSatisfy { WidthMultiplier("\($0)") == $0 })
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 && $0.value < $1.value })
    #expect(all.map { Double("\($0)") } == all.map(\.value))
    for outside in [Int.min, -1, 0, 1001, Int.max] {
      #expect(WidthMultiplier(thousandths: outside) == nil)
    }
  }

  @Test(
    "keeps max(8, ⌊α · N⌋) channels: never fewer than a narrower one", arguments: [32, 1024, 5])
  func channels(count: Int) {
    let channels = all.map { $0.channels(of: count) }
    #expect(channels == channels.sorted())
    #expect(channels.first == 8 && channels.last == max(8, count))
    #expect(WidthMultiplier.one.moved(byThousandths: -625).channels(of: 64) == 24)
  }

  @Test("moves there and back, inside its ends")
  func moves() {
    for alpha in all {
      #expect(alpha.moved(byThousandths: 0) == alpha)
      #expect(alpha.moved(byThousandths: 1000) == .one)
      #expect(alpha.moved(byThousandths: -1).moved(byThousandths: 1) >= alpha)
    }
  }
}

@Suite("A setting")
struct SettingTests {
  @Test("has filters that follow αρ² where ρ shrinks them, never fewer than 8")
  func filters() {
    var setting = Setting(side: 64, baseSide: 128, rhoRule: .filters, classes: 2)
    #expect([32, 64, 1024].map(setting.channels(of:)) == [8, 16, 256])
    setting.alpha = setting.alpha.moved(byThousandths: -500)
    #expect([32, 64, 1024].map(setting.channels(of:)) == [8, 8, 128])
    setting.rhoRule = .compute
    #expect([32, 64, 1024].map(setting.channels(of:)) == [16, 32, 512])
    #expect(setting.full.full == setting.full && setting.full.rho == 1)
  }

  @Test(
    "is large enough from 31.5 pixels on, which are 32",
    arguments: [(0.5, 63, true), (0.5, 62, false), (0.01, 512, false), (1, 32, true)])
  func large(rho: Double, base: Int, isLarge: Bool) {
    #expect(Setting.isLargeEnough(rho: rho, baseSide: base) == isLarge)
    #expect(!isLarge || Setting.side(rho: rho, baseSide: base) == 32)
  }

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
