import Measure
import MobileNet
import Reports

extension TourStop {
  /// About two minutes.
  static let all = opening + widths + sides + tradeoffs + looks + [ending]

  private static let opening = [
    TourStop(seconds: 10) { told in
      "This is a MobileNet. It looks at the picture on the left and answers \(told.firstAnswer). "
        + "Everything you see is computed or measured on this very host."
    },
    TourStop(seconds: 9) { _ in
      "It has two dials: α is its width, ρ the resolution of its picture. Watch what each of them saves, "
        + "and what it costs."
    },
  ]

  // Figures are told at a stop of their own, when the keys have been pressed.
  private static let widths = [
    TourStop([.left, .left, .left, .left, .left], seconds: 4) { _ in
      "α first: every layer keeps only a share of its channels."
    },
    TourStop([.character("2")], seconds: 4) { _ in
      "α = 0.5: half as many channels in and half as many out."
    },
    TourStop(seconds: 8) { told in
      "So about a quarter of the work is left: \(told.workLeft) of the multiply-adds\(told.timeLeft)."
    },
  ]

  private static let sides = [
    TourStop([.down, .down, .down], seconds: 4) { _ in
      "Now ρ: the network is fed fewer pixels, and every map in it becomes smaller."
    },
    TourStop(seconds: 8) { told in
      "The work falls with ρ², the parameters stay. At \(told.setting), \(told.workLeft) of the "
        + "multiply-adds is left."
    },
    TourStop(seconds: 6) { told in
      "Less work is often less certain: now it answers \(told.firstAnswer)."
    },
  ]

  private static let tradeoffs = [
    TourStop([.character("a")], seconds: 8) { _ in
      "So what is the best choice? On this map each field is a setting, α to the right, ρ upwards, with how many "
        + "pictures of a hundred it gets right."
    },
    TourStop([.character("x")], seconds: 6) { _ in
      "The same map for this one picture: ✓ where the answer is right, a letter where it is wrong."
    },
    TourStop([.character("f")], seconds: 10) { _ in
      "The frontier: each point is a setting, timed on this host. To the left it is faster, above it is right "
        + "more often. The line joins those that no faster one beats."
    },
    TourStop([.character("j"), .character("j"), .character("j"), .enter], seconds: 5) { _ in
      "Walk along the line, and Enter goes to the setting that you like."
    },
  ]

  private static let looks = [
    TourStop(
      [.character("m"), .character(">"), .character(">"), .character(">")], seconds: 8
    ) { told in
      "Inside: what \(told.layer) gives out for this picture, a tile a channel, the strongest first. "
        + "The frame says how many channels α has left."
    },
    TourStop([.character("r")], seconds: 8) { _ in
      "Why is a layer slow? The line is what this host can do at best: flat where multiply-adds limit a layer, "
        + "rising where the bytes from a cache do."
    },
    TourStop([.escape, .character("c")], seconds: 6) { told in
      "And what in the picture speaks for \(told.firstLabel)? The orange parts do; blue ones speak against it."
    },
  ]

  private static let ending = TourStop([.character("0")], seconds: 7) { _ in
    "Back to α = ρ = 1. Press any key and take the dials yourself; T has lessons, ? all keys."
  }
}

/// What the sentences tell of a state.
struct TourFigures {
  @Shared var state: State

  private var first: Prediction? { state.figures.predictionRows.first?.prediction }

  var firstLabel: String {
    first.map { shortLabel($0.label, index: $0.index) } ?? Figure.missing
  }

  var firstAnswer: String {
    first.map { "\(firstLabel), \(Figure.wholePercent($0.probability)) % sure" } ?? Figure.missing
  }

  var workLeft: String {
    state.figures.costRow(.multiplyAdds).factor.map { Figure.factor($0.value) } ?? Figure.missing
  }

  /// Empty until the time is known.
  var timeLeft: String {
    guard let factor = state.figures.costRow(.latency).factor, !factor.isStale else { return "" }
    return ", and \(Figure.factor(factor.value)) of the time"
  }

  var setting: String { "α = \(state.choice.setting.alpha) and side \(state.choice.setting.side)" }
  var layer: String { state.figures.layer(at: state.view.selectedLayer).name }
}
