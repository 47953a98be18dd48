import Files

/// What can be wrong with a file of weights, or any safetensors file.
///
/// Every case names the file; the sentence is made in `description`.
public enum WeightsError: Error, Hashable, Sendable {
  /// The system refuses to read it, it is no regular file, or it has more bytes than weights of a
  /// MobileNet can have.
  case unreadable(UnreadableFile)
  case unwritable(UnwritableFile)
  /// Another file of this name stands where it was to be written.
  case alreadyThere(file: String)
  /// A folder without a single file of weights.
  case noWeights(folder: String)
  case empty(file: String)
  /// Another content than when the file was first looked at.
  case changed(file: String)
  /// What was fetched is not what was published.
  case otherDownload(file: String, expected: String, found: String)
  /// None of the formats that can be read.
  case unknownFormat(file: String)
  /// None of the formats that can be read, but something else that is known.
  case otherFormat(file: String, ForeignFormat)
  /// A pack of another version.
  case unsupportedVersion(file: String, found: String, readable: String)
  /// Not a sound file of its format, which goes by the format's title.
  case malformed(file: String, format: String, problem: String)
  /// A configuration beside the weights that is no JSON object.
  case malformedConfiguration(file: String, problem: String)
  /// One of several files that a checkpoint was split into.
  case part(file: String)
  /// A sound file whose network is no MobileNet v1 that this program builds.
  case notMobileNet(file: String, problem: String)
  /// Only one half of a network.
  case half(file: String, Half)
  /// An entry of the file's metadata is missing or means nothing.
  case badMetadata(file: String, key: String, problem: String)
  /// Some tensor is missing; `found` is one that was not asked for, if there is one.
  case missingTensor(file: String, name: String, found: String?)
  /// All tensors are there, and this one besides.
  case unexpectedTensor(file: String, name: String)
  case unsupportedType(file: String, tensor: String, type: String)
  case wrongShape(file: String, tensor: String, expected: [Int], found: [Int])
  /// The value at a row-major place is infinite or NaN.
  case notFinite(file: String, tensor: String, index: Int)
  /// A variance below 0, or a deviation that is not above 0.
  case notPositive(file: String, tensor: String, index: Int)

  /// The halves that networks are cut into, so that several classifiers can share a backbone.
  public enum Half: Sendable {
    case backbone, head
  }
}

extension WeightsError: CustomStringConvertible {
  /// One line: the file, what is wrong, the mend.
  public var description: String {
    switch self {
    case .unreadable(let refused): WeightsError.sentence(refused)
    case .unwritable(let error): error.description
    case .alreadyThere(let file):
      "\(file): another file of this name is there already; rename one of the two"
    case .noWeights(let folder):
      "\(folder): no file here ends in \(alternatives(WeightFileFormats.endings)); "
        + "give a folder of weights"
    case .empty(let file):
      "\(file): the file is empty; copy it anew"
    case .changed(let file):
      "\(file): the file was replaced by another one; start again to use it"
    case .otherDownload(let file, let expected, let found):
      "\(file): has \(found), what was published has \(expected); fetch it from another place"
    case .unknownFormat(let file):
      "\(file): no weights that this program knows; give "
        + WeightFileFormats.all.map { $0.readable }.joined(separator: ", or ")
    case .otherFormat(let file, let format):
      "\(file): \(format.title), neither "
        + WeightFileFormats.all.map { $0.title }.joined(separator: " nor ") + "; \(format.mend)"
    case .unsupportedVersion(let file, let found, let readable):
      "\(file): the format is \(quoted(found)), this program reads \(readable); "
        + "update one of the two"
    case .malformed(let file, let format, let problem):
      "\(file): not a sound \(format) file: \(problem); copy or export it anew"
    case .malformedConfiguration(let file, let problem):
      "\(file): not sound JSON: \(problem); mend or remove it"
    case .part(let file):
      "\(file): one of several parts of a network; save it in one file, "
        + "save_pretrained(max_shard_size=\"1GB\") does"
    case .notMobileNet(let file, let problem):
      "\(file): no MobileNet v1 that this program builds: \(problem); give another file"
    case .half(let file, .backbone):
      "\(file): only a backbone, which ends before the classifier, and unusable by itself; "
        + "join it with its head into one file"
    case .half(let file, .head):
      "\(file): only a classifier without its backbone, and unusable by itself; "
        + "join it with its backbone into one file"
    case .badMetadata(let file, let key, let problem):
      "\(file): metadata \(quoted(key)) \(problem); export the file anew, or give another"
    case .missingTensor(let file, let name, let found?):
      "\(file): the tensor \(quoted(name)) is missing, \(quoted(found)) stands there instead; "
        + "export the file anew"
    case .missingTensor(let file, let name, nil):
      "\(file): the tensor \(quoted(name)) is missing; export the file anew"
    case .unexpectedTensor(let file, let name):
      "\(file): the network has no tensor \(quoted(name)); export the file without it"
    case .unsupportedType(let file, let tensor, let type):
      "\(file): \(quoted(tensor)) has the type \(quoted(type)); "
        + "only \(ElementType.readable) can be read, convert it"
    case .wrongShape(let file, let tensor, let expected, let found):
      "\(file): \(quoted(tensor)) has the shape \(found), expected \(expected); "
        + "export the file anew"
    case .notFinite(let file, let tensor, let index):
      "\(file): \(quoted(tensor)) is not a finite number at place \(index); export the file anew"
    case .notPositive(let file, let tensor, let index):
      "\(file): \(quoted(tensor)) is too small at place \(index): "
        + "a variance is never negative, a deviation is above 0; export the file anew"
    }
  }
}

extension WeightsError {
  private static func sentence(_ refused: UnreadableFile) -> String {
    switch refused.problem {
    case .refused, .shortened:
      "\(refused.file): cannot be read: \(refused.reason); check the path and its permissions"
    case .notRegular: "\(refused.file): not a regular file; give a file of weights"
    case .tooLarge(let bytes, let limit):
      "\(refused.file): \(bytes) bytes, more than the \(limit) that can be read; "
        + "give the weights of one MobileNet"
    }
  }
}

/// A name from a file in quotation marks, cut where it is absurdly long.
func quoted(_ name: String) -> String {
  let limit = 60
  return name.unicodeScalars.count <= limit ? "'\(name)'" : "'\(String(name.prefix(limit)))…'"
}
