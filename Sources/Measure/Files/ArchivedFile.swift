import Files

/// One file out of a tar archive. Nothing is unpacked, so it does not matter what else the archive
/// holds: links, absolute paths, or paths that lead out of its folder.
public enum ArchivedFile {
  /// The bytes of a regular file at the top of an archive.
  ///
  /// - Parameters:
  ///   - name: that of the file, without a folder.
  ///   - path: the archive, not compressed.
  ///   - limit: more bytes are refused.
  /// - Returns: its content.
  /// - Throws: what is wrong with the archive, or that there is no such file in it.
  public static func read(
    _ name: String, fromArchive path: String, limit: Int
  ) throws(MeasureError) -> [UInt8] {
    let archive = try TarArchive(ReadableFile.opened(path))
    guard let member = archive.members.first(where: { $0.name == name || $0.name == "./\(name)" })
    else { throw .badArchive(file: path, problem: "there is no file '\(name)' at its top") }
    guard member.size <= limit else {
      throw .tooLarge(file: "\(path): \(name)", bytes: member.size, limit: limit)
    }
    return try archive.bytes(of: member)
  }
}
