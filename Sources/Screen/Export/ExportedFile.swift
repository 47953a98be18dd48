import Explorer
import Measure
import MobileNet
import Reports

extension Export {
  /// What the file holds that key `e` writes.
  ///
  /// - Parameters:
  ///   - state: what is shown; no menu lies over it any more.
  ///   - appearance: of the terminal: the picture of the screen has its colours.
  /// - Returns: text that ends with a line's end.
  /// - Throws: nothing but what the JSON encoder may throw.
  public func content(_ state: State, appearance: Appearance) throws -> String {
    let state = state.shown
    return switch self {
    case .text: draw(state, appearance: appearance).text()
    case .picture:
      draw(state, appearance: appearance.onKnownGround)
        .svg(on: appearance.onKnownGround.ground, description: RecreatingCommand(state).text)
    case .state: try ShownReport(state).report.json(withLogits: false) + "\n"
    case .layers: ShownReport(state).report.csv + "\n"
    case .plane: (ShownPlane(state).csv(state.accuracySurface) ?? "") + "\n"
    case .frontier: (ExportMenu(state).frontier?.csv(state.frontier.cost) ?? "") + "\n"
    }
  }
}

extension Appearance {
  /// A picture brings its ground along: dark where nobody said another.
  fileprivate var onKnownGround: Appearance {
    var appearance = self
    if ground == .unknown { appearance.ground = .dark }
    return appearance
  }
}

extension ShownPlane {
  fileprivate func csv(_ accuracy: AccuracySurface?) -> String? {
    grid?.csv(accuracy: accuracy, answers: answers)
  }
}

extension Frontier {
  /// In the order of the grid; the front is that of the cost on the axis.
  fileprivate func csv(_ cost: SettingCost) -> String {
    let front = Set(front(cost))
    return FrontierLine.csv(
      zip(grid.settings, points).enumerated().map { place, point in
        FrontierLine(
          point.0, threads: grid.threads, precision: grid.precision, costs: point.1.costs,
          latency: point.1.latency, accuracy: point.1.accuracy, isOnFront: front.contains(place))
      })
  }
}
