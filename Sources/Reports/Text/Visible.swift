import Files

/// Makes a string from outside safe to show: no control character, nothing that can't be seen.
///
/// File names, labels, tensor names, metadata and the environment pass here before they reach a
/// terminal, on the canvas and in messages alike. Control characters become `^[`, other invisible
/// ones (C1, bidi controls, zero-width) their number as `\u{202e}`, bytes of a file's name that are no
/// UTF-8 theirs as `\xe9`. All other characters stay; a canvas has its own way with wide ones.
public func visible(_ text: some StringProtocol) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let byte = scalar.rawByte {
      shown.append(contentsOf: "\\x\(String(byte, radix: 16))".unicodeScalars)
    } else if scalar.isControl {
      shown.append("^")
      // Bit 6 turned: escape, 0x1B, is ^[; DEL, 0x7F, is ^?.
      shown.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value ^ 0x40)))
    } else if scalar.isInvisible {
      shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    } else {
      shown.append(scalar)
    }
  }
  return String(shown)
}

/// The part of a class's label before the first comma, to be shown; the rest are synonyms.
public func firstSynonym(_ label: String) -> String {
  visible(label.prefix { $0 != "," })
}

/// What a class is called where there is little room: the first synonym, else its number.
public func shortLabel(_ label: String, index: Int) -> String {
  let first = firstSynonym(label)
  return first.isEmpty ? "class \(index)" : first
}

/// The text without blanks at its ends.
public func trimmed(_ text: some StringProtocol) -> String {
  let isBlank = { (character: Character) in character.isWhitespace }
  return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
}

extension Unicode.Scalar {
  /// C0 and DEL.
  fileprivate var isControl: Bool { value < 0x20 || value == 0x7F }

  fileprivate var isInvisible: Bool {
    if (0x20..<0x7F).contains(value) { return false }
    if properties.isDefaultIgnorableCodePoint { return true }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return true
    case .spaceSeparator: return value != 0xA0
    default: return false
    }
  }

  /// The cells of a terminal that it takes: 0 for marks that go onto the letter before them.
  var width: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(value) { return 0 }  // vowels and tails of Hangul syllables
    return properties.isEmojiPresentation || isWide ? 2 : 1
  }

  /// Source: Unicode's EastAsianWidth.txt, the blocks of classes W and F; emoji are known by their
  /// property.
  private var isWide: Bool {
    Self.wide.contains { $0.contains(value) }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4DC0...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D37F,
    0x1F100...0x1F2FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
