/// Makes a string from outside safe to show: a file's name, a label, a tensor's name, metadata.
///
/// Control characters (C0, DEL, C1), line separators and characters that turn the direction of
/// writing become `·`; whatever has no width of its own, or twice the width, becomes `?`. So a
/// string can neither steer a terminal nor shift what stands beside it.
public func visible(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { shown.append(visible(scalar)) }
  return String(shown)
}

private func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
    return "·"
  case .nonspacingMark, .enclosingMark, .spacingMark, .unassigned: return "?"
  default: return isWide(scalar) ? "?" : scalar
  }
}

/// East Asian wide and fullwidth characters and emoji take two cells in a terminal.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F000...0x1FAFF, 0x20000...0x3FFFD:
    true
  default: scalar.properties.isEmojiPresentation
  }
}
