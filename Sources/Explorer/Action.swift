import Measure
import MobileNet
import Weights

/// What can happen to the explorer.
public enum Action: Equatable, Sendable {
  /// A key; mouse events among them are ignored here: the caller asks the screen what lies there.
  case key(Key)
  /// A click on something.
  case pointed(Target)
  /// The wheel over the layers, or over an overlay; positive is down.
  case scrolled(by: Int)
  case resize(columns: Int, rows: Int)
  /// A sentence for the status line.
  case notice(String)
  case snapshot(Snapshot)
  /// Weights in the model library.
  case found([WeightFamily])
  /// What has been measured of the built-in weights.
  case accuracy(AccuracySurface)
}

/// What a click can hit.
public enum Target: Equatable, Sendable {
  case pane(Pane)
  /// A row of the layers: place in `architecture.layers`.
  case layer(Int)
  /// A place on the slider of α.
  case alpha(WidthMultiplier)
  /// A place on the slider of ρ, as pixels of side.
  case side(Int)
  /// A place on the map of both.
  case setting(alpha: WidthMultiplier, side: Int)
  /// A point of the frontier.
  case frontierPoint(Int)
}

/// What the caller of `reduce` has to do.
public enum Effect: Equatable, Sendable {
  /// Hand this to the engine; it replaces any request before it.
  case request(Request)
  /// Take clicks and the wheel, or leave them to the terminal.
  case mouse(Bool)
  /// Leave the program; the command that recreates the screen is printed.
  case quit
}
