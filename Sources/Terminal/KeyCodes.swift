import CNcurses
import Explorer

/// What ncurses' numbers for keys mean, and the sequences it must be taught.
enum KeyCodes {
  /// The keys that every terminal's description may list.
  static let listed: [Int32: Key] = [
    KEY_LEFT: .left, KEY_RIGHT: .right, KEY_UP: .up, KEY_DOWN: .down,
    KEY_SLEFT: .shiftLeft, KEY_SRIGHT: .shiftRight, KEY_SR: .shiftUp, KEY_SF: .shiftDown,
    KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end,
    KEY_FIND: .home, KEY_SELECT: .end,
    KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
    KEY_ENTER: .enter, KEY_BTAB: .shiftTab, KEY_BACKSPACE: .backspace,
  ]

  /// What terminals send whatever their description says: some ignore the keypad's application
  /// mode (`\e[A` for `\eOA`), some descriptions lack the shifted arrows or the keypad.
  static let sequences: [(String, Key)] = [
    ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
    ("\u{1B}OA", .up), ("\u{1B}OB", .down), ("\u{1B}OC", .right), ("\u{1B}OD", .left),
    ("\u{1B}[1;2A", .shiftUp), ("\u{1B}[1;2B", .shiftDown),
    ("\u{1B}[1;2C", .shiftRight), ("\u{1B}[1;2D", .shiftLeft),
    ("\u{1B}[H", .home), ("\u{1B}[F", .end), ("\u{1B}OH", .home), ("\u{1B}OF", .end),
    ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home), ("\u{1B}[8~", .end),
    ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .shiftTab),
    ("\u{1B}Ok", .character("+")), ("\u{1B}Om", .character("-")), ("\u{1B}OM", .enter),
  ]

  /// Teaches ncurses the sequences it does not know; to be called once the terminal is set up.
  ///
  /// - Returns: What every number means from now on.
  static func defineKeys() -> [Int32: Key] {
    var codes = listed
    var free = firstFreeCode
    for (sequence, key) in sequences {
      switch key_defined(sequence) {
      case let code where code > 0:
        // Known under a number that may have no constant, such as the keypad's plus.
        if codes[code] == nil { codes[code] = key }
      case 0 where define_key(sequence, free) == OK:
        codes[free] = key
        free += 1
      default: break  // The beginning of a longer sequence: left as it is.
      }
    }
    return codes
  }

  /// Above KEY_MAX and the numbers ncurses gives to further keys of a description; below 2¹⁶.
  private static let firstFreeCode: Int32 = 0x4000
}
