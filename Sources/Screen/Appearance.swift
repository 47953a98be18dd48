/// What the terminal can show.
public struct Appearance: Hashable, Sendable {
  /// 0, 8, 16, 256 or 16 777 216.
  public var colors: Int
  /// Which characters can be shown.
  public var glyphs: Glyphs
  /// What the text stands on, as far as it is known.
  public var ground: Ground

  /// Whether panes may choose among all characters.
  public var unicode: Bool { glyphs == .all }

  /// What of Unicode a terminal shows.
  public enum Glyphs: Hashable, Sendable {
    case all
    /// Those that no terminal draws wider than one cell, and what is two cells wide on all.
    case narrow
    case ascii
  }

  /// The brightness of the ground: colours are chosen so that they can be read on it.
  public enum Ground: CaseIterable, Sendable {
    case dark, light, unknown
    /// Black that we paint ourselves, whatever the terminal's own is.
    case contrast

    /// From the variable `COLORFGBG`, which some terminals set: `15;0` is white on black. The last
    /// number is the ground; of the first sixteen colours 0 … 6 and 8 are dark.
    public init(colorfgbg: String?) {
      switch colorfgbg?.split(separator: ";").last.flatMap({ Int($0) }) {
      case .some(0...6), .some(8): self = .dark
      case .some(7), .some(9...15): self = .light
      default: self = .unknown
      }
    }
  }

  /// A terminal of which nothing else is known can show 256 colours and every character.
  public init(colors: Int = 256, glyphs: Glyphs = .all, ground: Ground = .unknown) {
    self.colors = colors
    self.glyphs = glyphs
    self.ground = ground
  }
}

/// A choice of colours, made by hand or by what the terminal says of itself.
public enum ThemeChoice: String, CaseIterable, Sendable {
  /// Dark or light as `COLORFGBG` says; where it says nothing, text keeps the terminal's own colour.
  case auto
  case dark, light
  /// White and bright colours on black that is painted.
  case contrast

  /// The ground that it is for; `colorfgbg` is the value of that variable.
  public func ground(colorfgbg: String?) -> Appearance.Ground {
    switch self {
    case .auto: Appearance.Ground(colorfgbg: colorfgbg)
    case .dark: .dark
    case .light: .light
    case .contrast: .contrast
    }
  }
}

/// What a piece of text is, for its style. The raw value stands for it in dumps of styles.
enum Role: Unicode.Scalar, CaseIterable, Sendable {
  case plain = "."
  /// Lines between panes.
  case border = "b"
  /// Headings and words that explain figures.
  case faint = "h"
  /// Names of panes; what is selected.
  case strong = "s"
  /// Marks: the frame of the pane that has the focus, what points at a line, the filled part of a slider.
  case focus = "f"
  /// Text of that: the pane's name, the value of a slider, a chosen option.
  case chosen = "S"
  /// Figures of the setting before.
  case stale = "d"
  case bar = "B"
  case staleBar = "D"
  /// A key that can be pressed.
  case key = "k"
  case rise = "+"
  case fall = "-"
  /// A class that was not ranked before; a failure.
  case alert = "!"
}
