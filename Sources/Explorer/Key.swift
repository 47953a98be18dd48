/// A key press or mouse event, as the terminal decoded it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case left, right, up, down
  case shiftLeft, shiftRight, shiftUp, shiftDown
  case pageUp, pageDown, home, end
  case enter, tab, shiftTab, escape, backspace
  /// Button 1 pressed on a cell.
  case click(column: Int, row: Int)
  case wheelUp(column: Int, row: Int)
  case wheelDown(column: Int, row: Int)

  /// Whether the mouse caused it: then what it asks for depends on what the screen shows there.
  public var isMouse: Bool {
    switch self {
    case .click, .wheelUp, .wheelDown: true
    default: false
    }
  }
}
