import LibC

/// Files that are at every moment either the old one or the new one, whole.
///
/// What stands at the path stays what it is. A link goes on leading to its target, which gets the
/// content; a file keeps its mode and its owner; a read-only one is refused. What can't be replaced
/// without becoming something else is written straight into: a device, a pipe, a file with several
/// names, one whose folder or owner does not let it be replaced.
public enum WholeFile {
  /// Writes beside the file and then renames it, so that no reader and no crash ever meets half a
  /// file.
  public static func write(_ content: [UInt8], to path: String) throws(UnwritableFile) {
    try content.withUnsafeBufferPointer { bytes throws(UnwritableFile) in
      try write(UnsafeRawBufferPointer(bytes), to: path)
    }
  }

  /// The same for bytes that are in no array.
  public static func write(
    _ content: UnsafeRawBufferPointer, to path: String
  ) throws(UnwritableFile) {
    var present = stat()
    guard stat(path.systemPath, &present) == 0 else {
      guard errno == ENOENT else { throw UnwritableFile(path) }
      guard try replace(path, by: content, present: nil) else { throw UnwritableFile(path) }
      return
    }
    guard access(path.systemPath, W_OK) == 0 else { throw UnwritableFile(path) }
    let isRegular = present.st_mode & S_IFMT == S_IFREG
    // The superuser may write such a file, but its owner has asked that nobody does.
    if isRegular, present.st_mode & 0o222 == 0 {
      throw UnwritableFile(path, reason: "it is read-only")
    }
    if let own = ownOutput(present) { return try send(content, to: own, named: path) }
    if isRegular, present.st_nlink == 1, try replace(path, by: content, present: present) { return }
    try overwrite(path, with: content, isRegular: isRegular)
  }

  /// Writes beside the file and takes its place; false where nothing like it can be made there.
  private static func replace(
    _ path: String, by content: UnsafeRawBufferPointer, present: stat?
  ) throws(UnwritableFile) -> Bool {
    let target = destination(of: path)
    let partial = "\(target).\(getpid()).partial".systemPath
    unlink(partial)
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    var isOpen = true
    defer {
      let reason = errno
      if isOpen { close(descriptor) }
      unlink(partial)
      errno = reason
    }
    if let present {
      guard fchown(descriptor, present.st_uid, present.st_gid) == 0,
        fchmod(descriptor, present.st_mode & 0o7777) == 0
      else { return false }
    }
    try send(content, to: descriptor, named: path)
    guard fsync(descriptor) == 0 else { throw UnwritableFile(path) }
    isOpen = false
    guard close(descriptor) == 0 else { throw UnwritableFile(path) }
    return rename(partial, target.systemPath) == 0
  }

  /// Writes straight into what stands there.
  private static func overwrite(
    _ path: String, with content: UnsafeRawBufferPointer, isRegular: Bool
  ) throws(UnwritableFile) {
    let descriptor = open(path.systemPath, O_WRONLY | O_CLOEXEC | (isRegular ? O_TRUNC : 0))
    guard descriptor >= 0 else { throw UnwritableFile(path) }
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    try send(content, to: descriptor, named: path)
    if isRegular, fsync(descriptor) != 0 { throw UnwritableFile(path) }
    isOpen = false
    guard close(descriptor) == 0 else { throw UnwritableFile(path) }
  }

  /// The program's own output, where a file is nothing else: a second opening of it, as of
  /// /dev/stdout, would begin at its start and write over what is there.
  private static func ownOutput(_ file: stat) -> Int32? {
    [STDOUT_FILENO, STDERR_FILENO].first { descriptor in
      var own = stat()
      return fstat(descriptor, &own) == 0 && own.st_dev == file.st_dev && own.st_ino == file.st_ino
    }
  }

  /// Where the links that a path ends in lead, whether a file is there already or not.
  private static func destination(of path: String) -> String {
    var path = path
    var name = [CChar](repeating: 0, count: 4096)
    for _ in 0..<40 {  // as many as Linux follows
      let count = readlink(path.systemPath, &name, name.count)
      guard count > 0 else { break }
      let next = String(systemPath: name[..<count].map(UInt8.init(bitPattern:)))
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = next.hasPrefix("/") ? next : folder + next
    }
    return path
  }

  /// Sends all bytes to an open file, as below.
  public static func send(
    _ content: [UInt8], to descriptor: Int32, named name: String
  ) throws(UnwritableFile) {
    try content.withUnsafeBufferPointer { bytes throws(UnwritableFile) in
      try send(UnsafeRawBufferPointer(bytes), to: descriptor, named: name)
    }
  }

  /// Sends all bytes to an open file, waiting where it takes them slowly.
  ///
  /// - Parameters:
  ///   - content: what to write.
  ///   - descriptor: of the open file.
  ///   - name: what an error calls it.
  /// - Throws: what the system says.
  public static func send(
    _ content: UnsafeRawBufferPointer, to descriptor: Int32, named name: String
  ) throws(UnwritableFile) {
    var written = 0
    while written < content.count {
      let start = content.baseAddress?.advanced(by: written)
      let count = repeated(descriptor, POLLOUT) {
        systemWrite(descriptor, start, content.count - written)
      }
      guard count > 0 else { throw UnwritableFile(name) }
      written += count
    }
  }
}

/// The system's `write`, which `WholeFile.write` would hide.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}
