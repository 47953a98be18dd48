import Measure
import MobileNet

// What the engine's thread is asked to do besides, by the pane that is open, and what it has found.
extension State {
  /// The work that the open pane needs.
  var background: BackgroundWork? {
    switch view.lower {
    case .accuracyMap: answerMapPlan.map(BackgroundWork.answerMap)
    case .setting, .picture, .predictions, .cost, .layers, .frontier: nil
    }
  }

  /// Takes what belongs to the present picture and network; anything else is dropped.
  mutating func take(_ result: BackgroundResult) {
    switch result {
    case .answerMap(let map): if map.plan == answerMapPlan { answerMap = map }
    }
  }

  /// The answers over the α×ρ plane for the present picture and network, as far as they are known.
  public var answers: AnswerMap? {
    answerMap.flatMap { $0.plan == answerMapPlan ? $0 : nil }
  }

  /// The plane as the keys walk through it; nil where the network predicts nothing.
  var answerMapPlan: AnswerMap.Plan? {
    let entry = weightsEntry
    var full = setting.full
    full.alpha = entry.widths.upperBound
    guard entry.predictions(for: full) == .available else { return nil }
    return AnswerMap.Plan(
      picture: picture, weights: weights, full: full, alphas: mapWidths, sides: mapSides)
  }

  /// The trained widths in steps of 0.05.
  private var mapWidths: [WidthMultiplier] {
    let widths = weightsEntry.widths
    let inside = stride(from: 50, through: 1000, by: 50).map {
      WidthMultiplier.one.moved(byThousandths: $0 - 1000)
    }.filter { $0 > widths.lowerBound && $0 < widths.upperBound }
    return [widths.lowerBound] + inside
      + (widths.upperBound > widths.lowerBound ? [widths.upperBound] : [])
  }

  /// At most sixteen sides from 32 to the base side, in steps of 16 pixels or a multiple of that.
  private var mapSides: [Int] {
    let smallest = Setting.sides.lowerBound
    let range = setting.baseSide - smallest
    let step = 16 * max(1, (range + 16 * 15 - 1) / (16 * 15))
    return Array(stride(from: smallest, to: setting.baseSide, by: step)) + [setting.baseSide]
  }
}
