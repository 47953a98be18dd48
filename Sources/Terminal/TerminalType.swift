import CEmbedded
import CNcurses
import LibC

/// The description of the user's terminal that ncurses will work with.
struct TerminalType: Equatable {
  /// Its name in the terminfo database.
  let name: String
  /// What the user should know, if it is not the terminal they named.
  let notice: String?

  /// Looks up `TERM`. Many hosts do not know newer terminals; nearly all of those understand what
  /// xterm does, so the entry of xterm-256color embedded in the program stands in.
  static func find() throws(TerminalError) -> TerminalType {
    guard let wanted = environment("TERM"), !wanted.isEmpty else { throw .terminalTypeUnset }
    if wanted == "dumb" { throw .terminalTooSimple(type: wanted) }
    if load(wanted) {
      guard tigetstr("cup") != nil else { throw .terminalTooSimple(type: wanted) }
      return TerminalType(name: wanted, notice: nil)
    }
    let standIn = "xterm-256color"
    setenv("TERMINFO", embeddedEntry(), 1)
    guard load(standIn) else { throw .cannotStart(type: wanted) }
    return TerminalType(
      name: standIn, notice: "TERM=\(wanted) is unknown to this host: treated as \(standIn)")
  }

  private static func load(_ name: String) -> Bool {
    var status: Int32 = 0
    return setupterm(name, STDOUT_FILENO, &status) == OK
  }

  /// The entry in the form that ncurses takes in place of a path: `hex:` and its bytes.
  private static func embeddedEntry() -> String {
    let bytes = UnsafeBufferPointer(start: embedded_terminfo(), count: embedded_terminfo_size())
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "hex:" + String(decoding: hex, as: UTF8.self)
  }
}
