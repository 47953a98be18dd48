import Files
import MobileNet

/// What the JSON files beside a checkpoint tell. What they do not tell is as the library does it; what
/// they tell and this program can't do is refused by its name, since it would change the answers.
struct CheckpointConfiguration {
  var side: Int?
  var padding: PaddingRule?
  var epsilon: Float?
  var preprocessing: Preprocessing?
  /// How pictures are to be resized, where it is not bilinearly.
  var resampling: String?
  /// The names of the classes, and where they were found.
  private var named: (labels: [ClassLabel], file: String, key: String)?

  /// Reads one of a library's files into a configuration.
  typealias Reader =
    @Sendable (inout CheckpointConfiguration, Metadata) throws(WeightsError) -> Void

  /// The configurations beside a checkpoint, as far as they are there.
  init(beside path: String, for convention: Checkpoint.Convention) throws(WeightsError) {
    for kind in CheckpointFile.allCases {
      guard let read = convention.readers[kind], let file = kind.path(beside: path) else {
        continue
      }
      try read(&self, CheckpointConfiguration.metadata(FileBytes.read(path: file), file: file))
    }
  }

  /// One file of JSON, read as `read` does it.
  init(_ bytes: FileBytes, file: String, _ read: Reader) throws(WeightsError) {
    try read(&self, CheckpointConfiguration.metadata(bytes, file: file))
  }

  /// The entries of a JSON file, which may begin with the mark that some editors put there.
  private static func metadata(_ bytes: FileBytes, file: String) throws(WeightsError) -> Metadata {
    guard bytes.count <= SafetensorsFile.maximumHeaderSize else {
      throw .malformedConfiguration(file: file, problem: "\(bytes.count) bytes are too many")
    }
    let content = Array(bytes.buffer.withoutByteOrderMark)
    let value: JSON
    do throws(JSON.Failure) {
      value = try JSON(parsing: content)
    } catch {
      let line = 1 + content.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }
      throw .malformedConfiguration(file: file, problem: "line \(line): \(error.problem)")
    }
    guard case .object(let members) = value else {
      throw .malformedConfiguration(file: file, problem: "it is no JSON object")
    }
    return Metadata(members, file: file)
  }

  /// Takes names of the classes, in the order of the logits, from an entry of a file.
  mutating func take(_ labels: [ClassLabel], from metadata: Metadata, _ key: String) {
    named = (labels, metadata.file, key)
  }

  /// The labels that the configuration gives to so many classes, if it gives any.
  func labels(_ count: Int) throws(WeightsError) -> [ClassLabel]? {
    guard let named else { return nil }
    guard named.labels.count == count else {
      throw .badMetadata(
        file: named.file, key: named.key,
        problem: "names \(named.labels.count) of \(count) classes")
    }
    return named.labels
  }
}

/// A file of JSON beside a checkpoint, with its name beside the hub's `model.safetensors`.
enum CheckpointFile: String, CaseIterable {
  /// How the network is made: `NAME.json` for `NAME.safetensors`.
  case network = "config.json"
  /// How pictures become its input: `NAME.preprocessor.json`.
  case pictures = "preprocessor_config.json"

  /// What takes the place of `.safetensors`.
  var ending: String { self == .network ? ".json" : ".preprocessor.json" }

  /// Where it lies: nil where there is none.
  func path(beside path: String) -> String? {
    guard path.hasSuffix(SafetensorsFile.ending) else { return nil }
    let stem = path.dropLast(SafetensorsFile.ending.count)
    let parts = stem.split(separator: "/", omittingEmptySubsequences: false)
    let isHubName = parts.last.map { CheckpointFile.hubNames.contains(String($0)) } ?? false
    let ofTheHub = (parts.dropLast() + [Substring(rawValue)]).joined(separator: "/")
    return ([stem + ending] + (isHubName ? [ofTheHub] : [])).first { FileKind(at: $0) == .regular }
  }

  /// What the hub calls every network's file.
  static let hubNames = ["model", "pytorch_model"]
}
