import ArgumentParser
import MobileNet
import Weights

/// The options of the commands that go over many settings at once.
struct GridOptions: ParsableArguments {
  @Option(
    name: [.customLong("alphas"), .customLong("alpha")],
    help: ArgumentHelp(
      "Width multipliers α, separated by commas: 0.25,0.5,1.", valueName: "list"))
  var alphas: CommaSeparated<WidthMultiplier>?

  @Option(
    name: [.customLong("sides"), .customLong("side")],
    help: ArgumentHelp("Sides in pixels, 32 to 512: 64,96,128.", valueName: "list"))
  var sides: CommaSeparated<Int>?

  @Option(
    name: [.customLong("rhos"), .customLong("rho")],
    help: ArgumentHelp(
      "Resolution multipliers ρ, above 0, at most 1; instead of --sides.", valueName: "list"))
  var rhos: CommaSeparated<Double>?

  @Option(help: "The side that ρ = 1 stands for; else the weights say it.")
  var base: Int?

  @OptionGroup var weights: WeightsOptions

  func validate() throws {
    if sides != nil, rhos != nil {
      throw ValidationError("--sides and --rhos say the same thing twice: give one of them")
    }
    let widths = alphas?.elements.count ?? 1
    let (count, most) = (widths * (sides?.elements.count ?? rhos?.elements.count ?? 1), 10_000)
    if count > most {
      throw ValidationError("--alphas, --sides: \(count) settings take days; give \(most) at most")
    }
  }

  /// Every width with every side, the widths in the outer loop; what was left open comes from the
  /// weights: of files that were each trained for a width and a side, these.
  ///
  /// - Parameters:
  ///   - family: the weights that the settings are to run on.
  ///   - allowsStandIns: whether seeded weights may take their place.
  ///   - variant: the network; nil for that of the weights.
  ///   - classes: of the classifier; nil for those of the weights.
  /// - Returns: at least one setting, each of them once.
  /// - Throws: `ValidationError` for values that no setting has.
  func settings(
    beside family: WeightFamily, allowsStandIns: Bool, variant: Variant? = nil,
    classes: Int? = nil
  ) throws -> [Setting] {
    var choice = SettingChoice()
    choice.baseSide = base
    choice.variant = variant
    choice.classes = classes
    try checkWidths(of: family)
    do {
      let settings = try choices(from: choice, beside: family).map {
        choice throws(SettingError) in
        try choice.setting(
          beside: family.limits(alpha: choice.alpha, side: choice.side, allowsStandIns))
      }
      // Two ρ may be the same side.
      var seen: Set<Setting> = []
      return settings.filter { seen.insert($0).inserted }
    } catch {
      throw ValidationError(String(describing: error))
    }
  }

  /// Of several files each has its own width.
  private func checkWidths(of family: WeightFamily) throws {
    guard family.members.count > 1 else { return }
    let widths = family.widths.map(\.upperBound)
    if let wrong = alphas?.elements.first(where: { !widths.contains($0) }) {
      throw ValidationError(
        "--alphas \(wrong): \(family.name) has weights for α "
          + "\(widths.map(\.description).joined(separator: ", ")): give those")
    }
  }

  private func choices(from choice: SettingChoice, beside family: WeightFamily) -> [SettingChoice] {
    let isOfFiles = family.members.count > 1
    let trained = isOfFiles ? family.widths.map(\.upperBound) : nil
    let alphas: [WidthMultiplier?] = alphas?.elements ?? trained ?? [nil]
    return alphas.flatMap { alpha in
      var choice = choice
      choice.alpha = alpha
      if let rhos { return rhos.elements.map { choice.with(\.rho, $0) } }
      if let sides { return sides.elements.map { choice.with(\.side, $0) } }
      let own = family.members.filter { $0.widths.upperBound == alpha }.map(\.baseSide)
      return isOfFiles && !own.isEmpty ? own.map { choice.with(\.side, $0) } : [choice]
    }
  }
}

extension SettingChoice {
  fileprivate func with<Value>(
    _ path: WritableKeyPath<SettingChoice, Value?>, _ value: Value
  ) -> SettingChoice {
    var choice = self
    choice[keyPath: path] = value
    return choice
  }
}

/// A list of values, each of them once: `0.25,0.5,1`.
struct CommaSeparated<Element: ExpressibleByArgument & Hashable & Sendable>: ExpressibleByArgument {
  let elements: [Element]

  init(elements: [Element]) {
    self.elements = elements
  }

  init?(argument: String) {
    var elements: [Element] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let element = Element(argument: part.filter { $0 != " " }) else { return nil }
      if !elements.contains(element) { elements.append(element) }
    }
    self.elements = elements
  }
}
