/// What the first bytes of a file say that it is, where it is none of what this program reads as
/// data: a name for errors, such as "a zip archive"; nil for what is not known here.
public func contentName(_ start: some Collection<UInt8>) -> String? {
  let bytes = Array(start.prefix(64))
  return contentNames.first { bytes.dropFirst($0.offset).starts(with: $0.bytes) }?.name
}

private let contentNames: [(offset: Int, bytes: [UInt8], name: String)] = [
  (0, Array("PK\u{3}\u{4}".utf8), "a zip archive"),
  (0, Array("PK\u{5}\u{6}".utf8), "an empty zip archive"),
  (0, [0x1F, 0x8B], "a gzip file"),
  (0, Array("BZh".utf8), "a bzip2 file"),
  (0, [0xFD] + Array("7zXZ\0".utf8), "an xz file"),
  (0, [0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
  (0, Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
  (0, Array("Rar!".utf8), "a RAR archive"),
  (0, [0x89] + Array("HDF\r\n".utf8), "an HDF5 file"),
  (0, Array("PAR1".utf8), "a Parquet file"),
  (0, Array("%PDF".utf8), "a PDF"),
  (0, [0x7F] + Array("ELF".utf8), "a program"),
  (0, Array("version https://git-lfs".utf8), "a pointer of Git LFS instead of the file itself"),
  (0, Array("<".utf8), "HTML or XML"),
  (0, [0xFF, 0xD8, 0xFF], "a JPEG picture"),
  (0, [0x89] + Array("PNG".utf8), "a PNG picture"),
  (0, Array("GIF8".utf8), "a GIF picture"),
  (8, Array("WEBP".utf8), "a WebP picture"),
]

extension Collection<UInt8> {
  /// The text behind a UTF-8 byte order mark, which some editors and PowerShell write.
  public var withoutByteOrderMark: SubSequence {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
  }
}
