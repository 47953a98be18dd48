import LibC

/// What lies at a path, behind all links.
public enum FileKind: Sendable {
  case regular
  case folder
  /// A device, a pipe, a socket.
  case other

  /// Nil where nothing is there, or it can't be told: see `errno`.
  public init?(at path: String) {
    var status = stat()
    guard stat(path.systemPath, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}

/// The names in a folder in no order, without `.` and `..`.
///
/// - Throws: `UnreadableFile`, where it can't be listed.
public func folderNames(_ path: String) throws(UnreadableFile) -> [String] {
  guard let directory = opendir(path.systemPath) else { throw UnreadableFile(path) }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(systemPath: bytes.prefix { $0 != 0 })
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// Makes a folder and those above it, as far as they are not there.
///
/// - Throws: `UnwritableFile`, which names the one that can't be made.
public func makeFolder(_ folder: String) throws(UnwritableFile) {
  var path = folder.hasPrefix("/") ? "" : "."
  for part in folder.split(separator: "/") {
    path += "/\(part)"
    if mkdir(path.systemPath, 0o755) == 0 || errno == EEXIST { continue }
    throw UnwritableFile(path)
  }
  // A file of the last name is there already, too.
  guard folder.isEmpty || FileKind(at: folder) == .folder else {
    throw UnwritableFile(folder, reason: systemReason(ENOTDIR))
  }
}

/// The path from the root, without links; the path itself where nothing is there.
public func absolutePath(_ path: String) -> String {
  guard let resolved = realpath(path.systemPath, nil) else { return path }
  defer { free(resolved) }
  return String(systemPath: resolved)
}

/// Which folder it is, however it was reached: tells a circle of links.
public struct FolderIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// Nil where no folder lies at the path.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path.systemPath, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return nil
    }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// The folder where a user keeps one kind of files: what a variable names, or else a folder in their home.
///
/// Source: XDG Base Directory Specification; a relative path counts as none.
///
/// - Parameters:
///   - variable: of the environment, such as `XDG_DATA_HOME`.
///   - folder: in the home where the variable does not say.
///   - environment: the variables' values.
/// - Returns: its path; nil where there is no home either.
public func userFolder(
  _ variable: String, atHome folder: String, _ environment: (String) -> String?
) -> String? {
  let named = environment(variable) ?? ""
  if named.hasPrefix("/") { return named }
  let home = environment("HOME") ?? ""
  return home.hasPrefix("/") ? "\(home)/\(folder)" : nil
}
