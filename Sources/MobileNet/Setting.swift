/// Which network a block list describes.
public enum Variant: String, CaseIterable, Sendable {
  /// Depthwise and pointwise convolutions: the paper's network (Table 1).
  case separable
  /// Each block one full 3×3 convolution: the paper's comparison (Table 4).
  case standard
  /// The separable network without its five 14×14×512 blocks (Table 5).
  case shallow
}

/// What the resolution multiplier ρ = side / base side acts on.
public enum RhoRule: String, CaseIterable, Sendable {
  /// The paper's reading: only the input shrinks, so compute falls with ρ² (section 3.4).
  case compute
  /// The literal reading "the number of filters is ρ²M": the input shrinks and so do the filters.
  case filters
}

/// How a 3×3 convolution reaches beyond the edges of its input.
public enum PaddingRule: String, CaseIterable, Sendable {
  /// TensorFlow's SAME: an odd zero goes to the bottom and right.
  case same
  /// One zero on each side of every 3×3 convolution, PyTorch's `padding=1`.
  case symmetric
}

/// Everything that decides the shape of a network: α, ρ (as sides), the variant and the classes.
public struct Setting: Hashable, Sendable {
  /// The width multiplier, which thins every layer.
  public var alpha: WidthMultiplier
  /// Pixels of the square input, 32…512.
  public var side: Int
  /// The side that ρ = 1 stands for; never below `side`.
  public var baseSide: Int
  /// Which of the paper's networks.
  public var variant: Variant
  /// What ρ shrinks.
  public var rhoRule: RhoRule
  /// Where a layer of stride 2 puts its zeros.
  public var padding: PaddingRule
  /// Outputs of the classifier.
  public var classes: Int

  /// The sides that a network may have.
  public static let sides = 32...512

  /// The network at `side` pixels; a base side below that is raised to it.
  public init(
    alpha: WidthMultiplier = .one, side: Int, baseSide: Int, variant: Variant = .separable,
    rhoRule: RhoRule = .compute, padding: PaddingRule = .same, classes: Int
  ) {
    precondition(Setting.sides.contains(side), "a side lies in 32…512")
    precondition(classes > 0, "a classifier has at least one class")
    self.alpha = alpha
    self.side = side
    self.baseSide = max(side, baseSide)
    self.variant = variant
    self.rhoRule = rhoRule
    self.padding = padding
    self.classes = classes
  }

  /// The resolution multiplier ρ = side / base side.
  public var rho: Double { Double(side) / Double(baseSide) }

  /// The same network at α = ρ = 1, which every figure is compared with.
  public var full: Setting {
    var setting = self
    setting.alpha = .one
    setting.side = baseSide
    return setting
  }

  /// The active channels of a layer that has `count` at α = ρ = 1, by the rule in force.
  public func channels(of count: Int) -> Int {
    switch rhoRule {
    case .compute: alpha.channels(of: count)
    case .filters:
      max(8, alpha.thousandths * count * side * side / (1000 * baseSide * baseSide))
    }
  }

  /// Whether a resolution multiplier leaves as many pixels as a network needs.
  public static func isLargeEnough(rho: Double, baseSide: Int) -> Bool {
    (rho * Double(baseSide)).rounded() >= Double(sides.lowerBound)
  }

  /// The side for a resolution multiplier: ρ · base rounded to the nearest pixel, at least 32.
  public static func side(rho: Double, baseSide: Int) -> Int {
    max(sides.lowerBound, Int((rho * Double(baseSide)).rounded()))
  }
}
