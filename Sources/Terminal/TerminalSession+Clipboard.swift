import CNcurses
import LibC

extension TerminalSession {
  /// Gives a text to the clipboard of the user's own terminal, also from a distant host: by OSC 52, where the
  /// terminal's description has it (xterm's `Ms`). The terminal may still refuse it, and says nothing.
  ///
  /// - Returns: whether it was sent: not where it has more than 8 KiB, as some terminals cut it there.
  public func copy(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard isOpen, bytes.count <= 8192, let string = tigetstr("Ms"), Int(bitPattern: string) != -1
    else { return false }
    let sequence = Array("\u{1B}]52;c;\(base64(bytes))\u{07}".utf8)
    return write(STDOUT_FILENO, sequence, sequence.count) == sequence.count
  }
}

/// RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let value = (0..<3).reduce(0) { $0 << 8 | Int(group.count > $1 ? group[start + $1] : 0) }
    for place in 0..<4 {
      text.append(place <= group.count ? digits[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
