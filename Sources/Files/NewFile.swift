import LibC

/// Files that never take another one's place.
public enum NewFile {
  /// Writes beside the file and then gives it its name, so that no reader and no crash ever meets half a
  /// file: `screen.txt`; where something has that name already `screen-2.txt`, then `screen-3.txt` …
  ///
  /// - Parameters:
  ///   - content: what to write.
  ///   - stem: the path without its ending.
  ///   - ending: without the dot.
  /// - Returns: the path that it got.
  /// - Throws: what the system says.
  public static func write(
    _ content: [UInt8], stem: String, ending: String
  ) throws(UnwritableFile) -> String {
    let first = "\(stem).\(ending)"
    let partial = "\(first).\(getpid()).partial"
    unlink(partial.systemPath)
    let descriptor = open(partial.systemPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw UnwritableFile(first) }
    defer { unlink(partial.systemPath) }
    try fill(descriptor, with: content, named: first)
    for number in 1... {
      let path = number == 1 ? first : "\(stem)-\(number).\(ending)"
      if try give(partial, the: path) { return path }
    }
    return first
  }

  /// Closes the file in any case.
  private static func fill(
    _ descriptor: Int32, with content: [UInt8], named name: String
  ) throws(UnwritableFile) {
    let failure = content.withUnsafeBytes { bytes -> UnwritableFile? in
      do throws(UnwritableFile) {
        try WholeFile.send(bytes, to: descriptor, named: name)
        return fsync(descriptor) == 0 ? nil : UnwritableFile(name)
      } catch {
        return error
      }
    }
    let isClosed = close(descriptor) == 0
    if let failure { throw failure }
    if !isClosed { throw UnwritableFile(name) }
  }

  /// False where something has the name already: a link to nowhere, too.
  private static func give(_ partial: String, the path: String) throws(UnwritableFile) -> Bool {
    if link(partial.systemPath, path.systemPath) == 0 { return true }
    if errno == EEXIST { return false }
    // Some file systems know no second names.
    var present = stat()
    if lstat(path.systemPath, &present) == 0 { return false }
    guard rename(partial.systemPath, path.systemPath) == 0 else { throw UnwritableFile(path) }
    return true
  }
}
