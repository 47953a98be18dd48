import MobileNet

/// What lessons may name that this room does not know: the photos, the explorer's own options, and what the
/// weights in use have.
public struct LessonWords: Sendable {
  /// The built-in photos.
  public var pictures: [String]
  /// The explorer's options that `set` may use to choose what is looked at, without `--`.
  public var view: [ViewOption]
  /// Of the weights that lessons are played on.
  public var limits: SettingChoice.Limits

  public init(pictures: [String], view: [ViewOption], limits: SettingChoice.Limits) {
    (self.pictures, self.view, self.limits) = (pictures, view, limits)
  }

  /// An option that changes no figure.
  public struct ViewOption: Sendable {
    public let name: String
    public let values: Values

    public init(_ name: String, _ values: Values) {
      (self.name, self.values) = (name, values)
    }
  }

  /// What an option takes. All but a flag also take `off`: as the explorer begins.
  public enum Values: Sendable {
    /// Nothing.
    case flag
    case oneOf([String])
    /// At least 0.
    case number
    /// A setting such as `0.5@96`: not looked into.
    case text
    /// The name of a layer of the network that is set.
    case layer
  }
}

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
