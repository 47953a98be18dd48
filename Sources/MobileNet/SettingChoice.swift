/// What a person asked for, as far as they said anything: becomes a `Setting` beside some weights.
public struct SettingChoice: Equatable, Sendable {
  /// As given; nil for what the weights were trained for. So are the others.
  public var alpha: WidthMultiplier?
  /// A share of the base side; not together with `side`.
  public var rho: Double?
  /// Pixels of the square input.
  public var side: Int?
  /// The side that ρ = 1 stands for.
  public var baseSide: Int?
  public var variant: Variant?
  public var rhoRule = RhoRule.compute
  public var classes: Int?

  /// Nothing was given.
  public init() {}

  /// What weights say of the networks they serve.
  public struct Limits: Equatable, Sendable {
    /// As errors call the weights.
    public var name: String
    public var variant: Variant
    /// The rule that they were trained with.
    public var padding: PaddingRule
    /// The side that they were trained for, in pixels.
    public var baseSide: Int
    /// The widths that were trained; both ends alike for a network of one width.
    public var widths: ClosedRange<WidthMultiplier>
    /// How many they know.
    public var classes: Int
    /// Whether seeded weights may stand in for another variant, width or number of classes: so
    /// where the person named no weights.
    public var allowsStandIns: Bool

    public init(
      name: String, variant: Variant, padding: PaddingRule, baseSide: Int,
      widths: ClosedRange<WidthMultiplier>, classes: Int, allowsStandIns: Bool
    ) {
      self.name = name
      self.variant = variant
      self.padding = padding
      self.baseSide = baseSide
      self.widths = widths
      self.classes = classes
      self.allowsStandIns = allowsStandIns
    }
  }

  /// The setting asked for; what was left open comes from the weights, α = ρ = 1 before all.
  public func setting(beside limits: Limits) throws(SettingError) -> Setting {
    let (side, base) = try sides(limits)
    if let classes, !(1...100_000).contains(classes) { throw .classesOutOfRange(classes) }
    let classes = classes ?? limits.classes
    let variant = variant ?? limits.variant
    let isSingleWidth = limits.widths.lowerBound == limits.widths.upperBound
    let alpha = alpha ?? (isSingleWidth ? limits.widths.upperBound : .one)
    if !limits.allowsStandIns {
      if classes != limits.classes {
        throw .notTheWeights("--classes", limits.name, "\(limits.classes)")
      }
      if isSingleWidth, variant != limits.variant {
        throw .notTheWeights("--variant", limits.name, limits.variant.rawValue)
      }
      if isSingleWidth, alpha != limits.widths.upperBound {
        throw .notTheWeights("--alpha", limits.name, "\(limits.widths.upperBound)")
      }
    }
    return Setting(
      alpha: alpha, side: side, baseSide: base, variant: variant, rhoRule: rhoRule,
      padding: limits.padding, classes: classes)
  }

  private func sides(_ limits: Limits) throws(SettingError) -> (side: Int, base: Int) {
    if let side, !Setting.sides.contains(side) { throw .sideOutOfRange("--side", side) }
    if let baseSide, !Setting.sides.contains(baseSide) { throw .sideOutOfRange("--base", baseSide) }
    if let rho, !(rho > 0 && rho <= 1) { throw .rhoOutOfRange }
    if side != nil, rho != nil { throw .sideAndRho }
    let base = baseSide ?? limits.baseSide
    if let rho, !Setting.isLargeEnough(rho: rho, baseSide: base) { throw .rhoTooSmall(rho, base) }
    let side = side ?? Setting.side(rho: rho ?? 1, baseSide: base)
    if let baseSide, side > baseSide { throw .sideAboveBase(side, baseSide) }
    return (side, max(side, base))
  }
}

/// What is wrong with the options that describe a setting.
public enum SettingError: Error, Equatable {
  case sideOutOfRange(String, Int)
  case rhoOutOfRange
  /// ρ leaves too little of this base side.
  case rhoTooSmall(Double, Int)
  case sideAndRho
  case sideAboveBase(Int, Int)
  case classesOutOfRange(Int)
  /// An option that must equal what the weights say.
  case notTheWeights(String, String, String)
}

extension SettingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sideOutOfRange(let option, let side):
      "\(option) \(side): a side is a whole number of pixels from 32 to 512"
    case .rhoOutOfRange: "--rho: the resolution multiplier lies above 0 and is at most 1"
    case .rhoTooSmall(let rho, let base):
      "--rho \(rho): leaves less than 32 of \(base) pixels; "
        + "give \(SettingError.leastRho(base)) or more"
    case .sideAndRho: "--side and --rho say the same thing twice: give one of them"
    case .sideAboveBase(let side, let base):
      "--side \(side) exceeds --base \(base): give a larger --base, or leave --base out"
    case .classesOutOfRange(let classes):
      "--classes \(classes): a classifier has 1 to 100000 classes"
    case .notTheWeights(let option, let name, let value):
      "\(option): \(name) was trained with \(value); give \(option) \(value), or leave it out"
    }
  }

  /// 32 / base in three decimals, rounded up.
  private static func leastRho(_ base: Int) -> String {
    let thousandths = (Setting.sides.lowerBound * 1000 + base - 1) / base
    return thousandths >= 1000 ? "1" : "0." + String(1000 + thousandths).dropFirst()
  }
}
