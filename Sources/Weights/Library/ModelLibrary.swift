import Files

/// A folder of weights. Every regular file belongs to it whose content or whose name is that of a
/// format of weights; others are left alone, folders inside it and hidden files too.
public struct ModelLibrary: Sendable {
  /// Its path, without a slash at the end.
  public let folder: String

  /// - Parameter folder: need not be there yet.
  public init(folder: String) {
    self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Where a person's weights lie if they don't say otherwise: `mobilenet-explorer` among the user's data.
  /// Nil where there is no home.
  public static func standard(environment: (String) -> String?) -> ModelLibrary? {
    userFolder("XDG_DATA_HOME", atHome: ".local/share", environment)
      .map { ModelLibrary(folder: "\($0)/mobilenet-explorer") }
  }

  /// The paths of its files, in alphabetical order; none where the folder is not there yet.
  ///
  /// - Throws: `unreadable`, where the folder can't be listed.
  public func files() throws(WeightsError) -> [String] {
    do throws(UnreadableFile) {
      return try folderNames(folder).filter { !$0.hasPrefix(".") }.sorted()
        .map { "\(folder)/\($0)" }.filter(ModelLibrary.isWeights)
    } catch {
      if error.isAbsent { return [] }
      throw .unreadable(error)
    }
  }

  /// A file of the folder.
  public enum Entry: Sendable {
    case usable(WeightSummary)
    /// Why it can't be used.
    case unusable(WeightsError)
  }

  /// Reads every file, one after the other: what can't be used is told and does not stop the rest.
  ///
  /// - Throws: `unreadable`, where the folder can't be listed.
  public func entries() throws(WeightsError) -> [Entry] {
    var entries: [Entry] = []
    for path in try files() {
      do throws(WeightsError) {
        entries.append(.usable(WeightSummary(try WeightSource.read(path: path))))
      } catch {
        entries.append(.unusable(error))
      }
    }
    return entries
  }

  /// Copies weights that can be read into the folder, and the configuration beside them. Each file
  /// is written beside its place and moved there, so that it is never half a file.
  ///
  /// The hub's `model.safetensors` gets the name of its folder. The same content again is no error.
  ///
  /// - Parameter path: the file, read once: what was checked is what is written.
  /// - Returns: the path of the copy.
  /// - Throws: what is wrong with the file; or `alreadyThere`, where another content has its name.
  public func add(_ path: String) throws(WeightsError) -> String {
    let bytes = try FileBytes.read(path: path)
    let format = try WeightFileFormats.format(of: bytes, file: path)
    _ = try format.open(bytes, file: path).source()
    // Whole, so that `model.safetensors` in the present folder finds that folder's name.
    let name = WeightDescription.name(ofFile: absolutePath(path))
    let target = "\(folder)/\(name)\(format.ending)"
    try makeFolder()
    try place(bytes, at: target)
    for companion in format.companions(of: path) {
      try place(FileBytes.read(path: companion.path), at: "\(folder)/\(name)\(companion.ending)")
    }
    return target
  }

  /// Puts fetched content into the folder, which must be there, if it is what the download's name says.
  ///
  /// - Returns: its path.
  /// - Throws: as `add(_:)` does.
  public func add(_ content: [UInt8], of download: Download) throws(WeightsError) -> String {
    let target = "\(folder)/\(download.member)"
    let bytes = content.withUnsafeBytes { FileBytes(copying: $0) }
    try download.check(WeightSource.read(bytes, file: target).description)
    try place(bytes, at: target)
    return target
  }

  /// The path of a download's file; nil where it is not there yet.
  ///
  /// - Throws: where it can't be read, or where another network has its name.
  public func file(of download: Download) throws(WeightsError) -> String? {
    let path = "\(folder)/\(download.member)"
    guard FileKind(at: path) == .regular else { return nil }
    do throws(WeightsError) {
      try download.check(WeightSource.read(path: path).description)
    } catch {
      if case .otherDownload = error { throw .alreadyThere(file: path) }
      throw error
    }
    return path
  }

  private func place(_ bytes: FileBytes, at target: String) throws(WeightsError) {
    guard let kind = FileKind(at: target) else { return try bytes.write(path: target) }
    guard kind == .regular, try FileBytes.read(path: target).checksum() == bytes.checksum()
    else { throw .alreadyThere(file: target) }
  }

  /// Makes the folder and those above it.
  ///
  /// - Throws: `unwritable`, where one of them can't be made.
  public func makeFolder() throws(WeightsError) {
    do throws(UnwritableFile) {
      try Files.makeFolder(folder)
    } catch {
      throw .unwritable(error)
    }
  }

  /// Whether a regular file has the content of weights, or at least the name, so that damaged ones are
  /// told.
  private static func isWeights(_ path: String) -> Bool {
    guard FileKind(at: path) == .regular else { return false }
    if WeightFileFormats.endings.contains(where: path.lowercased().hasSuffix) { return true }
    let start = (try? ReadableFile(path: path).bytes(at: 0, count: ForeignFormat.startLength)) ?? []
    return WeightFileFormats.format(start: start) != nil
  }
}
