import CNcurses

/// What a terminal goes back to when the explorer leaves it.
enum TerminalModes {
  /// Switches off what may be on: reports of the mouse and of pastes, a hidden cursor.
  ///
  /// To be sent behind what leaves the alternate screen, too: some terminals keep modes with each
  /// screen and come back to those of the main one, whoever has set them.
  ///
  /// - Parameter mouse: whether the mouse was ever asked for.
  /// - Returns: the bytes to send.
  static func off(mouse: Bool) -> [UInt8] {
    // Terminals without a mouse may take such modes for anything.
    let knowsModes = tigetstr("kmous") != nil
    let mouseModes = mouse && knowsModes ? Array("\u{1B}[?1000;1002;1003;1006l".utf8) : []
    let paste = knowsModes ? Array("\u{1B}[?2004l".utf8) : []
    return mouseModes + paste + bytes(of: "cnorm")
  }

  /// A capability without its padding (`$<5>`), which only ncurses can send.
  static func bytes(of capability: String) -> [UInt8] {
    guard let string = tigetstr(capability) else { return [] }
    var bytes: [UInt8] = []
    var rest = Array(String(cString: string).utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
