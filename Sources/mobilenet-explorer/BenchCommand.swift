import ArgumentParser
import Engine
import Measure
import MobileNet
import Reports
import Weights

/// `bench`: the speed of one setting, for comparisons with other engines.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "The speed of one setting: inference and rebuild.",
    discussion: """
      Without --weights: seeded weights and 1000 classes, as other engines are timed.
      """)

  @OptionGroup var options: SettingOptions

  @Option(help: "Timed inferences, and timed rebuilds.")
  var rounds = 20

  @Flag(help: "One JSON object instead of text.")
  var json = false

  func validate() throws {
    if !(1...100_000).contains(rounds) {
      throw ValidationError("--rounds \(rounds): give 1 to 100000")
    }
  }

  func run() throws {
    try reportingFailures {
      let source = try source()
      let setting = try options.setting(beside: source)
      guard options.weights.named.isEmpty || source.fits(setting) else {
        throw ValidationError(
          "--weights: \(source.name) holds no \(setting.variant) network of α \(setting.alpha) "
            + "with filters as these; leave --weights out")
      }
      try Processor.reserve(threads: options.machine.threads)
      let bench = try Bench.run(
        source, setting: setting, instructionSet: options.machine.instructionSet,
        precision: options.precision.precision, threads: options.machine.threads, rounds: rounds)
      try show(json ? bench.json() : bench.text)
    }
  }

  private func source() throws -> WeightSource {
    guard options.weights.named.isEmpty else { return try options.source() }
    return .seeded(
      variant: options.variant ?? .separable, classes: options.classes ?? 1000, seed: options.seed,
      baseSide: options.base ?? options.side ?? 224)
  }
}
