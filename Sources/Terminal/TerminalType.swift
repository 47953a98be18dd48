import CEmbedded
import CNcurses
import LibC

/// The description of the user's terminal that ncurses will work with.
struct TerminalType: Equatable {
  /// Its name in the terminfo database.
  let name: String
  /// How many colours to use: 0, 8, 16, 256 or 16 777 216.
  let colors: Int
  /// What the user should know, if it is not the terminal they named.
  let notice: String?

  /// Looks up `TERM`. Many hosts do not know newer terminals; nearly all of those understand what
  /// xterm does, so the entry of xterm-256color embedded in the program stands in. Where red, green
  /// and blue are to be mixed, an entry of our own does, as few hosts have one for that.
  static func find(_ color: ColorChoice) throws(TerminalError) -> TerminalType {
    guard let wanted = environment("TERM"), !wanted.isEmpty else { throw .terminalTypeUnset }
    if wanted == "dumb" { throw .terminalTooSimple(type: wanted) }
    let isKnown = load(wanted)
    guard isKnown || load("xterm-256color", embeddedEntry()) else {
      throw .cannotStart(type: wanted)
    }
    guard tigetstr("cup") != nil else { throw .terminalTooSimple(type: wanted) }
    let name = isKnown ? wanted : "xterm-256color"
    let notice =
      isKnown ? nil : "TERM=\(wanted) is unknown to this host: treated as \(name)"
    let colors = color.colors(
      terminalColors: max(0, Int(tigetnum("colors"))), noColor: environment("NO_COLOR"),
      mixes: ColorChoice.mixes(
        colorterm: environment("COLORTERM"), term: wanted, isTmux: environment("TMUX") != nil))
    if colors == ColorChoice.trueColors {
      guard load(direct, directEntry()) else { throw .cannotStart(type: wanted) }
      return TerminalType(name: direct, colors: colors, notice: notice)
    }
    return TerminalType(name: name, colors: colors, notice: notice)
  }

  /// The name of our own entry.
  private static let direct = "mobilenet-explorer-direct"

  private static func load(_ name: String) -> Bool {
    var status: Int32 = 0
    return setupterm(name, STDOUT_FILENO, &status) == OK
  }

  private static func load(_ name: String, _ entry: String) -> Bool {
    setenv("TERMINFO", entry, 1)
    return load(name)
  }

  private static func embeddedEntry() -> String {
    hexadecimal(embedded_terminfo(), embedded_terminfo_size())
  }

  private static func directEntry() -> String {
    hexadecimal(embedded_direct_terminfo(), embedded_direct_terminfo_size())
  }

  /// The form that ncurses takes in place of a path: `hex:` and the entry's bytes.
  private static func hexadecimal(_ entry: UnsafePointer<UInt8>?, _ size: Int) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = UnsafeBufferPointer(start: entry, count: size)
      .flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "hex:" + String(decoding: hex, as: UTF8.self)
  }
}
