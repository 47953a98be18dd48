import Measure
import MobileNet
import Reports

extension TourStop {
  /// About two minutes.
  static let all = opening + widths + sides + tradeoffs + looks + [ending]

  private static let opening = [
    TourStop(seconds: 8) { told in
      "This is a MobileNet. It looks at the picture on the left and answers \(told.firstAnswer). "
        + "Everything you see is computed or measured on this very host."
    },
    TourStop(seconds: 7) { _ in
      "It has two dials. α is its width, ρ the resolution of what it looks at. Watch what each of them costs."
    },
  ]

  private static let widths = [
    TourStop([.left, .left, .left, .left, .left], seconds: 5) { _ in
      "α first: every layer keeps only a share of its channels."
    },
    TourStop([.character("2")], seconds: 8) { told in
      "α = 0.5: half as many channels in and half as many out, so about a quarter of the work: "
        + "\(told.workLeft) of the multiply-adds are left, and \(told.timeLeft) of the time."
    },
  ]

  private static let sides = [
    TourStop([.down, .down, .down], seconds: 8) { told in
      "Now ρ: the network is fed fewer pixels, \(told.side) now. The parameters stay, the work falls with "
        + "ρ²: \(told.workLeft) is left."
    },
    TourStop(seconds: 6) { told in
      "Less work is less certain: now it answers \(told.firstAnswer)."
    },
  ]

  private static let tradeoffs = [
    TourStop([.character("a")], seconds: 8) { _ in
      "So what is the best choice? On this map each field is a setting, α to the right, ρ upwards, with how many "
        + "pictures of a hundred it gets right."
    },
    TourStop([.character("x")], seconds: 8) { _ in
      "The same map for this one picture: ✓ where the answer is right, a letter where it is wrong."
    },
    TourStop([.character("f")], seconds: 10) { _ in
      "The frontier: each point is a setting, measured here just now. To the left it is faster, above it is right "
        + "more often. The line joins those that no faster one beats."
    },
    TourStop([.character("j"), .character("j"), .character("j"), .enter], seconds: 7) { told in
      "Walk along the line and go where you like: here at \(told.setting)."
    },
  ]

  private static let looks = [
    TourStop(
      [.character("m"), .character(">"), .character(">"), .character(">")], seconds: 9
    ) { told in
      "Inside: what \(told.layer) gives out for this picture, a tile a channel, the strongest first. "
        + "The dotted tiles are channels that α has taken away."
    },
    TourStop([.character("r")], seconds: 9) { _ in
      "Why is a layer slow? The roofline sets each against what this host can do: arithmetic on top, memory on the "
        + "left."
    },
    TourStop([.escape, .character("c")], seconds: 8) { told in
      "And what in the picture speaks for \(told.firstAnswer)? The bright parts."
    },
  ]

  private static let ending = TourStop([.character("c"), .character("0")], seconds: 8) { _ in
    "Back to α = ρ = 1. Press any key and take the dials yourself; T has lessons, ? all keys."
  }
}

/// What the sentences tell of a state.
struct TourFigures {
  let state: State

  var firstAnswer: String {
    guard let first = state.figures.predictionRows.first?.prediction else { return Figure.missing }
    return
      "\(shortLabel(first.label, index: first.index)), \(Figure.wholePercent(first.probability)) % sure"
  }

  var workLeft: String {
    state.figures.costRow(.multiplyAdds).factor.map { Figure.factor($0.value) } ?? Figure.missing
  }

  var timeLeft: String {
    guard let factor = state.figures.costRow(.latency).factor, !factor.isStale else {
      return Figure.missing
    }
    return Figure.factor(factor.value)
  }

  var side: String { "\(state.choice.setting.side)×\(state.choice.setting.side)" }
  var setting: String { "α = \(state.choice.setting.alpha), side \(state.choice.setting.side)" }
  var layer: String { state.figures.layer(at: state.view.selectedLayer).name }
}
