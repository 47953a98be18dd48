import Testing

@testable import MobileNet

@Suite("A choice of settings")
struct SettingChoiceTests {
  static let half = WidthMultiplier.one.moved(byThousandths: -500)
  let pack = SettingChoice.Limits(
    name: "built-in", variant: .separable, padding: .same, baseSide: 96,
    widths: WidthMultiplier.one.moved(byThousandths: -750)...(.one), classes: 200,
    allowsStandIns: true)
  let single = SettingChoice.Limits(
    name: "half.safetensors", variant: .shallow, padding: .symmetric, baseSide: 64,
    widths: half...half, classes: 10, allowsStandIns: false)

  @Test("starts at α = ρ = 1 of the weights")
  func defaults() throws {
    #expect(
      try SettingChoice().setting(beside: pack) == Setting(side: 96, baseSide: 96, classes: 200))
  }

  @Test("takes α, variant, padding and classes from a file of one width")
  func singleWidth() throws {
    #expect(
      try SettingChoice().setting(beside: single)
        == Setting(
          alpha: Self.half, side: 64, baseSide: 64, variant: .shallow, padding: .symmetric,
          classes: 10))
  }

  @Test("takes the least ρ that it names, at every base side", arguments: 32...512)
  func leastRho(base: Int) throws {
    var choice = SettingChoice()
    choice.baseSide = base
    choice.rho = 0.01
    let error = #expect(throws: SettingError.self) { try choice.setting(beside: pack) }
    let word = error?.description.split(separator: "give ").last?.split(separator: " ").first
    choice.rho = Double(try #require(word))
    #expect(try choice.setting(beside: pack).side == 32)
  }

  @Test("raises the base to a larger side")
  func largerSide() throws {
    var choice = SettingChoice()
    choice.side = 224
    #expect(try choice.setting(beside: pack) == Setting(side: 224, baseSide: 224, classes: 200))
  }

  @Test("lets seeded weights stand in only where no weights were named")
  func standIns() throws {
    var choice = SettingChoice()
    choice.classes = 1000
    choice.baseSide = 224
    choice.variant = .standard
    #expect(
      try choice.setting(beside: pack)
        == Setting(side: 224, baseSide: 224, variant: .standard, classes: 1000))
    #expect(throws: SettingError.notTheWeights("--classes", "half.safetensors", "10")) {
      try choice.setting(beside: single)
    }
  }

  @Test("takes what equals the weights, and any side, beside a file of one width")
  func agreeing() throws {
    var choice = SettingChoice()
    choice.alpha = Self.half
    choice.variant = .shallow
    choice.classes = 10
    #expect(try choice.setting(beside: single) == SettingChoice().setting(beside: single))
    choice.rho = 0.75
    choice.rhoRule = .filters
    var expected = try SettingChoice().setting(beside: single)
    expected.side = 48
    expected.rhoRule = .filters
    #expect(try choice.setting(beside: single) == expected)
  }

  @Test("of a pack that was named leaves width and variant free, the classes not")
  func namedPack() throws {
    var named = pack
    named.allowsStandIns = false
    var choice = SettingChoice()
    choice.alpha = .one.moved(byThousandths: -999)
    choice.variant = .standard
    #expect(try choice.setting(beside: named).alpha.thousandths == 1)
    choice.classes = 201
    #expect(throws: SettingError.notTheWeights("--classes", "built-in", "200")) {
      try choice.setting(beside: named)
    }
  }

  @Test(
    "holds every limit at its ends",
    arguments: [
      (31, nil, nil, false), (32, nil, nil, true), (512, nil, nil, true), (513, nil, nil, false),
      (nil, 32, nil, true), (nil, 512, nil, true), (64, 64, nil, true), (65, 64, nil, false),
      (nil, nil, 1, true), (nil, nil, 100_000, true), (nil, nil, 100_001, false),
      (nil, nil, -1, false), (Int.min, nil, nil, false), (nil, Int.max, nil, false),
    ] as [(Int?, Int?, Int?, Bool)])
  func limits(side: Int?, base: Int?, classes: Int?, isTaken: Bool) {
    var choice = SettingChoice()
    (choice.side, choice.baseSide, choice.classes) = (side, base, classes)
    #expect(((try? choice.setting(beside: pack)) != nil) == isTaken)
  }

  @Test("says what is wrong and the mend", arguments: wrongs)
  func errors(wrong: Wrong) {
    let error = #expect(throws: SettingError.self) {
      try wrong.choice.setting(beside: wrong.isSingle ? single : pack)
    }
    #expect(error?.description == wrong.sentence)
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    let choice: SettingChoice
    let isSingle: Bool
    let sentence: String
    var testDescription: String { sentence }

    init(_ sentence: String, isSingle: Bool = false, _ change: (inout SettingChoice) -> Void) {
      var choice = SettingChoice()
      change(&choice)
      self.choice = choice
      self.isSingle = isSingle
      self.sentence = sentence
    }
  }

  static let wrongs = [
    Wrong("--side 31: a side is a whole number of pixels from 32 to 512") { $0.side = 31 },
    Wrong("--base 513: a side is a whole number of pixels from 32 to 512") { $0.baseSide = 513 },
    Wrong("--rho: the resolution multiplier lies above 0 and is at most 1") { $0.rho = 0 },
    Wrong("--rho: the resolution multiplier lies above 0 and is at most 1") { $0.rho = .nan },
    Wrong("--rho 0.2: leaves less than 32 of 96 pixels; give 0.334 or more") { $0.rho = 0.2 },
    Wrong("--rho 0.2: leaves less than 32 of 32 pixels; give 1 or more") {
      $0.rho = 0.2
      $0.baseSide = 32
    },
    Wrong("--side and --rho say the same thing twice: give one of them") {
      $0.side = 64
      $0.rho = 0.5
    },
    Wrong("--side 128 exceeds --base 96: give a larger --base, or leave --base out") {
      $0.side = 128
      $0.baseSide = 96
    },
    Wrong("--classes 0: a classifier has 1 to 100000 classes") { $0.classes = 0 },
    Wrong(
      "--alpha: half.safetensors was trained with 0.50; give --alpha 0.50, or leave it out",
      isSingle: true
    ) { $0.alpha = .one },
    Wrong(
      "--variant: half.safetensors was trained with shallow; give --variant shallow, or leave it out",
      isSingle: true
    ) { $0.variant = .separable },
  ]
}
