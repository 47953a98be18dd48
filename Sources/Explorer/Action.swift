import Lessons
import Measure
import MobileNet
import Weights

/// What can happen to the explorer.
public enum Action: Equatable, Sendable {
  /// A key; mouse events among them are ignored here: the caller asks the screen what lies there.
  case key(Key)
  /// A click on something.
  case pointed(Target)
  /// The wheel over a pane, or over the overlay that covers it; positive is down.
  case scrolled(by: Int, over: Pane)
  case resize(columns: Int, rows: Int)
  /// A sentence for the status line.
  case notice(String)
  case snapshot(Snapshot)
  /// Weights in the model library.
  case found([WeightFamily])
  /// What has been measured of the built-in weights.
  case accuracy(AccuracySurfaces)
  /// So much time has passed as the tour asked for.
  case tick
  /// Plays the tour.
  case tour(loops: Bool)
  /// The lessons that there are; one of them may be played at once, from where a ledger says.
  case lessons([Lesson], begin: Int?, from: LessonProgress? = nil)
}

/// A key press or mouse event, as the terminal decoded it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case left, right, up, down
  case shiftLeft, shiftRight, shiftUp, shiftDown
  case pageUp, pageDown, home, end
  case enter, tab, shiftTab, escape, backspace
  /// Button 1 pressed on a cell.
  case click(column: Int, row: Int)
  /// The mouse moved to a cell while button 1, pressed on another one, is held.
  case drag(column: Int, row: Int, from: MousePlace)
  case wheelUp(column: Int, row: Int)
  case wheelDown(column: Int, row: Int)

  /// Whether the mouse caused it: then what it asks for depends on what the screen shows there.
  public var isMouse: Bool {
    switch self {
    case .click, .drag, .wheelUp, .wheelDown: true
    default: false
    }
  }
}

/// A cell of the screen.
public struct MousePlace: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    (self.column, self.row) = (column, row)
  }
}

/// What a key asks for: each part of the state knows what its own commands do.
public enum Command: Hashable, Sendable {
  case choice(ChoiceCommand)
  case view(ViewCommand)
  case plane(PlaneCommand)
  case frontier(FrontierCommand)
  case inside(InsideCommand)
  case lesson(LessonCommand)
  case export(Export)
  case quit
}

/// What a click can hit.
public enum Target: Equatable, Sendable {
  case pane(Pane)
  /// A row of the layers: place in `architecture.layers`.
  case layer(Int)
  /// The head of a column of the layers, by which they can be sorted.
  case layerOrder(LayerOrder)
  /// A layer's point under the roofline.
  case rooflinePoint(Int)
  /// A place on the slider of α.
  case alpha(WidthMultiplier)
  /// A place on the slider of ρ, as pixels of side.
  case side(Int)
  /// A place on the map of both.
  case setting(alpha: WidthMultiplier, side: Int)
  /// A point of the frontier.
  case frontierPoint(Int)
  /// A channel's feature map.
  case tile(Int)
  /// A place in a map made large.
  case pixel(InsideState.Pixel)
  /// A figure, while figures are explained.
  case figure(FigureName, nth: Int = 0)
}

/// What the caller of `reduce` has to do.
public enum Effect: Equatable, Sendable {
  /// Hand this to the engine; it replaces any request before it.
  case request(Request)
  /// Take clicks and the wheel, or leave them to the terminal.
  case mouse(Bool)
  /// Tell with a tick when so many seconds have passed, in the place of any time before; nil for never.
  case timer(seconds: Double?)
  /// Read the lessons, and tell them.
  case readLessons
  /// An answer or a task of the lesson that is played has become known: its place, and how far it has come.
  case answered(Lesson, LessonProgress)
  /// Give the command that recreates the screen to the terminal's clipboard.
  case copyCommand
  /// Write what the state shows now, and tell in a notice what came of it.
  case export(Export)
  /// Leave the program; the command that recreates the screen is printed.
  case quit
}
