import ArgumentParser
import Engine
import Files
import LibC
import MobileNet
import Weights

/// Which weights a command runs on, and how they are fed where the files don't say it.
struct WeightsOptions: ParsableArguments {
  @Option(
    name: .customLong("weights"),
    help: ArgumentHelp(
      """
      Weights: a file (TFLite or safetensors), a folder of them (for each α those trained for it), \
      or built-in; may be repeated.
      """, valueName: "file"), completion: .file())
  var named: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      How pixels become the input, where the file does not say it or is wrong: (pixel − mean) / std \
      with pixels of 0…1. One value, or three for R, G and B: 0.5, or 0.485,0.456,0.406, or 127.5/255.
      """, valueName: "values"))
  var mean: ChannelValues?

  @Option(
    help: ArgumentHelp(
      "See --mean. A network that takes pixels of 0…1: 1; of 0…255: 1/255 (with --mean 0).",
      valueName: "values"))
  var std: ChannelValues?

  @Option(
    help: ArgumentHelp(
      "Share of a picture's shorter side that the middle crop keeps: above 0, at most 1.",
      valueName: "share"))
  var crop: Double?

  func validate() throws {
    if let mean, !mean.isWithin(-1000...1000) {
      throw ValidationError("--mean: give values in −1000…1000, of pixels of 0…1")
    }
    if let std, !std.isWithin(1e-6...1000) {
      throw ValidationError("--std: give values above 0, at most 1000, of pixels of 0…1")
    }
    if let crop, !(crop >= 0.01 && crop <= 1) {
      throw ValidationError("--crop: give a share of the shorter side, 0.01 to 1")
    }
  }

  /// The words that say the same of the preprocessing on a command line.
  var preprocessingWords: [String] {
    var words: [String] = []
    if let mean { words += ["--mean", mean.text] }
    if let std { words += ["--std", std.text] }
    if let crop { words += ["--crop", "\(crop)"] }
    return words
  }

  /// What a person says of the preprocessing.
  var preprocessing: PreprocessingChoice {
    var choice = PreprocessingChoice()
    choice.mean = mean?.values
    choice.std = std?.values
    choice.crop = crop
    return choice
  }

  /// The weights asked for, the built-in ones where none were. Files are read at once, so that a bad
  /// one is told before anything else; what lies in folders waits until it is needed.
  func families() throws -> (families: [WeightFamily], loaded: [WeightSource]) {
    var families: [WeightFamily] = []
    var loaded: [WeightSource] = []
    for argument in named.isEmpty ? ["built-in"] : named {
      if FileKind(at: argument) == .folder {
        let folder = try WeightFolder.families(in: argument)
        for error in folder.unusable { warn(error.description) }
        families += folder.families.map { $0.with(preprocessing) }
      } else {
        let source = try WeightSource.named(argument).with(preprocessing)
        loaded.append(source)
        families.append(WeightFamily(source.description))
      }
    }
    return (families, loaded)
  }

  /// The one network that a command runs: of several those trained for the α asked for, or else for
  /// the widest.
  func source(alpha: WidthMultiplier?, side: Int?) throws -> WeightSource {
    let (families, loaded) = try families()
    let members = families.lazy.compactMap { family in
      family.member(alpha: alpha ?? family.startingAlpha, side: side)
    }
    // That another α than that of a single file was asked for is told beside the other options.
    let only = families.count == 1 ? loaded.first?.description : nil
    guard let member = members.first ?? only else {
      let widths = Set(families.flatMap(\.widths).map(\.upperBound)).sorted()
      throw ValidationError(
        "--alpha: \(named.joined(separator: ", ")) has weights for α "
          + "\(widths.map(\.description).joined(separator: ", ")): give one of them")
    }
    return try loaded.first { $0.description == member } ?? .read(member)
  }

  /// The one family that a command goes over: files that were trained alike, each for a width and a side
  /// of its own, or a single one.
  func family() throws -> (family: WeightFamily, loaded: [WeightSource]) {
    let (families, loaded) = try families()
    let name = named.joined(separator: ", ")
    let groups = WeightFamily.grouped(families.flatMap(\.members), name: name, path: name)
    guard groups.count == 1 else {
      let kinds = groups.map { "\($0.members[0].name) (\($0.members[0].format.rawValue))" }
      throw ValidationError(
        "--weights: these were not trained alike, or twice for one α and side: "
          + "\(kinds.joined(separator: ", ")); give files of one kind")
    }
    return (families.count == 1 ? families[0] : groups[0], loaded)
  }
}

/// A line where nobody says how pictures become the input, one where they can't become it quite as the file
/// asks for, and in int8 one where a file's own integers can't be used: the answers depend on it.
func warnOfAssumption(_ weights: [WeightDescription], in precision: Precision) {
  let integers = precision == .int8 ? [\WeightDescription.integersProblem] : []
  for sentence in [\WeightDescription.assumption, \.compromise] + integers {
    if let first = weights.lazy.compactMap({ $0[keyPath: sentence] }).first { warn(first) }
  }
}

/// One value for all channels, or one each for R, G and B: decimals, or fractions such as 1/255.
struct ChannelValues: ExpressibleByArgument {
  let values: SIMD3<Float>
  /// As it was given.
  let text: String

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(ChannelValues.number)
    guard numbers.count == parts.count, [1, 3].contains(numbers.count) else { return nil }
    values = numbers.count == 3 ? SIMD3(numbers) : SIMD3(repeating: numbers[0])
    text = argument
  }

  func isWithin(_ range: ClosedRange<Float>) -> Bool {
    (0..<3).allSatisfy { range.contains(values[$0]) }
  }

  private static func number(_ text: Substring) -> Float? {
    let terms = text.filter { $0 != " " }.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = terms.compactMap { Double($0) }
    guard numbers.count == terms.count, (1...2).contains(numbers.count) else { return nil }
    let value = numbers.count == 2 ? numbers[0] / numbers[1] : numbers[0]
    return value.isFinite ? Float(value) : nil
  }
}

extension WeightSource {
  /// What `--weights` names: the built-in pack, or a file.
  static func named(_ argument: String) throws -> WeightSource {
    argument == "built-in" ? try builtIn() : try read(path: argument)
  }
}

/// Where the model library lies.
struct LibraryOptions: ParsableArguments {
  @Option(
    name: .customLong("library"),
    help: ArgumentHelp(
      "The model library's folder; else mobilenet-explorer in $XDG_DATA_HOME or ~/.local/share.",
      valueName: "folder"), completion: .directory)
  var folder: String?

  /// Nil where nobody says where it lies.
  var opened: ModelLibrary? {
    if let folder { return ModelLibrary(folder: folder) }
    return ModelLibrary.standard(environment: environment)
  }

  /// The same where it is needed.
  func library() throws -> ModelLibrary {
    guard let opened else {
      throw ValidationError("neither XDG_DATA_HOME nor HOME tells a folder: give --library")
    }
    return opened
  }
}
