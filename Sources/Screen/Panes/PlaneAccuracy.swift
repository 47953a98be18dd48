import Explorer
import Measure
import MobileNet
import Reports

/// What the map shows of how often each setting is right.
struct PlaneAccuracy {
  let state: State
  let theme: Theme
  private let surface: AccuracySurface?
  /// Of each setting of the plane, row by row of equal side.
  private let values: [AccuracySurface.Accuracy?]
  private let widths: Int
  /// The lowest and the highest accuracy on the plane.
  private let range: (low: Double, high: Double)

  init(state: State, theme: Theme, plane: AnswerMap.Grid) {
    self.state = state
    self.theme = theme
    let surface = state.accuracySurface
    self.surface = surface
    widths = plane.alphas.count
    values = plane.sides.flatMap { side in
      plane.alphas.map { surface?.accuracy(alpha: $0, side: side) }
    }
    let known = values.compactMap { $0?.top1 }
    range = (known.min() ?? 0, known.max() ?? 0)
  }

  func cell(_ alpha: Int, _ side: Int) -> PlaneCell {
    guard let accuracy = values[side * widths + alpha] else {
      return PlaneCell(texts: [Figure.missing], style: theme.style(.faint))
    }
    let percent = accuracy.top1 * 100
    let share = range.high > range.low ? (accuracy.top1 - range.low) / (range.high - range.low) : 1
    return PlaneCell(
      texts: [1, 0].map { accuracy.mark + Figure.fixed(percent, decimals: $0) }
        + [shortest(share)],
      fill: theme.heatFill(share), style: theme.heat(share))
  }

  /// Where not even two digits fit.
  private func shortest(_ share: Double) -> String {
    String(Character(theme.heatFill(share)))
  }

  var lines: [PlaneLine] { [here, against, legend, source].compactMap(\.self) }

  private var legend: PlaneLine {
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    let steps = (0..<12).map { step -> PlaneLine.Piece in
      let share = Double(step) / 11
      return (shortest(share), theme.heat(share))
    }
    return PlaneLine(
      [("top-1 ", faint), (Figure.percent(range.low), plain), (" ", plain)] + steps
        + [(" ", plain), (Figure.percent(range.high), plain)],
      [("\(Figure.percent(range.low))…\(Figure.percent(range.high))", plain)])
  }

  private var here: PlaneLine? {
    let place = "α \(state.choice.setting.alpha), side \(state.choice.setting.side): "
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    switch state.accuracy {
    case .known(let accuracy):
      let shares = "top-1 \(accuracy.top1Text), top-5 \(accuracy.top5Text)"
      let grounds = accuracy.isInterpolated ? accuracy.grounds(pictures: 0).prefix(2) : []
      let long =
        grounds.map { "\(shares); \($0)" } + ["\(accuracy.sentence), top-5 \(accuracy.top5Text)"]
      let short = [accuracy.sentence, accuracy.shortSentence]
      return PlaneLine(
        (long + short).map { [(place, faint), ($0, plain)] } + short.map { [($0, plain)] })
    case .outside(let sides): return PlaneLine([("\(place)measured only at \(sides)", faint)])
    case .ofOtherWeights, nil: return nil
    }
  }

  private var against: PlaneLine? {
    guard case .known(let here) = state.accuracy, let full = state.referenceAccuracy else {
      return nil
    }
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    let points = here.pointsText(against: full)
    return PlaneLine(
      [("against α = ρ = 1 (\(full.top1Text)): ", faint), (points, plain)], [(points, plain)])
  }

  private var source: PlaneLine? {
    guard let surface else { return nil }
    let pictures = Figure.counted(surface.pictures, "picture")
    let interval = "in brackets the 95 % interval"
    let dataset = visible(surface.dataset)
    return PlaneLine(
      [("measured on the \(pictures) of \(dataset); \(interval)", theme.style(.faint))],
      [("measured on \(pictures); \(interval)", theme.style(.faint))],
      [("measured on \(pictures)", theme.style(.faint))])
  }
}
