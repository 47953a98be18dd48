import Explorer
import Lessons

/// What the explorer begins with where it teaches: a lesson or the tour.
struct Teaching {
  /// What happens right after the first frame.
  var begins: Action?
  /// How many times as fast the tour goes.
  var tourSpeed = 1.0
  /// Takes what was answered; a sentence where it could not be kept.
  var handIn: (Lesson, LessonProgress) -> String? = { _, _ in nil }
}
