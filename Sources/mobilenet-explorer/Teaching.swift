import ArgumentParser
import Explorer
import Lessons
import Measure
import MobileNet
import Pictures
import Reports

/// What the explorer begins with where it teaches: a lesson or the tour.
struct Teaching {
  /// What happens right after the first frame.
  var begins: Action?
  /// How many times as fast the tour goes.
  var tourSpeed = 1.0
  /// Takes what was answered; a sentence where it could not be kept.
  var handIn: (Lesson, LessonProgress) -> String? = { _, _ in nil }
}

extension LessonWords {
  /// What lessons may name in this explorer, beside the weights that they are played on.
  static func explorer(_ limits: SettingChoice.Limits) -> LessonWords {
    func names<Names: CaseIterable & RawRepresentable<String>>(_: Names.Type) -> Values {
      .oneOf(Names.allCases.map(\.rawValue))
    }
    return LessonWords(
      pictures: SamplePhoto.all.map(\.name),
      view: [
        ViewOption("view", names(OpenedView.self)), ViewOption("layer", .layer),
        ViewOption("sort", names(LayerOrder.self)), ViewOption("detail", .flag),
        ViewOption("activation", names(ActivationView.self)), ViewOption("tile", .number),
        ViewOption("axis", names(SettingCost.self)), ViewOption("scale", names(AxisScale.self)),
        ViewOption("budget", .number), ViewOption("point", .text),
        ViewOption("focus", .oneOf(Pane.allValueStrings)), ViewOption("zoom", .flag),
      ],
      limits: limits)
  }
}
