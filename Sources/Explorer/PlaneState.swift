import Measure
import MobileNet
import Weights

/// What the map of the α×ρ plane shows.
public enum PlaneContent: Equatable, Sendable {
  /// How often each setting is right, as measured.
  case accuracy
  /// What each setting answers for the present picture.
  case answers
}

/// What the keys of the map ask for.
public enum PlaneCommand: Hashable, Sendable {
  /// The other content.
  case switchContent
}

/// The map over α and ρ: what was asked for last, and the answers found so far.
public struct PlaneState: Equatable, Sendable {
  var content = PlaneContent.accuracy
  var answers: AnswerMap?

  mutating func perform(_ command: PlaneCommand) {
    switch command {
    case .switchContent: content = content == .accuracy ? .answers : .accuracy
    }
  }
}

extension PaneEntry {
  static let plane = PaneEntry(
    opening: [
      KeyBinding(
        "a", footer: "a plane", "the map over α and ρ: accuracy, or what it answers",
        [.character("a"): .view(.open(.plane))])
    ],
    whileSeen: [
      KeyBinding(
        "x", footer: "x accuracy/answers", "the map: how often right, or this picture's answers",
        [.character("x"): .plane(.switchContent)])
    ],
    background: { ShownPlane($0).grid.map(BackgroundWork.answerMap) })
}

/// The α×ρ plane as it is shown: the settings that the keys walk through, as far as the weights were trained.
public struct ShownPlane {
  @Shared private var state: State

  public init(_ state: State) { self.state = state }

  /// What the map shows: what was chosen, as far as there is anything to show of it.
  public var content: PlaneContent {
    state.accuracySurface == nil ? .answers : state.plane.content
  }

  /// The plane for the present picture and network; nil where the network predicts nothing.
  public var grid: AnswerMap.Grid? {
    let (family, choice) = (state.family, state.choice)
    let widest = family.widest(choice.setting)
    guard family.fits(widest) else { return nil }
    return AnswerMap.Grid(
      picture: choice.picture, weights: family, precision: choice.precision, full: widest,
      alphas: family.planeWidths, sides: choice.setting.planeSides)
  }

  /// The answers over the plane for the present picture and network, as far as they are known.
  public var answers: AnswerMap? {
    state.plane.answers.flatMap { $0.grid == grid ? $0 : nil }
  }
}

extension AnswerMap.Grid {
  /// The place that is nearest to a setting, and whether it is the setting.
  public func nearest(to setting: Setting) -> (alpha: Int, side: Int, isExact: Bool) {
    let alpha = nearest(setting.alpha.thousandths, in: alphas.map(\.thousandths))
    let side = nearest(setting.side, in: sides)
    return (alpha, side, alphas[alpha] == setting.alpha && sides[side] == setting.side)
  }

  private func nearest(_ value: Int, in values: [Int]) -> Int {
    let distance = { (place: Int) in (values[place] - value).magnitude }
    return values.indices.min { distance($0) < distance($1) } ?? 0
  }
}

extension WeightFamily {
  /// A network at its largest side and at the largest width of these weights.
  func widest(_ setting: Setting) -> Setting {
    var widest = setting.full
    widest.alpha = trainedAlpha(nearest: .one)
    return widest
  }

  /// The trained widths, in steps of 0.05 where all widths of a range were trained.
  var planeWidths: [WidthMultiplier] {
    widths.flatMap { widths in
      let (narrowest, widest) = (widths.lowerBound, widths.upperBound)
      let between = stride(from: 50, through: 1000, by: 50)
        .compactMap { WidthMultiplier(thousandths: $0) }.filter { narrowest < $0 && $0 < widest }
      return (narrowest < widest ? [narrowest] : []) + between + [widest]
    }
  }
}

extension Setting {
  /// At most sixteen sides from 32 to the base side, in steps of 16 pixels or a multiple of that.
  var planeSides: [Int] {
    let smallest = Setting.sides.lowerBound
    let step = 16 * max(1, (baseSide - smallest + 239) / 240)
    return Array(stride(from: smallest, to: baseSide, by: step)) + [baseSide]
  }
}
