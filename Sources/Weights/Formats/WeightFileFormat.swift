/// A kind of file that weights come in.
///
/// A new one is a type of this protocol in a folder beside this file, and a line in
/// `WeightFileFormats.all`: reading, the model library and the errors' sentences ask here. What
/// else is only in safetensors under other names is a `SafetensorsNetwork`.
protocol WeightFileFormat: SendableMetatype {
  /// What people call it: "TFLite".
  static var title: String { get }
  /// What of it can be read, to complete "give …".
  static var readable: String { get }
  /// The end of its files' names, with the dot.
  static var ending: String { get }

  /// Whether a file whose first bytes are these is of this format: its name does not matter.
  static func admits(start: [UInt8]) -> Bool

  /// Checks the structure of a file; its tensors are not read yet.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: what errors call it; beside it files are looked for that belong to it.
  /// - Returns: the network in it.
  /// - Throws: what is wrong with it.
  static func open(_ bytes: FileBytes, file: String) throws(WeightsError) -> any WeightFile

  /// The files beside one of this format that belong to it: each path, and what takes the place of
  /// `ending` in its name.
  static func companions(of path: String) -> [(path: String, ending: String)]
}

extension WeightFileFormat {
  static func companions(of path: String) -> [(path: String, ending: String)] { [] }
}

/// A file of weights whose structure is sound; its tensors have not been read.
protocol WeightFile {
  /// What the file says of itself.
  var description: WeightDescription { get }

  /// Reads the tensors.
  func source() throws(WeightsError) -> WeightSource
}

/// The formats that can be read.
enum WeightFileFormats {
  /// Each is asked in turn whether a file is its own.
  static let all: [any WeightFileFormat.Type] = [TFLiteNetwork.self, SafetensorsFile.self]

  /// The ends of the names, in alphabetical order.
  static var endings: [String] { all.map { $0.ending }.sorted() }

  /// The format of a file that begins so; nil where it is none of them.
  static func format(start: [UInt8]) -> (any WeightFileFormat.Type)? {
    all.first { $0.admits(start: start) }
  }

  /// The format of a file, told by its content; `file` is what errors call it.
  static func format(
    of bytes: FileBytes, file: String
  ) throws(WeightsError) -> any WeightFileFormat.Type {
    let start = Array(bytes.buffer.prefix(ForeignFormat.startLength))
    guard let format = format(start: start) else {
      throw .otherFormat(file: file, ForeignFormat(start: start))
    }
    return format
  }

  /// The network in a file; its tensors are not read yet.
  static func open(_ bytes: FileBytes, file: String) throws(WeightsError) -> any WeightFile {
    try format(of: bytes, file: file).open(bytes, file: file)
  }
}

/// "a", "a or b", "a, b or c"; or with another last word.
func alternatives(_ words: [String], last: String = "or") -> String {
  let first = words.dropLast().joined(separator: ", ")
  return first.isEmpty ? words.last ?? "" : "\(first) \(last) \(words[words.count - 1])"
}
