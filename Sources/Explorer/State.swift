import Engine
import Measure
import MobileNet
import Weights

/// Everything the explorer knows: a value, with no thread, clock or terminal in it.
///
/// `reduce(_:_:)` is its only door for change; the panes are pure functions of it.
public struct State: Equatable, Sendable {
  /// What the program was started with.
  public let catalogue: Catalogue

  // What the user has set.
  public var setting: Setting
  /// Places in the catalogue.
  public var picture: Int
  public var weights: Int
  public var threads: Int
  public var instructionSet: InstructionSet
  public var isPaused = false

  // What follows from it at once: plain arithmetic, new in the frame of the key press.
  public internal(set) var architecture: Architecture
  /// The same network at α = ρ = 1.
  public internal(set) var fullArchitecture: Architecture

  // What was measured.
  /// Counts changes of the network; a snapshot of another generation is dropped.
  public internal(set) var generation = 0
  /// What the engine has told of this generation so far.
  public internal(set) var current: Snapshot
  /// The last setting before this one that has answered: shown dimmed until its successor's figures
  /// come in, then what changes of rank and probability are counted against.
  public internal(set) var previous: Answered?

  // What is looked at.
  public var view = View()
}

/// A setting that has answered, with its answer.
public struct Answered: Equatable, Sendable {
  public let architecture: Architecture
  public let snapshot: Snapshot

  public init(architecture: Architecture, snapshot: Snapshot) {
    self.architecture = architecture
    self.snapshot = snapshot
  }
}

/// What the program was started with: pictures and weights to choose from, and this host's limits.
public struct Catalogue: Equatable, Sendable {
  public let pictures: [PictureEntry]
  public let weights: [WeightsEntry]
  /// Instruction sets this host can run, slowest first.
  public let instructionSets: [InstructionSet]
  public let maximumThreads: Int

  public init(
    pictures: [PictureEntry], weights: [WeightsEntry], instructionSets: [InstructionSet],
    maximumThreads: Int
  ) {
    self.pictures = pictures
    self.weights = weights
    self.instructionSets = instructionSets
    self.maximumThreads = maximumThreads
  }
}

/// A picture to look at: one of the built-in photos or a file of the user's.
public struct PictureEntry: Equatable, Sendable {
  /// Shown in the header, such as `cat.jpg`.
  public let name: String
  /// What the command line calls it: a path, or the name of a built-in photo.
  public let argument: String

  public init(name: String, argument: String) {
    self.name = name
    self.argument = argument
  }
}

/// What the explorer needs to know of weights: a `WeightSource` without its tensors.
public struct WeightsEntry: Equatable, Sendable {
  /// Shown in the header, such as `built-in weights`.
  public let name: String
  /// The path given with `--weights`, or nil for the built-in pack.
  public let path: String?
  public let variant: Variant
  public let padding: PaddingRule
  public let baseSide: Int
  /// The widths that were trained.
  public let widths: ClosedRange<WidthMultiplier>
  public let classes: Int
  public let isTrained: Bool

  public init(
    name: String, path: String?, variant: Variant, padding: PaddingRule, baseSide: Int,
    widths: ClosedRange<WidthMultiplier>, classes: Int, isTrained: Bool
  ) {
    self.name = name
    self.path = path
    self.variant = variant
    self.padding = padding
    self.baseSide = baseSide
    self.widths = widths
    self.classes = classes
    self.isTrained = isTrained
  }
}

/// What is looked at: size of the screen, focus, scrolling, overlays. Nothing here changes a figure.
public struct View: Equatable, Sendable {
  public var columns = 80
  public var rows = 24
  public var focus = Pane.layers
  /// The pane that fills the screen, if one does.
  public var zoomed: Pane?
  public var overlay: Overlay?
  /// Place in `architecture.layers`.
  public var selectedLayer = 0
  /// One line for the status line, gone with the next key: "cannot read …", the command of `y`.
  public var message: String?

  public init() {}
}

/// The panes that can have the focus, in the order of Tab.
public enum Pane: String, CaseIterable, Sendable {
  case setting, picture, predictions, cost, layers
}

/// What covers the panes until Esc.
public enum Overlay: Equatable, Sendable {
  case help
  /// The command that recreates this screen.
  case command(String)
}

/// What can happen to the explorer.
public enum Action: Equatable, Sendable {
  case key(Key)
  case resize(columns: Int, rows: Int)
  case snapshot(Snapshot)
}

/// What the caller of `reduce` has to do.
public enum Effect: Equatable, Sendable {
  /// Hand this to the engine; it replaces any request before it.
  case request(Request)
  /// Leave the program; the command that recreates the screen is printed.
  case quit
}
