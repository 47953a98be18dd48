import Engine
import Measure
import MobileNet
import Weights

/// The command that recreates a screen: what differs from the defaults.
public struct RecreatingCommand {
  @Shared private var state: State

  /// The command for this state.
  public init(_ state: State) {
    self.state = state
  }

  /// As one types it into a shell.
  public var text: String { words.joined(separator: " ") }

  private var words: [String] { ["mobilenet-explorer"] + arguments.map(shellWord) }

  /// The arguments of that command, as the program receives them.
  public var arguments: [String] {
    let network = networkOptions(choice.setting, startingFamily)
    return network + weightsOptions
      + machineOptions(choice.threads, choice.instructionSet, choice.precision) + seedOption
      + pinOption + viewOptions + catalogue.options + pictureArguments
  }

  /// The lines of the overlay that shows the command: broken so that a shell takes them as one.
  public var lines: [String] {
    let room = max(1, state.view.columns - 6)
    var lines: [String] = []
    var line = ""
    for word in words {
      // Room for the backslash.
      if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > room - 2 {
        lines.append("\(line) \\")
        line = ""
      }
      line += line.isEmpty ? word : " \(word)"
      while line.unicodeScalars.count > room {
        lines.append(String(line.unicodeScalars.prefix(room)))
        line = String(line.unicodeScalars.dropFirst(room))
      }
    }
    return [""] + lines + [line, "", "It recreates this screen."]
  }

  private var catalogue: Catalogue { state.catalogue }
  private var choice: Choice { state.choice }

  /// What differs from a program that starts with these weights.
  private func networkOptions(_ setting: Setting, _ entry: WeightFamily) -> [String] {
    var options: [String] = []
    if setting.alpha != entry.startingAlpha { options += ["--alpha", setting.alpha.shortDecimal] }
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
    let isNamed = choice.weights < catalogue.namedWeights
    let families =
      isNamed ? Array(catalogue.weights[..<catalogue.namedWeights]) : catalogue.weights
    let others = rotated(families, to: choice.weights).dropFirst().compactMap(\.argument)
    let names = [startingFamily.argument ?? state.family.name] + others
    return names == ["built-in"] ? [] : names.flatMap { ["--weights", asPath($0)] }
  }

  private var startingFamily: WeightFamily { startingFamily(state.family, for: choice.setting) }

  /// What a program starts with that is given these weights first: a folder's further families
  /// have no name on a command line, so one of their files stands for them.
  private func startingFamily(_ family: WeightFamily, for setting: Setting) -> WeightFamily {
    guard family.argument == nil else { return family }
    let member = try? family.member(for: setting).get()
    return WeightFamily(member ?? family.members[family.members.count - 1])
  }

  private func machineOptions(
    _ threads: Int, _ instructionSet: InstructionSet, _ precision: Precision
  ) -> [String] {
    var options: [String] = []
    if let quantisation = precision.quantisation {
      options += ["--precision", precision.name]
      let usual = Quantisation.usual
      if quantisation.weightBits != usual.weightBits {
        options += ["--weight-bits", "\(quantisation.weightBits)"]
      }
      if quantisation.scales != usual.scales {
        options += ["--scales", quantisation.scales.rawValue]
      }
    }
    if threads != Catalogue.defaultThreads { options += ["--threads", "\(threads)"] }
    if instructionSet != catalogue.instructionSets.last {
      options += ["--isa", instructionSet.rawValue]
    }
    return options
  }

  private var seedOption: [String] {
    catalogue.seed == defaultSeed ? [] : ["--seed", "\(catalogue.seed)"]
  }

  /// The pinned network's options as one word; its weights where they are not the present ones.
  private var pinOption: [String] {
    guard let pinned = choice.pinned else { return [] }
    let entry = startingFamily(pinned.weights, for: pinned.setting)
    let weights =
      pinned.weights == state.family ? [] : ["--weights", asPath(entry.argument ?? entry.name)]
    let words =
      networkOptions(pinned.setting, entry) + weights
      + machineOptions(pinned.threads, pinned.instructionSet, pinned.precision)
    return ["--pin", words.map(shellWord).joined(separator: " ")]
  }

  private var viewOptions: [String] {
    let (choice, usual) = (state.viewChoice, ViewChoice())
    var options: [String] = []
    if choice.opened != usual.opened { options += ["--view", choice.opened.rawValue] }
    if let layer = choice.layer { options += ["--layer", layer] }
    if choice.sort != usual.sort { options += ["--sort", choice.sort.rawValue] }
    if choice.showsDetail { options.append("--detail") }
    if let activation = choice.activation { options += ["--activation", activation.rawValue] }
    if choice.hidesAnswers { options.append("--guess") }
    if let tile = choice.tile { options += ["--tile", "\(tile)"] }
    if choice.axis != usual.axis { options += ["--axis", choice.axis.rawValue] }
    if choice.scale != usual.scale { options += ["--scale", choice.scale.rawValue] }
    if let budget = choice.budget { options += ["--budget", shortNumber(budget)] }
    if let point = choice.point { options += ["--point", "\(point)"] }
    if let focus = choice.focus { options += ["--focus", focus.rawValue] }
    if choice.isZoomed { options.append("--zoom") }
    if !choice.usesMouse { options.append("--no-mouse") }
    if !choice.usesClipboard { options.append("--no-clipboard") }
    return options
  }

  /// The present picture first, then the others that were named; before them what they show.
  private var pictureArguments: [String] {
    let isNamed = choice.picture < catalogue.namedPictures
    let named = Array(catalogue.pictures[..<catalogue.namedPictures])
    let entries = isNamed ? rotated(named, to: choice.picture) : [state.pictureEntry] + named
    let labels = entries.filter { !$0.isBuiltIn }.compactMap(\.label)
    let different = Set(labels).count == 1 ? Array(labels.prefix(1)) : labels
    let names = entries.map(\.argument)
    return different.flatMap { ["--label", $0] }
      + (names == [catalogue.defaultPicture] ? [] : names.map(asPath))
  }

  /// A file whose name begins like an option.
  private func asPath(_ argument: String) -> String {
    argument.hasPrefix("-") ? "./\(argument)" : argument
  }

  private func rotated<Element>(_ list: [Element], to place: Int) -> [Element] {
    Array(list[place...] + list[..<place])
  }

  /// `20`, not `20.0`.
  private func shortNumber(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
