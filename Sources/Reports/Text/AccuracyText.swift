import Measure
import MobileNet

// How often a setting is right, in words: measured with its interval, else with what is known of the
// interpolation. Every pane and table takes its words from here.
extension AccuracySurface.Accuracy {
  /// `≈` before what was not measured.
  public var mark: String { isInterpolated ? "≈" : "" }

  /// `38.6 %`; `≈38.6 %` where it was interpolated.
  public var top1Text: String { mark + Figure.percent(top1) }
  public var top5Text: String { mark + Figure.percent(top5) }

  /// `37.7–39.6`; nil where it was not measured.
  public var intervalText: String? {
    guard case .measured(let interval) = basis else { return nil }
    return Figure.range(interval)
  }

  /// `top-1 38.6 % (37.7–39.6)`; `top-1 ≈38.6 % (α .70–.75, ≤ 2.0 off)`.
  public var sentence: String {
    switch basis {
    case .measured(let interval): "top-1 \(top1Text) (\(Figure.range(interval)))"
    case .interpolated(let around):
      "top-1 \(top1Text) (\(around.shortText), \(around.shortestErrorText))"
    case .published: "top-1 \(top1Text) (published)"
    }
  }

  /// The same where that has no room: `top-1 ≈38.6 % (up to 2.0 off)`.
  public var shortSentence: String {
    guard case .interpolated(let around) = basis else { return sentence }
    return "top-1 \(top1Text) (\(around.shortErrorText))"
  }

  /// What stands behind the figure, longest wording first; none of them says less than that it was
  /// interpolated, or how large the interval is.
  /// `pictures` were run at every measured setting.
  public func grounds(pictures: Int) -> [String] {
    switch basis {
    case .measured(let interval):
      let range = "\(Figure.range(interval)) %"
      return ["\(range) of \(Figure.counted(pictures, "picture"))", range]
    case .interpolated(let around):
      return [
        "between \(around.text), \(around.errorText)",
        "between \(around.text), \(around.shortErrorText)",
        "\(around.shortText), \(around.shortestErrorText)", around.shortErrorText,
        around.shortestErrorText,
      ]
    case .published(let source): return ["published: \(source.rawValue)", "published"]
    }
  }

  /// `−8.2 points`; `≈−8.2 points` where either of both was interpolated.
  public func pointsText(against other: Self) -> String {
    let mark = other.isInterpolated ? other.mark : mark
    return "\(mark)\(Figure.points(top1 - other.top1)) points"
  }
}

extension AccuracySurface.Surroundings {
  /// `α .70–.75, side 48–64`.
  public var shortText: String {
    text.replacing("0.", with: ".").replacing("sides", with: "side")
  }

  /// `α 0.70–0.75, sides 48–64`: what is between measured settings, and nothing else.
  public var text: String {
    let widths =
      alphas.lowerBound < alphas.upperBound
      ? ["α \(alphas.lowerBound)–\(alphas.upperBound)"] : []
    let sides =
      sides.lowerBound < sides.upperBound
      ? ["sides \(sides.lowerBound)–\(sides.upperBound)"] : []
    return (widths + sides).joined(separator: ", ")
  }

  public var errorText: String {
    largestError.map { "up to \(Figure.fixed($0 * 100, decimals: 1)) points off where checked" }
      ?? "never checked"
  }

  public var shortErrorText: String {
    largestError.map { "up to \(Figure.fixed($0 * 100, decimals: 1)) off" } ?? "interpolated"
  }

  public var shortestErrorText: String {
    largestError.map { "≤ \(Figure.fixed($0 * 100, decimals: 1)) off" } ?? "unchecked"
  }
}

extension Figure {
  /// `37.7–39.6`: a share's interval, in percent.
  public static func range(_ interval: ShareInterval) -> String {
    range(interval.low * 100, interval.high * 100) { fixed($0, decimals: 1) }
  }

  /// `4.81–5.02`: where a median lies, in the way that its figure is written.
  public static func range(_ interval: MedianInterval, _ figure: (Double) -> String) -> String {
    range(interval.low, interval.high, figure)
  }
}
