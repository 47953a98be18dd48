import Engine
import Explorer
import Measure
import MobileNet
import Reports

/// What the map shows of how often each setting is right.
struct PlaneAccuracy {
  @Shared var state: State
  let theme: Theme
  private let surface: AccuracySurface?
  /// Of each setting of the plane, row by row of equal side.
  private let values: [AccuracySurface.Accuracy?]
  private let plane: AnswerMap.Grid
  private var widths: Int { plane.alphas.count }
  /// The lowest and the highest accuracy on the plane.
  private let range: (low: Double, high: Double)

  init(state: State, theme: Theme, plane: AnswerMap.Grid) {
    self.state = state
    self.theme = theme
    let surface = state.accuracySurface
    self.surface = surface
    self.plane = plane
    values = plane.sides.flatMap { side in
      plane.alphas.map { surface?.accuracy(alpha: $0, side: side) }
    }
    let known = values.compactMap { $0?.top1 }
    range = (known.min() ?? 0, known.max() ?? 0)
  }

  func cell(_ alpha: Int, _ side: Int) -> PlaneCell {
    guard let accuracy = values[side * widths + alpha] else {
      return PlaneCell(texts: [Figure.missing], field: .top1, style: theme.style(.faint))
    }
    let percent = accuracy.top1 * 100
    let share = range.high > range.low ? (accuracy.top1 - range.low) / (range.high - range.low) : 1
    return PlaneCell(
      texts: [1, 0].map { accuracy.mark + Figure.fixed(percent, decimals: $0) }
        + [shortest(share)],
      field: .top1, fill: theme.heatFill(share), style: theme.heat(share))
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
      return (Words(shortest(share)), theme.heat(share))
    }
    let (low, high) = (end(range.low), end(range.high))
    return PlaneLine(
      [("top-1 ", faint), (low, plain), (" ", plain)] + steps + [(" ", plain), (high, plain)],
      [("\(low)…\(high)", plain)])
  }

  /// The lowest or the highest accuracy, which is that of a setting.
  private func end(_ top1: Double) -> Words {
    guard let place = values.firstIndex(where: { $0?.top1 == top1 }) else {
      return Words(Figure.percent(top1))
    }
    let setting = FigureName.SettingPlace(
      alpha: plane.alphas[place % widths], side: plane.sides[place / widths])
    return Words(Figure.percent(top1), .setting(setting, .top1))
  }

  private var here: PlaneLine? {
    let setting = state.choice.setting
    let place: Words = "α \(setting.alpha), side \(setting.side): "
    let top5 = FigureName.setting(.init(alpha: setting.alpha, side: setting.side), .top5)
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    switch state.accuracy {
    case .known(let accuracy):
      let shares = "top-1 \(accuracy.top1Text), top-5 \(accuracy.top5Text)"
      let grounds = accuracy.isInterpolated ? accuracy.grounds(pictures: 0).prefix(2) : []
      let long =
        grounds.map { "\(shares); \($0)" } + ["\(accuracy.sentence), top-5 \(accuracy.top5Text)"]
      let short = [accuracy.sentence, accuracy.shortSentence]
      let named = { (text: String) in accuracy.named(Words(text), top5: top5) }
      return PlaneLine(
        (long + short).map { [(place, faint), (named($0), plain)] }
          + short.map { [(named($0), plain)] })
    case .outside(let sides): return PlaneLine([("\(place)measured only at \(sides)", faint)])
    case .ofOtherWeights, nil: return nil
    }
  }

  private var against: PlaneLine? {
    guard case .known(let here) = state.accuracy, let full = state.referenceAccuracy else {
      return nil
    }
    let (faint, plain) = (theme.style(.faint), theme.style(.plain))
    let points = Words(here.pointsText(against: full), .accuracy(.factor))
    let top1 = Words(full.top1Text, .accuracy(.reference))
    let pinned = state.choice.pinned.map { "the pinned \($0.precision) network" }
    return PlaneLine(
      [("against \(pinned ?? "α = ρ = 1") (\(top1)): ", faint), (points, plain)], [(points, plain)])
  }

  private var source: PlaneLine? {
    guard let surface else { return nil }
    let pictures = Figure.counted(surface.pictures, "picture")
    let interval = "in brackets the 95 % interval"
    let dataset = visible(surface.dataset)
    let measured =
      surface.precision == .float32 ? "measured" : "measured \(surface.precision.place)"
    return PlaneLine(
      [("\(measured) on the \(pictures) of \(dataset); \(interval)", theme.style(.faint))],
      [("\(measured) on \(pictures); \(interval)", theme.style(.faint))],
      [("\(measured) on \(pictures)", theme.style(.faint))])
  }
}
