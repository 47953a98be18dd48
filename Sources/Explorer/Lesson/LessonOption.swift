import Lessons
import Measure
import MobileNet
import Pictures

/// An option of the explorer's command line that a lesson may set, and what it does to what is looked at.
struct LessonOption: Sendable {
  let words: LessonWords.ViewOption
  /// Takes a value that was read before.
  let take: @Sendable (inout ViewChoice, String) -> Void

  static let all = [
    LessonOption("view") { $0.opened = $1 },
    LessonOption("layer", .layer) { $0.layer = $1 },
    LessonOption("sort") { $0.sort = $1 },
    LessonOption("detail", .flag) { choice, _ in choice.showsDetail = true },
    LessonOption("activation") { $0.activation = $1 },
    LessonOption("tile", .number) { $0.tile = Int($1) },
    LessonOption("axis") { $0.axis = $1 },
    LessonOption("scale") { $0.scale = $1 },
    LessonOption("budget", .number) { $0.budget = Double($1) },
    LessonOption("point", .text) { $0.point = PlanePoint($1) },
    LessonOption("focus", among: Pane.unopened) { $0.focus = $1 },
    LessonOption("zoom", .flag) { choice, _ in choice.isZoomed = true },
  ]

  private init(
    _ name: String, _ values: LessonWords.Values,
    _ take: @escaping @Sendable (inout ViewChoice, String) -> Void
  ) {
    words = LessonWords.ViewOption(name, values)
    self.take = take
  }

  /// One of the names that a kind of value has.
  private init<Name: CaseIterable & RawRepresentable<String> & SendableMetatype>(
    _ name: String, among names: Name.AllCases = Name.allCases,
    _ take: @escaping @Sendable (inout ViewChoice, Name) -> Void
  ) {
    self.init(name, .oneOf(names.map(\.rawValue))) { choice, value in
      if let known = Name(rawValue: value) { take(&choice, known) }
    }
  }
}

extension LessonWords {
  /// What lessons may name in this explorer, beside what the weights say that they are played on.
  public static func explorer(_ limits: SettingChoice.Limits) -> LessonWords {
    LessonWords(
      pictures: SamplePhoto.all.map(\.name), view: LessonOption.all.map(\.words), limits: limits)
  }
}
