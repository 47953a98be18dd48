import ArgumentParser
import Engine
import MobileNet
import Testing
import Weights

@testable import mobilenet_explorer

@Suite("Values of options")
struct OptionValueTests {
  @Test(
    "are lists with commas, each element once",
    arguments: [
      ("0.25,0.5,1", [250, 500, 1000]), ("0.5", [500]), ("1, 0.5", [1000, 500]),
      ("0.5,0.50,.5", [500]), ("", nil), (",", nil), ("0.5,", nil), ("0.5,,1", nil), ("0.5;1", nil),
      ("2", nil),
    ] as [(String, [Int]?)])
  func lists(text: String, thousandths: [Int]?) {
    let list = CommaSeparated<WidthMultiplier>(argument: text)
    #expect(list?.elements.map(\.thousandths) == thousandths)
  }

  @Test(
    "are one number for all channels or three, with fractions",
    arguments: [
      ("0.5", [0.5, 0.5, 0.5]), ("127.5/255", [0.5, 0.5, 0.5]), ("1/4, 1/2 ,1", [0.25, 0.5, 1]),
      ("-1,0,1", [-1, 0, 1]), ("0,0", nil), ("1,2,3,4", nil), ("", nil), ("a", nil), ("1/0", nil),
      ("1/2/4", nil), ("/2", nil), ("1,,3", nil), ("nan", nil), ("inf", nil),
    ] as [(String, [Float]?)])
  func channels(text: String, values: [Float]?) {
    let found = ChannelValues(argument: text)
    #expect(found?.values == values.map { SIMD3($0) })
    #expect(found == nil || found?.text == text)
    if let found { #expect(found.isWithin(-1...1) && !found.isWithin(5...6)) }
  }

  @Test(
    "are bytes, of which K and M are KiB and MiB, or numbers, of which M is a million",
    arguments: [
      ("54272", 54_272, 54_272), ("54K", 55_296, nil), ("1.5M", 1_572_864, 1_500_000),
      (".5M", 524_288, 500_000), ("0", nil, nil), ("0K", nil, nil), ("-1M", nil, nil),
      ("M", nil, nil), ("", nil, nil), ("1KB", nil, nil), ("1k", nil, nil), ("1 M", nil, nil),
      ("inf", nil, nil), ("nanM", nil, nil), ("1e400", nil, nil),
    ] as [(String, Double?, Double?)])
  func amounts(text: String, bytes: Double?, number: Double?) {
    #expect(ByteCount(argument: text)?.value == bytes)
    #expect(LargeNumber(argument: text)?.value == number)
  }

  @Test("of instruction sets are auto or a name")
  func instructionSets() {
    #expect(
      InstructionSetChoice.allValueStrings == ["auto"] + InstructionSet.allCases.map(\.rawValue))
    for name in InstructionSetChoice.allValueStrings {
      #expect(InstructionSetChoice(argument: name)?.defaultValueDescription == name)
    }
    #expect(
      InstructionSetChoice(argument: "AVX2") == nil && InstructionSetChoice(argument: "") == nil)
  }

  @Test(
    "of preprocessing are refused beyond their limits, with the mend",
    arguments: [
      (["--mean", "1001"], "--mean: give values in −1000…1000, of pixels of 0…1"),
      (["--mean", "1e300"], "--mean: give values in −1000…1000, of pixels of 0…1"),
      (["--std", "0"], "--std: give values above 0, at most 1000, of pixels of 0…1"),
      (["--std", "1,1,-1"], "--std: give values above 0, at most 1000, of pixels of 0…1"),
      (["--crop", "0"], "--crop: give a share of the shorter side, 0.01 to 1"),
      (["--crop", "1.01"], "--crop: give a share of the shorter side, 0.01 to 1"),
      (["--crop", "nan"], "--crop: give a share of the shorter side, 0.01 to 1"),
    ])
  func preprocessing(arguments: [String], sentence: String) {
    let error = #expect(throws: (any Error).self) { try WeightsOptions.parse(arguments) }
    if let error { #expect(WeightsOptions.message(for: error) == sentence) }
  }

  @Test("of preprocessing are said again as they were given")
  func words() throws {
    let given = ["--mean", "0.485,0.456,0.406", "--std", "1/255", "--crop", "0.9"]
    #expect(try WeightsOptions.parse(given).preprocessingWords == given)
    #expect(try WeightsOptions.parse([]).preprocessingWords.isEmpty)
    #expect(try WeightsOptions.parse([]).preprocessing == PreprocessingChoice())
  }

  @Test("of the output agree with --json or are refused")
  func output() throws {
    typealias Options = OutputOptions<TableCommand.Format>
    #expect(try Options.parse([]).form == .text)
    #expect(try Options.parse(["--json"]).form == .json)
    #expect(try Options.parse(["--json", "--format", "json"]).form == .json)
    #expect(try Options.parse(["--format", "csv"]).form == .csv)
    let error = #expect(throws: (any Error).self) {
      try Options.parse(["--json", "--format", "csv"])
    }
    if let error {
      #expect(
        Options.message(for: error) == "--json and --format csv disagree: give one of them")
    }
  }
}

@Suite("The grid of a command line")
struct GridOptionsTests {
  private func settings(
    _ arguments: [String], variant: Variant? = nil, classes: Int? = nil
  ) throws -> [String] {
    let family = WeightFamily(try WeightDescription.builtIn())
    return try GridOptions.parse(arguments)
      .settings(beside: family, allowsStandIns: true, variant: variant, classes: classes)
      .map { "\($0.alpha) \($0.side)/\($0.baseSide) \($0.variant) \($0.classes)" }
  }

  @Test("has every width with every side, the widths in the outer loop")
  func order() throws {
    #expect(
      try settings(["--alphas", "0.5,1", "--sides", "64,96"]) == [
        "0.50 64/112 separable 200", "0.50 96/112 separable 200", "1.00 64/112 separable 200",
        "1.00 96/112 separable 200",
      ])
    #expect(try settings([]) == ["1.00 112/112 separable 200"])
    #expect(
      try settings(["--side", "128"], variant: .standard, classes: 7)
        == ["1.00 128/128 standard 7"])
  }

  @Test("has two ρ of one side once")
  func once() throws {
    #expect(
      try settings(["--rhos", "0.5,0.501,1", "--base", "64"])
        == ["1.00 32/64 separable 200", "1.00 64/64 separable 200"])
  }

  @Test(
    "is refused with the option's name",
    arguments: [
      (["--sides", "31"], "--side 31: a side is a whole number of pixels from 32 to 512"),
      (
        ["--sides", "64", "--rhos", "1"],
        "--sides and --rhos say the same thing twice: give one of them"
      ),
      (
        ["--sides", "128", "--base", "64"],
        "--side 128 exceeds --base 64: give a larger --base, or leave --base out"
      ),
    ])
  func refused(arguments: [String], sentence: String) {
    let error = #expect(throws: (any Error).self) { try settings(arguments) }
    if let error { #expect(GridOptions.message(for: error) == sentence) }
  }

  @Test("takes ten thousand settings and no more")
  func most() throws {
    let alphas = (1...100).map { "\(Double($0) / 100)" }.joined(separator: ",")
    let sides = (100..<200).map { "\($0)" }.joined(separator: ",")
    #expect(
      try GridOptions.parse(["--alphas", alphas, "--sides", sides]).alphas?.elements.count == 100)
    let error = #expect(throws: (any Error).self) {
      try GridOptions.parse(["--alphas", alphas, "--sides", "\(sides),200"])
    }
    if let error {
      #expect(
        GridOptions.message(for: error)
          == "--alphas, --sides: 10100 settings take days; give 10000 at most")
    }
  }
}
