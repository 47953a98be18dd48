import Engine
import Measure
import Weights

/// Pictures and weights to choose from, and this host's limits.
public struct Catalogue: Equatable, Sendable {
  /// Those the program was started with, then built-in photos.
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
  /// Processors that this process may use.
  public let maximumThreads: Int
  /// What has been measured of the built-in weights, or of those before them.
  public internal(set) var accuracy: AccuracySurfaces
  /// What the user has measured of the weights that were named.
  public let ownAccuracy: AccuracyTable
  /// What this host can do at best.
  var ceilings = HostCeilings()
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
    maximumThreads: Int, accuracy: AccuracySurfaces = AccuracySurfaces(),
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
