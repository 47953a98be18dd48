/// The files that a zip archive holds uncompressed; it may stand behind anything else.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
struct StoredZip {
  private let bytes: FileBytes

  init(_ bytes: FileBytes) {
    self.bytes = bytes
  }

  /// Where a file's bytes lie; nil where there is none, or where it is compressed.
  func file(named name: String) -> Range<Int>? {
    guard let end = endOfDirectory, let count = number(end + 10, 2),
      let size = number(end + 12, 4), let start = number(end + 16, 4), size <= end
    else { return nil }
    // What stands in front of the archive may not be counted.
    let shift = end - size - start
    var entry = end - size
    for _ in 0..<count {
      guard number(entry, 4) == 0x0201_4b50, let method = number(entry + 10, 2),
        let length = number(entry + 24, 4), let nameLength = number(entry + 28, 2),
        let extra = number(entry + 30, 2), let comment = number(entry + 32, 2),
        let offset = number(entry + 42, 4), entry + 46 + nameLength <= bytes.count
      else { return nil }
      if bytes.buffer[entry + 46..<entry + 46 + nameLength].elementsEqual(name.utf8) {
        return method == 0 ? content(at: offset + shift, length) : nil
      }
      entry += 46 + nameLength + extra + comment
    }
    return nil
  }

  private func content(at header: Int, _ length: Int) -> Range<Int>? {
    guard number(header, 4) == 0x0403_4b50, let name = number(header + 26, 2),
      let extra = number(header + 28, 2)
    else { return nil }
    let start = header + 30 + name + extra
    return start + length <= bytes.count ? start..<start + length : nil
  }

  /// The last 64 KiB may hold a comment.
  private var endOfDirectory: Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xffff)...last).last { number($0, 4) == 0x0605_4b50 }
  }

  /// A little-endian number of so many bytes; nil outside of the file.
  private func number(_ place: Int, _ size: Int) -> Int? {
    guard place >= 0, place <= bytes.count - size else { return nil }
    return (0..<size).reduce(0) { $0 | Int(bytes.buffer[place + $1]) << (8 * $1) }
  }
}
