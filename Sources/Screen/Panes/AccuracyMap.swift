import Explorer
import Measure
import MobileNet

/// What the map shows of how often each setting is right.
struct AccuracyMap {
  let state: State
  let theme: Theme
  private let surface: AccuracySurface?
  /// Of each setting of the plane, row by row of equal side.
  private let values: [AccuracySurface.Accuracy?]
  private let widths: Int
  /// The lowest and the highest accuracy on the plane.
  private let range: (low: Double, high: Double)

  init(state: State, theme: Theme, plane: AnswerMap.Plan) {
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
      texts: [1, 0].map { Figure.fixed(percent, decimals: $0) } + [shortest(share)],
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
    let place = "α \(state.setting.alpha), side \(state.setting.side): "
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    switch state.accuracy {
    case .known(let accuracy):
      let top1 = accuracy.top1Text
      let interval = accuracy.intervalText
      let mark = accuracy.isInterpolated ? "≈" : ""
      let top5 = "top-5 \(mark)\(Figure.percent(accuracy.top5))"
      let between = accuracy.isInterpolated ? ", between measured settings" : ""
      return PlaneLine(
        [(place, faint), ("top-1 \(top1) (\(interval)), \(top5)", plain), (between, faint)],
        [(place, faint), ("top-1 \(top1) (\(interval)), \(top5)", plain)],
        [(place, faint), ("top-1 \(top1) (\(interval))", plain)], [("top-1 \(top1)", plain)])
    case .outside(let sides): return PlaneLine([("\(place)measured only at \(sides)", faint)])
    case .ofOtherWeights, nil: return nil
    }
  }

  private var against: PlaneLine? {
    guard case .known(let here) = state.accuracy, let full = state.fullAccuracy else { return nil }
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    let points = "\(Figure.points(here.top1 - full.top1)) points"
    return PlaneLine(
      [("against α = ρ = 1 (\(full.top1Text)): ", faint), (points, plain)], [(points, plain)])
  }

  private var source: PlaneLine? {
    guard let surface else { return nil }
    let pictures = "\(Figure.grouped(surface.pictures)) pictures"
    let interval = "95 % intervals in brackets"
    let dataset = visible(surface.dataset)
    return PlaneLine(
      [("measured on the \(pictures) of \(dataset); \(interval)", theme.style(.faint))],
      [("measured on \(pictures); \(interval)", theme.style(.faint))],
      [("measured on \(pictures)", theme.style(.faint))])
  }
}

extension AccuracySurface.Accuracy {
  /// `38.6 %`; `≈38.6 %` where it was interpolated.
  var top1Text: String { (isInterpolated ? "≈" : "") + Figure.percent(top1) }

  /// `37.7–39.6`.
  var intervalText: String {
    [top1Interval.low, top1Interval.high].map { Figure.fixed($0 * 100, decimals: 1) }
      .joined(separator: "–")
  }
}
