import LibC

/// The control groups that this process is in.
enum ControlGroup {
  /// The folders that may limit the process, in either version of control groups.
  ///
  /// In a container the path may be the host's, while only the container's own files can be seen: hence
  /// the way up to the root.
  ///
  /// - Parameters:
  ///   - controller: as the kernel calls it: `cpu`, `memory`.
  ///   - read: a file's text by its path; nil where it can't be read.
  /// - Returns: those of the process's groups and of the groups above them.
  static func folders(of controller: String, reading read: (String) -> String?) -> [String] {
    let lines = (read("/proc/self/cgroup") ?? "").split(separator: "\n")
    return lines.flatMap { line -> [String] in
      // The number of a hierarchy, its controllers, the path of the group in it.
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let places = upwards(from: fields[2])
      if fields[1].isEmpty { return places.map { "/sys/fs/cgroup\($0)" } }
      guard fields[1].split(separator: ",").contains(Substring(controller)) else { return [] }
      return [Substring(controller), fields[1]].flatMap { mount in
        places.map { "/sys/fs/cgroup/\(mount)\($0)" }
      }
    }
  }

  /// The folder `/a/b`, then `/a`, then "" for the root.
  private static func upwards(from path: Substring) -> [String] {
    let parts = path.split(separator: "/")
    return (0...parts.count).reversed().map { count in
      parts.prefix(count).map { "/\($0)" }.joined()
    }
  }
}

/// What the kernel tells in files.
enum KernelFile {
  /// Such files are short, and their sizes are given as 0; nil where there is none.
  static func contents(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = read(descriptor, &bytes, bytes.count)
    return count >= 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
  }
}
