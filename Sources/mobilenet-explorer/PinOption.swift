import ArgumentParser
import Explorer
import Measure
import Weights

/// A network to compare with.
struct PinOption: ParsableArguments {
  @Option(
    parsing: .unconditional,  // its value begins like an option
    help: ArgumentHelp(
      "A network to compare with, by its options as one word: \"--alpha 0.5 --side 96\".",
      valueName: "options"))
  var pin: String?

  /// The network that is pinned; what its options leave out is as a program begins with its weights,
  /// or with the present ones where it names none.
  func pinned(beside present: WeightFamily, fed preprocessing: [String]) throws -> Pinned? {
    guard let pin else { return nil }
    guard let words = shellWords(pin) else {
      throw ValidationError("--pin \(pin): a quote is not closed")
    }
    let options: SettingOptions
    do {
      options = try SettingOptions.parse(words + preprocessing)
    } catch {
      throw ValidationError("--pin \(pin): \(SettingOptions.message(for: error))")
    }
    let family =
      options.weights.named.isEmpty ? present : try options.weights.families().families[0]
    return Pinned(
      setting: try options.setting(beside: family), weights: family,
      threads: options.machine.threads,
      instructionSet: options.machine.instructionSet,
      precision: options.precision.precision)
  }
}
