/// What fits the strip of a screen of 80×24, in cells and lines.
///
/// The strip has five lines: the step's title, and four of text; a longer text has pages.
public enum LessonLimits {
  /// Of the text in the strip.
  public static let width = 76
  /// Of a page of the strip.
  public static let pageLines = 4
  /// Of a text: four pages.
  public static let lines = 16
  public static let title = 60
  /// The longest figure, such as `0.00275 ms`.
  public static let figure = 11
  public static let option = 30
  public static let options = 6
  /// Of a task.
  public static let conditions = 3
}
