import Engine
import Measure
import MobileNet
import Weights

/// Everything the explorer knows: a value, with no thread, clock or terminal in it.
///
/// `reduce(_:_:)` is its only door for change; the panes are pure functions of it.
public struct State: Equatable, Sendable {
  /// What there is to choose from.
  public internal(set) var catalogue: Catalogue

  // What the user has set.
  public var setting: Setting
  /// Places in the catalogue.
  public var picture: Int
  public var weights: Int
  public var threads: Int
  public var instructionSet: InstructionSet
  public var isPaused = false
  /// What the present network is compared with instead of itself at α = ρ = 1.
  public internal(set) var pinned: Pinned?

  // What follows from it at once: plain arithmetic, new in the frame of the key press.
  public internal(set) var architecture: Architecture
  /// The same network at α = ρ = 1.
  public internal(set) var fullArchitecture: Architecture
  /// That of the pinned network.
  public internal(set) var pinnedArchitecture: Architecture?

  // What was measured.
  /// Counts changes of the network; a snapshot of another generation is dropped.
  public internal(set) var generation = 0
  /// What the engine has told of this generation so far.
  public internal(set) var current: Snapshot
  /// The last setting before this one that has answered: shown dimmed until its successor's figures
  /// come in, then what changes of rank and probability are counted against.
  public internal(set) var previous: Answered?
  /// The last picture that could be read: where to go back to from one that can't.
  public internal(set) var readablePicture: Int?
  /// The last picture asked for: another than `picture` where it could not be read, so that the next
  /// one follows it.
  public internal(set) var attemptedPicture: Int

  /// What the present picture shows, where that is known.
  public internal(set) var truth: RightAnswer?
  /// That of the built-in weights, once the engine has told it.
  public internal(set) var builtInChecksum: String?
  /// What background work has found last; see `answers`.
  var answerMap: AnswerMap?
  /// The points of the frontier since it was opened last; see `frontier`.
  var frontierPoints: Frontier?

  // What is looked at.
  public var view = View()

  /// The explorer before the first key; `picture` and `weights` are places in the catalogue. Nothing
  /// has been asked of the engine yet: see `start()`.
  public init(
    catalogue: Catalogue, setting: Setting, picture: Int = 0, weights: Int = 0, threads: Int = 1,
    instructionSet: InstructionSet, isPaused: Bool = false, pinned: Pinned? = nil
  ) {
    precondition(catalogue.pictures.indices.contains(picture), "the picture is in the catalogue")
    precondition(catalogue.weights.indices.contains(weights), "the weights are in the catalogue")
    self.catalogue = catalogue
    self.setting = setting
    self.picture = picture
    self.weights = weights
    self.threads = threads
    self.instructionSet = instructionSet
    self.isPaused = isPaused
    self.pinned = pinned
    pinnedArchitecture = pinned.map { Architecture($0.setting) }
    architecture = Architecture(setting)
    fullArchitecture = Architecture(setting.full)
    current = Snapshot(generation: 0)
    attemptedPicture = picture
    truth = rightAnswer()
  }

  /// What the caller has to do before the first key: the first request.
  public func start() -> [Effect] { [.request(request)] }

  /// What the engine is asked to show.
  public var request: Request {
    Request(
      generation: generation, setting: setting, picture: picture, weights: family,
      threads: threads, instructionSet: instructionSet, isPaused: isPaused, pinned: pinned,
      background: background)
  }

  /// The weights chosen: where they don't fit the setting, seeded ones run in their place.
  public var family: WeightFamily { catalogue.weights[weights] }
  public var pictureEntry: PictureEntry { catalogue.pictures[picture] }
}

/// A setting that has answered, with its answer.
public struct Answered: Equatable, Sendable {
  public let architecture: Architecture
  public let snapshot: Snapshot
  /// Places in the catalogue: answers are compared for one picture and one network only.
  public let picture: Int
  public let weights: Int

  public init(architecture: Architecture, snapshot: Snapshot, picture: Int = 0, weights: Int = 0) {
    self.architecture = architecture
    self.snapshot = snapshot
    self.picture = picture
    self.weights = weights
  }
}

/// Pictures and weights to choose from, and this host's limits.
public struct Catalogue: Equatable, Sendable {
  public let pictures: [PictureEntry]
  /// How many of them the program was started with; built-in photos follow.
  public let namedPictures: Int
  /// The argument of the picture that a program shows to which none was named.
  public let defaultPicture: String
  /// Those the program was started with, then those found in the model library.
  public internal(set) var weights: [WeightFamily]
  /// How many of them the program was started with.
  public let namedWeights: Int
  /// Instruction sets this host can run, slowest first.
  public let instructionSets: [InstructionSet]
  public let maximumThreads: Int
  /// What has been measured of the built-in weights, or of those before them.
  public internal(set) var accuracy: AccuracySurface?
  /// What the user has measured of the weights that were named.
  public let ownAccuracy: AccuracyTable
  /// Of the random weights that stand in where none were trained.
  public let seed: UInt64
  /// Options that no key changes, as they were given: colours, the library's folder and the like.
  public let options: [String]
  /// What runs without `--threads`.
  public static let defaultThreads = 1

  /// Where no default picture is given, it is the first of those that were not named.
  public init(
    pictures: [PictureEntry], namedPictures: Int = 0, defaultPicture: String? = nil,
    weights: [WeightFamily], instructionSets: [InstructionSet],
    maximumThreads: Int, accuracy: AccuracySurface? = nil,
    ownAccuracy: AccuracyTable = AccuracyTable(), seed: UInt64 = defaultSeed,
    options: [String] = []
  ) {
    self.pictures = pictures
    self.namedPictures = namedPictures
    self.defaultPicture =
      defaultPicture ?? pictures.dropFirst(namedPictures).first?.argument ?? ""
    self.options = options
    self.weights = weights
    namedWeights = weights.count
    self.instructionSets = instructionSets
    self.maximumThreads = maximumThreads
    self.accuracy = accuracy
    self.ownAccuracy = ownAccuracy
    self.seed = seed
  }
}

/// A picture to look at: one of the built-in photos or a file of the user's.
public struct PictureEntry: Equatable, Sendable {
  /// Shown in the header, such as `cat.jpg`.
  public let name: String
  /// What the command line calls it: a path, or the name of a built-in photo.
  public let argument: String
  /// Whether it is a photo that the program brings along, rather than the user's.
  public let isBuiltIn: Bool
  /// What it shows: a class by its name or WordNet id; nil where nobody has said it.
  public let label: String?

  public init(name: String, argument: String, isBuiltIn: Bool = false, label: String? = nil) {
    self.name = name
    self.argument = argument
    self.isBuiltIn = isBuiltIn
    self.label = label
  }
}

/// What can happen to the explorer.
public enum Action: Equatable, Sendable {
  /// A key; mouse events among them are ignored here: the caller asks the screen what lies there.
  case key(Key)
  /// A click on something.
  case pointed(Target)
  /// The wheel over the layers, or over an overlay; positive is down.
  case scrolled(by: Int)
  case resize(columns: Int, rows: Int)
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
