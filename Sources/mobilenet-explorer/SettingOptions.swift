import ArgumentParser
import Engine
import Measure
import MobileNet
import Weights

/// The options that mean the same in every command: which network, on what.
struct SettingOptions: ParsableArguments {
  @Option(help: "Width multiplier α: above 0, at most 1, up to three decimals.")
  var alpha: WidthMultiplier?

  @Option(help: "Resolution multiplier ρ: above 0, at most 1.")
  var rho: Double?

  @Option(help: "Side of the square input in pixels, 32 to 512; says ρ in another way.")
  var side: Int?

  @Option(help: "The side that ρ = 1 stands for; else the weights say it.")
  var base: Int?

  @Option(
    help: """
      The network: separable (the paper's), standard (each block a full 3×3 convolution) or \
      shallow (without five blocks).
      """)
  var variant: Variant?

  @Option(
    help: """
      What ρ shrinks: compute (the paper's reading: the input alone, so compute falls with ρ²) \
      or filters (the literal "ρ²M filters": the input and every layer's channels).
      """)
  var rhoRule = RhoRule.compute

  @Option(help: "Number of classes; other than the weights' own: on seeded weights.")
  var classes: Int?

  @OptionGroup var weights: WeightsOptions

  @Option(help: "Seed of the random weights that stand in where none were trained.")
  var seed = defaultSeed

  @Option(help: "Threads for the network.")
  var threads = 1

  @Option(help: "Instruction set: auto, baseline, avx2, avx512 or neon.")
  var isa = InstructionSetChoice.auto

  func validate() throws {
    try checkThreads(threads)
    if case .only(let set) = isa, !InstructionSet.available.contains(set) {
      throw ValidationError("--isa \(set): not on this machine; give --isa auto")
    }
  }

  var choice: SettingChoice {
    var choice = SettingChoice()
    choice.alpha = alpha
    choice.rho = rho
    choice.side = side
    choice.baseSide = base
    choice.variant = variant
    choice.rhoRule = rhoRule
    choice.classes = classes
    return choice
  }

  var instructionSet: InstructionSet {
    switch isa {
    case .auto: .best
    case .only(let set): set
    }
  }

  /// The one set of weights that a command runs on, the built-in one where none was named. Of a
  /// folder those trained for the α asked for, or else for the widest.
  func source() throws -> WeightSource {
    try weights.source(alpha: alpha, side: side)
  }

  /// The setting asked for, beside the weights it is to run on; seeded ones may stand in where no
  /// weights were named.
  func setting(beside source: WeightSource) throws -> Setting {
    try setting(beside: source.limits(allowsStandIns: weights.named.isEmpty))
  }

  /// The same beside a family, where keys leave the width and the variant of any weights: so the
  /// command may do so, too.
  func setting(beside family: WeightFamily) throws -> Setting {
    try setting(beside: family.limits)
  }

  private func setting(beside limits: SettingChoice.Limits) throws -> Setting {
    do {
      return try choice.setting(beside: limits)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

/// `auto`, or one instruction set by name.
enum InstructionSetChoice: ExpressibleByArgument {
  case auto
  case only(InstructionSet)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let set = InstructionSet(rawValue: argument) {
      self = .only(set)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .auto: "auto"
    case .only(let set): set.rawValue
    }
  }

  static var allValueStrings: [String] { ["auto"] + InstructionSet.allCases.map(\.rawValue) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension WidthMultiplier: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Variant: ExpressibleByArgument {}
extension RhoRule: ExpressibleByArgument {}

extension WeightFamily {
  fileprivate var limits: SettingChoice.Limits {
    SettingChoice.Limits(
      name: name, variant: variant, padding: padding, baseSide: baseSide,
      widths: startingAlpha...startingAlpha, classes: classes, allowsStandIns: true)
  }
}

extension WeightFamily {
  /// What the member says that answers for a width and a side; ρ = 1 is the same for all members.
  func limits(
    alpha: WidthMultiplier?, side: Int?, _ allowsStandIns: Bool
  ) -> SettingChoice.Limits {
    let member = member(alpha: alpha ?? startingAlpha, side: side) ?? members[members.count - 1]
    var limits = member.limits(allowsStandIns: allowsStandIns)
    limits.baseSide = baseSide
    return limits
  }
}

extension WeightSource {
  func limits(allowsStandIns: Bool) -> SettingChoice.Limits {
    description.limits(allowsStandIns: allowsStandIns)
  }
}

extension WeightDescription {
  func limits(allowsStandIns: Bool) -> SettingChoice.Limits {
    SettingChoice.Limits(
      name: name, variant: variant, padding: padding, baseSide: baseSide, widths: widths,
      classes: classes.count, allowsStandIns: allowsStandIns)
  }
}
