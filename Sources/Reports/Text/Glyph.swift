/// What a canvas shows of a text's character: one scalar, in one cell or in two.
public struct Glyph: Equatable, Sendable {
  public let scalar: Unicode.Scalar
  /// 1 or 2.
  public let cells: Int
}

extension String {
  /// The text as a canvas can show it. What is written as a letter and its accents, as macOS writes
  /// file names, becomes one scalar where Unicode has one; else U+FFFD stands for each further mark.
  public var glyphs: [Glyph] {
    // Nearly all that panes write: to look for characters of several scalars takes most of a frame's time.
    if unicodeScalars.allSatisfy(\.standsAlone) { return unicodeScalars.map(Glyph.init) }
    return flatMap { character -> [Glyph] in
      let scalars = character.unicodeScalars
      if scalars.count > 1, let composed = composed[character] { return [Glyph(composed)] }
      return scalars.map(Glyph.init)
    }
  }

  /// The cells that it takes on a canvas.
  public var cellCount: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : glyphs.reduce(0) { $0 + $1.cells }
  }
}

extension Unicode.Scalar {
  /// Whether it is surely no part of a letter with accents: Latin letters, and signs, arrows, lines and
  /// blocks but for the marks that encircle other characters.
  fileprivate var standsAlone: Bool {
    value < 0x300 || ((0x2010...0x2BFF).contains(value) && !(0x20D0...0x20FF).contains(value))
  }
}

extension Glyph {
  fileprivate init(_ scalar: Unicode.Scalar) {
    switch scalar.width {
    case 0: self.init(scalar: "\u{FFFD}", cells: 1)
    case let width: self.init(scalar: scalar, cells: width)
    }
  }
}

extension [Glyph] {
  /// The glyphs as text again.
  public var text: String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: map(\.scalar))
    return String(scalars)
  }

  /// How many of them so many cells hold.
  public func count(in cells: Int) -> Int {
    var room = cells
    return prefix { glyph in
      room -= glyph.cells
      return room >= 0
    }.count
  }
}

/// The first of several wordings, longest first, that fits into so many cells; nothing where none does.
public func fitting(_ wordings: [String], _ width: Int) -> String {
  wordings.first { $0.cellCount <= width } ?? ""
}

/// The composed letters of Latin, Greek, Cyrillic, kana and Hangul. To Swift a character is the same
/// however it is written, so a dictionary finds the one that is a single scalar.
private let composed: [Character: Unicode.Scalar] = {
  let blocks: [ClosedRange<UInt32>] = [
    0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF, 0x3040...0x30FF, 0xAC00...0xD7A3,
  ]
  let scalars = blocks.joined().compactMap(Unicode.Scalar.init)
  return Dictionary(scalars.map { (Character($0), $0) }) { first, _ in first }
}()
