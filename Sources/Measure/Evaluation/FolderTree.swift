import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder with all that lies below it; links are followed, but never in a circle.
struct FolderTree {
  private let root: String

  init(_ root: String) {
    self.root = root
  }

  static func isFolder(_ path: String) -> Bool {
    Identity(path) != nil
  }

  /// The paths of all pictures, relative to the root.
  func pictures() throws(MeasureError) -> [String] {
    var found: [String] = []
    try collect("", inside: [], into: &found)
    return found
  }

  private func collect(
    _ folder: String, inside: Set<Identity>, into found: inout [String]
  ) throws(MeasureError) {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    guard let identity = Identity(path), !inside.contains(identity) else { return }
    for name in try names(in: path) where name.first != "." {
      let place = folder.isEmpty ? name : "\(folder)/\(name)"
      if isPictureName(name) {
        found.append(place)
      } else {
        try collect(place, inside: inside.union([identity]), into: &found)
      }
    }
  }

  private func names(in path: String) throws(MeasureError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(file: path, reason: lastReason())
    }
  }

  /// Which folder it is, however it was reached.
  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64

    /// Nil where no folder is there.
    init?(_ path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }
}
