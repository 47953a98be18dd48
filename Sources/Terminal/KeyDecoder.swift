import Explorer

/// Turns what arrived from the keyboard in one burst into keys: a pure value, no terminal in it.
///
/// ncurses has recognised the sequences it knows by then. What is left of others, such as those of
/// function keys the terminal's description does not list, or a late answer to what another program
/// has asked the terminal, is swallowed here: their letters must not act as commands.
public struct KeyDecoder: Equatable, Sendable {
  /// One thing read.
  public enum Input: Equatable, Sendable {
    /// A byte as it came.
    case byte(UInt8)
    /// ncurses' number for a sequence it recognised.
    case code(Int32)
    /// A mouse event, already decoded.
    case mouse(Key)
  }

  private let codes: [Int32: Key]
  /// Whether the last burst ended within a string that the terminal has not sent to its end.
  private var isInString = false

  /// - Parameter codes: What ncurses' numbers mean; those not listed are ignored.
  public init(codes: [Int32: Key]) {
    self.codes = codes
  }

  /// The keys of one burst, in order.
  public mutating func keys(from burst: [Input]) -> [Key] {
    var keys: [Key] = []
    var rest = burst[...]
    if isInString { swallowString(&rest) }
    while let input = rest.popFirst() {
      switch input {
      case .mouse(let key): keys.append(key)
      case .code(let code): if let key = codes[code] { keys.append(key) }
      case .byte(0x1B): if !swallowSequence(&rest) { keys.append(.escape) }
      case .byte(let byte): if let key = Self.key(byte, &rest) { keys.append(key) }
      }
    }
    return keys
  }

  /// What follows an Esc: `[`, parameters and a final byte, `O` and one byte (ECMA-48, 5.4), or a
  /// string (5.6).
  ///
  /// - Returns: Whether there was such a sequence; if not, nothing is taken.
  private mutating func swallowSequence(_ rest: inout ArraySlice<Input>) -> Bool {
    let sequence = rest.dropFirst()
    guard case .byte(let next)? = sequence.first else { return false }
    switch rest.first {
    case .byte(UInt8(ascii: "O")):
      guard (0x21...0x7E).contains(next) else { return false }
      rest = sequence.dropFirst()
      return true
    case .byte(UInt8(ascii: "[")):
      guard (0x20...0x7E).contains(next) else { return false }
      rest = sequence.drop { $0.isByte(in: 0x20...0x3F) }
      if rest.first?.isByte(in: 0x40...0x7E) == true { rest.removeFirst() }
      return true
    case .byte(let first) where Self.stringOpeners.contains(first):
      guard (0x20...0x7E).contains(next) else { return false }
      rest = sequence
      swallowString(&rest)
      return true
    default: return false
    }
  }

  /// DCS, SOS, OSC, PM and APC: a string follows.
  private static let stringOpeners = "PX]^_".utf8.map(\.self)

  /// The rest of a string, its end (BEL, or Esc `\`) included. It may end in a later burst; another
  /// control character or a key that ncurses knows is none of its own and ends it, too.
  private mutating func swallowString(_ rest: inout ArraySlice<Input>) {
    rest = rest.drop { $0.isByte(in: 0x20...0x7E) || $0.isByte(in: 0x80...0xFF) }
    isInString = rest.isEmpty
    if rest.first?.isByte(in: 0x07...0x07) == true {
      rest.removeFirst()
    } else if rest.prefix(2).elementsEqual([.byte(0x1B), .byte(UInt8(ascii: "\\"))]) {
      rest.removeFirst(2)
    }
  }

  /// The key of a byte and, where it begins a character of several, of those after it.
  private static func key(_ byte: UInt8, _ rest: inout ArraySlice<Input>) -> Key? {
    switch byte {
    case 0x0A, 0x0D: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0x20...0x7E: return .character(Character(Unicode.Scalar(byte)))
    case 0xC2...0xF4:
      var bytes = [byte]
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      while bytes.count < length, case .byte(let next)? = rest.first, (0x80...0xBF).contains(next) {
        bytes.append(next)
        rest.removeFirst()
      }
      guard let text = String(validating: bytes, as: UTF8.self), let character = text.first,
        character.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
      else { return nil }
      return .character(character)
    default: return nil
    }
  }
}

extension KeyDecoder.Input {
  fileprivate func isByte(in range: ClosedRange<UInt8>) -> Bool {
    if case .byte(let byte) = self { range.contains(byte) } else { false }
  }
}
