import Engine
import MobileNet

/// Where a step stands: a network, a picture, and what of the explorer is looked at.
public struct Scene: Equatable, Sendable {
  /// What was said of the network; the rest is as the weights have it, α = ρ = 1 before all.
  public var choice = SettingChoice()
  /// How exactly it computes; nil as long as nothing was said of it: then as the explorer happens to.
  public var precision: Precision?
  /// The name of a built-in photo; nil for the first one.
  public var picture: String?
  /// What is looked at: options of the explorer's command line without `--`, each once.
  public var view: [ViewWord] = []

  /// An option of the explorer that changes no figure, such as `view maps`.
  public struct ViewWord: Equatable, Sendable {
    public let option: String
    /// "" for a flag.
    public let value: String
  }

  /// As the explorer begins.
  public init() {}

  /// The network, beside what the weights in use say.
  public func setting(beside limits: SettingChoice.Limits) throws(SettingError) -> Setting {
    try choice.setting(beside: limits)
  }

  /// The same with its precision; nil where the weights have no such network.
  func network(beside limits: SettingChoice.Limits) -> AskedNetwork? {
    (try? setting(beside: limits)).map { AskedNetwork($0, precision) }
  }

  /// The same scene after one line of `set`; what it said of the same thing before is forgotten.
  mutating func apply(_ word: SceneWord) {
    switch word {
    case .alpha(let alpha): choice.alpha = alpha
    case .side(let side): (choice.side, choice.rho) = (side, nil)
    case .rho(let rho): (choice.side, choice.rho) = (nil, rho)
    case .base(let base): choice.baseSide = base
    case .variant(let variant): choice.variant = variant
    case .full: (choice.alpha, choice.side, choice.rho) = (nil, nil, nil)
    case .precision(let numbers):
      // Asked for int8 it stays quantised as it was.
      if numbers == .float32 || precision?.quantisation == nil { precision = numbers }
    case .weightBits(let bits):
      precision = .int8(Quantisation(weightBits: bits, scales: quantisation.scales))
    case .scales(let scales):
      precision = .int8(Quantisation(weightBits: quantisation.weightBits, scales: scales))
    case .picture(let name): picture = name
    case .view(let word):
      view.removeAll { $0.option == word.option }
      if word.value != Self.usual { view.append(word) }
    }
  }

  private var quantisation: Quantisation { precision?.quantisation ?? .usual }

  /// The value of a view's option that takes it back: `set view layers`, `set activation off`.
  static let usual = "off"
}

/// One line of `set`, or one pair behind `at`.
public enum SceneWord: Equatable, Sendable {
  case alpha(WidthMultiplier)
  /// Pixels.
  case side(Int)
  case rho(Double)
  case base(Int)
  case variant(Variant)
  /// α = ρ = 1.
  case full
  /// float32, or int8 as it is quantised, else in the usual way.
  case precision(Precision)
  /// In int8.
  case weightBits(Int)
  /// In int8.
  case scales(Quantisation.Scales)
  case picture(String)
  case view(Scene.ViewWord)
}

extension SceneWord {
  /// As a question has it: `α 0.50`, `side 64`.
  var text: String {
    switch self {
    case .alpha(let alpha): "α \(alpha)"
    case .side(let side): "side \(side)"
    case .rho(let rho): "ρ \(rho)"
    case .base(let base): "base side \(base)"
    case .variant(let variant): "the \(variant.rawValue) network"
    case .full: "α = ρ = 1"
    case .precision(let precision): precision.name
    case .weightBits(let bits): "\(bits) bits a weight"
    case .scales(.channel): "a scale for each channel"
    case .scales(.tensor): "one scale for each layer"
    case .picture(let name): "the picture \(name)"
    case .view(let word): "\(word.option) \(word.value)"
    }
  }
}
