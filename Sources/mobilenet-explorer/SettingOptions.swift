import ArgumentParser
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

  @OptionGroup var machine: MachineOptions

  @OptionGroup var precision: PrecisionOption

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

extension WidthMultiplier: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Variant: ExpressibleByArgument {}
extension RhoRule: ExpressibleByArgument {}

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
