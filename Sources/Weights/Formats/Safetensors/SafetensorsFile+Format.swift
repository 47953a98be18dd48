/// A network in a safetensors file: its tensors have names that belong together.
///
/// A new set of names is a type of this protocol and a line in `SafetensorsFile.networks`; one that
/// another library saves alike is a `Checkpoint.Convention`.
protocol SafetensorsNetwork: WeightFile, SendableMetatype {
  /// To complete "safetensors with …".
  static var title: String { get }

  /// Whether a file is meant to hold such a network.
  static func admits(_ file: SafetensorsFile) -> Bool

  /// Checks names, metadata and shapes; the tensors are not read yet.
  init(_ file: SafetensorsFile) throws(WeightsError)
}

extension SafetensorsFile: WeightFileFormat {
  /// Each is asked in turn whether a file is its own.
  static let networks: [any SafetensorsNetwork.Type] = [
    Checkpoint.self, SlimmablePack.self, PlainNetwork.self,
  ]

  static let title = "safetensors"
  static let ending = ".safetensors"
  static var readable: String { "\(title) with \(alternatives(networks.map { $0.title }))" }

  /// Behind a length that needs no eight bytes the header begins, a JSON object.
  static func admits(start: [UInt8]) -> Bool {
    start.count > 8 && start[8] == UInt8(ascii: "{") && start[5..<8].allSatisfy { $0 == 0 }
  }

  static func open(_ bytes: FileBytes, file: String) throws(WeightsError) -> any WeightFile {
    guard !isPart(file) else { throw .part(file: file) }
    let content = try SafetensorsFile(bytes, name: file)
    guard let network = networks.first(where: { $0.admits(content) }) else {
      throw .unknownFormat(file: file)
    }
    return try network.init(content)
  }

  static func companions(of path: String) -> [(path: String, ending: String)] {
    CheckpointFile.allCases.compactMap { file in
      file.path(beside: path).map { ($0, file.ending) }
    }
  }

  /// Whether a name is that of one of several parts: `model-00001-of-00002.safetensors`.
  private static func isPart(_ file: String) -> Bool {
    let words = file.split(separator: ".").dropLast().last?.split(separator: "-").suffix(3) ?? []
    guard words.count == 3, let part = words.first, let count = words.last, Int(part) != nil,
      words.dropFirst().first == "of"
    else { return false }
    return (Int(count) ?? 1) > 1
  }
}
