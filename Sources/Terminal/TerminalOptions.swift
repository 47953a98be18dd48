import Screen

/// How many colours to use.
public enum ColorChoice: String, CaseIterable, Sendable {
  /// As many as the terminal has; none if `NO_COLOR` is set to anything.
  case auto
  /// Bold, dim, reverse and underline only.
  case never
  case eight = "8"
  case sixteen = "16"
  case palette = "256"
  /// Red, green and blue, whatever the terminal says of itself, if it has any colours at all.
  case truecolor

  /// So many shades there are of red, green and blue.
  public static let trueColors = 1 << 24

  /// Settles on 0, 8, 16, 256 or 16 777 216 colours.
  ///
  /// - Parameters:
  ///   - terminalColors: What the terminal's description says it has.
  ///   - noColor: The value of `NO_COLOR`; a choice made by hand wins over it.
  ///   - mixes: Whether the terminal is known to mix red, green and blue.
  /// - Returns: How many there are to choose from.
  public func colors(terminalColors: Int, noColor: String?, mixes: Bool = false) -> Int {
    // Above 256 lie terminals of direct colour: there only 0…7 still mean the palette.
    let available =
      terminalColors > 256 ? 8 : [256, 16, 8].first { $0 <= terminalColors } ?? 0
    switch self {
    case .auto:
      guard noColor?.isEmpty ?? true else { return 0 }
      let isDirect = terminalColors > 256 || terminalColors == 256 && mixes
      return isDirect ? Self.trueColors : available
    case .never: return 0
    case .eight: return min(8, available)
    case .sixteen: return min(16, available)
    case .palette: return available
    case .truecolor: return available > 0 ? Self.trueColors : 0
    }
  }

  /// Whether the environment says that red, green and blue are understood.
  ///
  /// `COLORTERM` is of the terminal outside: GNU screen before version 5 lets it pass, but takes
  /// such colours for something else. tmux, which may have the same `TERM`, understands them.
  public static func mixes(colorterm: String?, term: String?, isTmux: Bool) -> Bool {
    guard ["truecolor", "24bit"].contains(colorterm) else { return false }
    return isTmux || term?.hasPrefix("screen") != true
  }
}

/// Which characters to draw with.
public enum GlyphChoice: String, CaseIterable, Sendable {
  case ascii, utf8, narrow
}

/// What the user may choose about the terminal.
public struct TerminalOptions: Equatable, Sendable {
  public var color = ColorChoice.auto
  /// Which characters to draw with, whatever the locale says; nil leaves it to that.
  public var glyphs: GlyphChoice?
  /// Take clicks and the wheel; the terminal's own text selection then needs Shift.
  public var mouse = true

  public init(color: ColorChoice = .auto, glyphs: GlyphChoice? = nil, mouse: Bool = true) {
    self.color = color
    self.glyphs = glyphs
    self.mouse = mouse
  }
}

/// What can be drawn: for choices such as half blocks or a ramp of characters.
public struct Capabilities: Equatable, Sendable {
  /// 0, 8, 16, 256 or 16 777 216.
  public let colors: Int
  /// Which characters arrive as they are, each in the cells that it should take.
  public let glyphs: Appearance.Glyphs
}
