/// A word as a shell takes it: quoted where it holds anything but plain characters; what can't be seen
/// as octal escapes, so that the line can be shown and pasted.
public func shellWord(_ word: String) -> String {
  let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-"
  if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
  guard word.unicodeScalars.contains(where: \.isUnseen) else {
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }
  return "$'" + word.unicodeScalars.map(ansiQuoted).joined() + "'"
}

/// One character inside `$'…'`.
private func ansiQuoted(_ scalar: Unicode.Scalar) -> String {
  if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
  guard scalar.isUnseen else { return String(scalar) }
  return String(scalar).utf8.map { byte in
    let octal = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
  }.joined()
}

extension Unicode.Scalar {
  fileprivate var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }
}

/// The words of a line, as a shell would split it: blanks part them; `'…'`, `"…"`, `$'…'` and `\` quote.
/// Nothing is expanded. Nil where a quote has no end.
public func shellWords(_ line: String) -> [String]? {
  var words: [String] = []
  /// Bytes, because an octal escape stands for a part of a character.
  var word: [UInt8]?
  var rest = Array(line.utf8)[...]
  while let byte = rest.popFirst() {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"):
      if let word { words.append(String(decoding: word, as: UTF8.self)) }
      word = nil
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      guard let text = quoted(&rest, until: byte, escapes: byte == UInt8(ascii: "\"")) else {
        return nil
      }
      word = (word ?? []) + text
    case UInt8(ascii: "$") where rest.first == UInt8(ascii: "'"):
      rest.removeFirst()
      guard let text = quoted(&rest, until: UInt8(ascii: "'"), escapes: true) else { return nil }
      word = (word ?? []) + text
    case UInt8(ascii: "\\"):
      guard let next = rest.popFirst() else { return nil }
      word = (word ?? []) + [next]
    default: word = (word ?? []) + [byte]
    }
  }
  if let word { words.append(String(decoding: word, as: UTF8.self)) }
  return words
}

/// The bytes up to a closing quote, which is taken along; `\` and three octal digits are a byte.
private func quoted(
  _ rest: inout ArraySlice<UInt8>, until quote: UInt8, escapes: Bool
) -> [UInt8]? {
  var text: [UInt8] = []
  while let byte = rest.popFirst() {
    if byte == quote { return text }
    guard escapes, byte == UInt8(ascii: "\\") else {
      text.append(byte)
      continue
    }
    let digits = rest.prefix(3).filter { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    if digits.count == 3, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
      rest.removeFirst(3)
      text.append(value)
    } else if let next = rest.popFirst() {
      text.append(next)
    }
  }
  return nil
}
