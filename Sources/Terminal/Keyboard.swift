import CNcurses
import Explorer
import LibC

/// Reads keys and the mouse through ncurses; to be made once the terminal is set up.
struct Keyboard {
  private var decoder: KeyDecoder
  /// Whether the last burst was cut, so that keys may be waiting where `poll` does not see them.
  private(set) var hasMore = false
  /// Whether the last burst asked for the whole screen, by Ctrl-L.
  private(set) var wantsScreen = false
  /// Where button 1 is held.
  private var pressed: MousePlace?

  /// More than any paste is worth in one frame; a flood must not keep signals waiting.
  private static let longestBurst = 8192

  /// - Parameter mouse: Whether to ask the terminal for clicks and the wheel.
  init(mouse: Bool) {
    decoder = KeyDecoder(codes: KeyCodes.defineKeys())
    mouseinterval(0)  // Otherwise each click waits 167 ms for a second one.
    if mouse { setMouse(true) }
  }

  /// Whether the terminal has been asked for them.
  private var hasMouse = false

  /// Asks the terminal for clicks, drags and the wheel, or leaves them to it.
  mutating func setMouse(_ isOurs: Bool) {
    mousemask(isOurs ? nc_awaited_mouse : 0, nil)
    (pressed, hasMouse) = (nil, isOurs)
    sendDrags(isOurs)
  }

  /// To be called once ncurses has taken the terminal again, which makes it ask for clicks alone.
  func askAgain() {
    if hasMouse { sendDrags(true) }
  }

  /// ncurses asks for presses and releases; what moves in between, it only reads.
  private func sendDrags(_ areOurs: Bool) {
    guard tigetstr("kmous") != nil else { return }
    let bytes = Array((areOurs ? "\u{1B}[?1002h" : "\u{1B}[?1002l").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }

  /// All keys that have arrived; does not wait.
  mutating func readBurst() -> [Key] {
    var burst: [KeyDecoder.Input] = []
    (hasMore, wantsScreen) = (false, false)
    // Bytes rather than wide characters: with get_wch, a byte that is not UTF-8 would take the
    // keys after it along.
    while case let value = wgetch(nc_stdscr()), value != ERR {
      switch value {
      case Self.controlL: wantsScreen = true
      case KEY_MOUSE: if let event = mouseEvent() { burst.append(.mouse(event)) }
      case 0..<0x100: burst.append(.byte(UInt8(value)))
      default: burst.append(.code(value))
      }
      if burst.count == Self.longestBurst {
        hasMore = true
        break
      }
    }
    return decoder.keys(from: burst)
  }

  private static let controlL: Int32 = 0x0C

  private mutating func mouseEvent() -> Key? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let (column, row) = (Int(event.x), Int(event.y))
    switch event.bstate {
    case let state where state & nc_button1_pressed != 0:
      pressed = MousePlace(column: column, row: row)
      return .click(column: column, row: row)
    case let state where state & nc_button1_released != 0:
      pressed = nil
      return nil
    case let state where state & nc_mouse_moved != 0:
      return pressed.map { .drag(column: column, row: row, from: $0) }
    case let state where state & nc_button4_pressed != 0:
      return .wheelUp(column: column, row: row)
    case let state where state & nc_button5_pressed != 0:
      return .wheelDown(column: column, row: row)
    default: return nil
    }
  }
}
