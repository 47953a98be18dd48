import Engine
import Measure
import MobileNet
import Weights

extension State {
  /// The command that recreates this screen: what differs from the defaults.
  public var command: String {
    (["mobilenet-explorer"] + arguments.map(shellWord)).joined(separator: " ")
  }

  /// The arguments of that command, as the program receives them.
  public var arguments: [String] {
    networkOptions + weightsOptions + machineOptions + pictureArguments
  }

  private var networkOptions: [String] {
    let entry = startingFamily
    var options: [String] = []
    if setting.alpha != entry.startingAlpha {
      options += ["--alpha", shortDecimal(setting.alpha)]
    }
    if setting.side != setting.baseSide { options += ["--side", "\(setting.side)"] }
    if setting.baseSide != entry.baseSide { options += ["--base", "\(setting.baseSide)"] }
    if setting.variant != entry.variant { options += ["--variant", setting.variant.rawValue] }
    if setting.rhoRule != .compute { options += ["--rho-rule", setting.rhoRule.rawValue] }
    if setting.classes != entry.classes { options += ["--classes", "\(setting.classes)"] }
    return options
  }

  /// The present weights first: a program starts with its first ones. What is in the library is
  /// found without being named.
  private var weightsOptions: [String] {
    let isNamed = weights < catalogue.namedWeights
    let families =
      isNamed ? Array(catalogue.weights[..<catalogue.namedWeights]) : catalogue.weights
    let others = rotated(families, to: weights).dropFirst().compactMap(\.argument)
    let names = [startingFamily.argument ?? family.name] + others
    return names == ["built-in"] ? [] : names.flatMap { ["--weights", asPath($0)] }
  }

  /// What a program starts with that is given the present weights first: a folder's further families
  /// have no name on a command line, so one of their files stands for them.
  private var startingFamily: WeightFamily {
    guard family.argument == nil else { return family }
    let member = try? family.member(for: setting).get()
    return WeightFamily(member ?? family.members[family.members.count - 1])
  }

  private var machineOptions: [String] {
    var options: [String] = []
    if threads != Catalogue.defaultThreads { options += ["--threads", "\(threads)"] }
    if instructionSet != catalogue.instructionSets.last {
      options += ["--isa", instructionSet.rawValue]
    }
    if catalogue.seed != defaultSeed { options += ["--seed", "\(catalogue.seed)"] }
    return options
  }

  /// The present picture first, then the others that were named.
  private var pictureArguments: [String] {
    let isDefault = picture == 0 && pictureEntry.isBuiltIn
    let others = rotated(catalogue.pictures, to: picture).dropFirst().filter { !$0.isBuiltIn }
    if isDefault && others.isEmpty { return [] }
    return ([pictureEntry] + others).map { asPath($0.argument) }
  }

  /// A file whose name begins like an option.
  private func asPath(_ argument: String) -> String {
    argument.hasPrefix("-") ? "./\(argument)" : argument
  }

  private func rotated<Element>(_ list: [Element], to place: Int) -> [Element] {
    Array(list[place...] + list[..<place])
  }

  /// `0.5`, not `0.50`.
  private func shortDecimal(_ alpha: WidthMultiplier) -> String {
    var text = "\(alpha)"
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

/// A word as a shell takes it: quoted where it holds anything but plain characters; control
/// characters as octal escapes, so that the line can be shown and pasted.
func shellWord(_ word: String) -> String {
  let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-"
  if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
  guard word.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }
  return "$'" + word.unicodeScalars.map(ansiQuoted).joined() + "'"
}

/// One character inside `$'…'`.
private func ansiQuoted(_ scalar: Unicode.Scalar) -> String {
  if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
  guard scalar.properties.generalCategory == .control else { return String(scalar) }
  return String(scalar).utf8.map { byte in
    let octal = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
  }.joined()
}
