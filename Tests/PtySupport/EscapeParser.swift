/// Cuts what a program sends into characters, control characters and sequences (ECMA-48, 5.4).
struct EscapeParser: Sendable {
  enum Token: Equatable {
    case scalar(Unicode.Scalar)
    case control(UInt8)
    /// `Esc` and what follows up to the final byte, such as `(B`.
    case escape(String)
    case sequence(Sequence)
    /// `Esc ]`, a text and BEL: the text (ECMA-48, 5.6).
    case string(String)
  }

  /// A control sequence, `Esc [ ? 25 h`.
  struct Sequence: Equatable, CustomStringConvertible {
    var prefix = ""
    var parameters: [Int] = []
    var final = ""

    /// A parameter, or a default where it is left out.
    func parameter(_ place: Int, default other: Int) -> Int {
      parameters.indices.contains(place) ? parameters[place] : other
    }

    var description: String {
      prefix + parameters.map(String.init).joined(separator: ";") + final
    }
  }

  private var pending: [UInt8] = []

  /// Takes one byte; a token, if the byte completes one.
  mutating func take(_ byte: UInt8) -> Token? {
    // As in real terminals an Esc drops what it cuts short: typing Ctrl-C flushes the output.
    if byte == 0x1B { pending = [] }
    if pending.isEmpty {
      switch byte {
      case 0x20..<0x7F: return .scalar(Unicode.Scalar(byte))
      case 0x1B, 0xC2...0xF4: pending = [byte]
      default: return .control(byte)
      }
      return nil
    }
    pending.append(byte)
    guard let token = pending[0] == 0x1B ? completedEscape() : completedCharacter() else {
      return nil
    }
    pending = []
    return token
  }

  private func completedCharacter() -> Token? {
    let length = pending[0] < 0xE0 ? 2 : pending[0] < 0xF0 ? 3 : 4
    guard pending.count == length else { return nil }
    let scalar = String(validating: pending, as: UTF8.self)?.unicodeScalars.first
    // C1 control characters come as two bytes.
    guard let scalar, scalar.value >= 0xA0 else { return .control(pending[1]) }
    return .scalar(scalar)
  }

  private func completedEscape() -> Token? {
    guard let last = pending.last, pending.count > 1 else { return nil }
    if pending[1] == UInt8(ascii: "]") {
      let text = String(decoding: pending.dropFirst(2).dropLast(), as: UTF8.self)
      return last == 0x07 ? .string(text) : nil
    }
    guard pending[1] == UInt8(ascii: "[") else {
      let isComplete = (0x30...0x7E).contains(last)
      return isComplete ? .escape(String(decoding: pending.dropFirst(), as: UTF8.self)) : nil
    }
    guard pending.count > 2, (0x40...0x7E).contains(last) else { return nil }
    var sequence = Sequence(final: String(Unicode.Scalar(last)))
    let body = String(decoding: pending[2..<(pending.count - 1)], as: UTF8.self)
    sequence.prefix = String(body.prefix { "<=>?".contains($0) })
    let numbers = body.dropFirst(sequence.prefix.count)
    if !numbers.isEmpty {
      sequence.parameters = numbers.split(separator: ";", omittingEmptySubsequences: false)
        .map { Int($0) ?? 0 }
    }
    return .sequence(sequence)
  }
}
