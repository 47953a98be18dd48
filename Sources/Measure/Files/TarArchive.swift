/// The regular files in a tar archive: their names and where their bytes lie.
///
/// Reads ustar with the names and sizes of pax headers (POSIX.1-2017, pax, "ustar Interchange
/// Format"), and GNU tar's long names and large sizes. Nothing is unpacked, no name is ever opened:
/// a member called `../x` is only a name. Memory grows with the number of members.
struct TarArchive: Sendable {
  struct Member: Equatable, Sendable {
    let name: String
    let offset: Int
    let size: Int
  }

  let file: ReadableFile
  let members: [Member]

  init(_ file: ReadableFile) throws(MeasureError) {
    self.file = file
    var reader = TarReader(file: file)
    members = try reader.members()
  }

  /// Whether a file begins like a tar archive: with a header whose checksum is right.
  static func begins(_ file: ReadableFile) throws(MeasureError) -> Bool {
    let block = try file.bytes(at: 0, count: TarReader.blockSize)
    return TarHeader(block) != nil
  }

  func bytes(of member: Member) throws(MeasureError) -> [UInt8] {
    try file.bytes(at: member.offset, count: member.size)
  }
}

/// One pass over an archive, header by header.
private struct TarReader {
  static let blockSize = 512
  /// A pax or GNU header holds names; a longer one is no name.
  static let longestExtension = 1 << 20

  let file: ReadableFile
  private var position = 0
  /// What extension headers say of the member behind them.
  private var name: String?
  private var size: Int?

  init(file: ReadableFile) {
    self.file = file
  }

  mutating func members() throws(MeasureError) -> [TarArchive.Member] {
    var members: [TarArchive.Member] = []
    while position < file.size {
      let block = try file.bytes(at: position, count: TarReader.blockSize)
      if block.allSatisfy({ $0 == 0 }) { break }  // the end of the archive
      guard let header = TarHeader(block) else { throw failure("no header") }
      position += TarReader.blockSize
      if let member = try take(header) { members.append(member) }
    }
    return members
  }

  /// A member, or nil for what only says something of others.
  private mutating func take(_ header: TarHeader) throws(MeasureError) -> TarArchive.Member? {
    switch header.kind {
    case .pax:
      try readRecords(of: extended(header))
      return nil
    case .longName:
      name = String(decoding: try extended(header).prefix { $0 != 0 }, as: UTF8.self)
      return nil
    case .about:
      _ = try extended(header)
      return nil
    case .sparse:
      throw failure("'\(header.name)' is a sparse file")
    case .withoutData:
      (name, size) = (nil, nil)
      return nil
    case .file:
      let member = TarArchive.Member(
        name: name ?? header.name, offset: position, size: size ?? header.size)
      (name, size) = (nil, nil)
      try skip(member.size)
      // Before POSIX, a folder was a file whose name ends in a slash.
      return member.name.hasSuffix("/") ? nil : member
    }
  }

  /// The bytes behind an extension header.
  private mutating func extended(_ header: TarHeader) throws(MeasureError) -> [UInt8] {
    guard header.size <= TarReader.longestExtension else {
      throw failure("a header of \(header.size) bytes")
    }
    let start = position
    try skip(header.size)
    return try file.bytes(at: start, count: header.size)
  }

  private mutating func skip(_ size: Int) throws(MeasureError) {
    guard size <= file.size - position else { throw failure("it ends inside a member") }
    position += (size + TarReader.blockSize - 1) / TarReader.blockSize * TarReader.blockSize
  }

  /// Records "length key=value\n", the length counting itself and the line's end.
  private mutating func readRecords(of bytes: [UInt8]) throws(MeasureError) {
    var rest = bytes[...]
    while let first = rest.first, first != 0 {
      guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
        let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
        length > space - rest.startIndex + 1, length <= rest.count
      else { throw failure("a pax header without its length") }
      let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
      rest = rest[(rest.startIndex + length)...]
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
        throw failure("a pax header without a value")
      }
      let value = String(decoding: record[(equals + 1)...], as: UTF8.self)
      switch String(decoding: record[..<equals], as: UTF8.self) {
      case "path": name = value
      case "size":
        guard let number = Int(value), number >= 0 else { throw failure("a size of '\(value)'") }
        size = number
      case let key where key.hasPrefix("GNU.sparse"): throw failure("a sparse file")
      default: break
      }
    }
  }

  private func failure(_ problem: String) -> MeasureError {
    .badArchive(file: file.path, problem: "\(problem) at byte \(position)")
  }
}

/// A header block of 512 bytes.
private struct TarHeader {
  enum Kind {
    case file
    /// Folders, links, devices: no bytes follow.
    case withoutData
    /// pax: records for the next member.
    case pax
    /// GNU: the next member's name.
    case longName
    /// A global pax header, a long link's target: bytes that nobody here needs.
    case about
    case sparse
  }

  let name: String
  let size: Int
  let kind: Kind

  /// Nil where the checksum is wrong or a number is none.
  init?(_ block: [UInt8]) {
    guard block.count == TarReader.blockSize,
      let checksum = TarHeader.number(block[148..<156]),
      let size = TarHeader.number(block[124..<136])
    else { return nil }
    let sum = block.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 0x20 : Int(byte.element))
    }
    guard sum == checksum else { return nil }
    self.size = size
    let name = TarHeader.text(block[0..<100])
    // "ustar" and a zero: POSIX. GNU writes blanks there and uses the prefix for other things.
    let isPOSIX = block[257..<263].elementsEqual(Array("ustar\0".utf8))
    let prefix = isPOSIX ? TarHeader.text(block[345..<500]) : ""
    self.name = prefix.isEmpty ? name : "\(prefix)/\(name)"
    kind =
      switch block[156] {
      case UInt8(ascii: "1")...UInt8(ascii: "6"): .withoutData
      case UInt8(ascii: "x"): .pax
      case UInt8(ascii: "g"), UInt8(ascii: "K"): .about
      case UInt8(ascii: "L"): .longName
      case UInt8(ascii: "S"): .sparse
      default: .file  // POSIX: what is not known is to be read like a file
      }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Octal digits between blanks or zeros; or, with the first bit set, the other bits in binary (GNU).
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 {
      let bytes = [first & 0x7F] + field.dropFirst()
      guard bytes.dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }  // below 2⁵⁶
      return bytes.reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    return digits.isEmpty
      ? 0
      : Int(String(decoding: digits, as: UTF8.self), radix: 8)
        .flatMap { $0 >= 0 ? $0 : nil }
  }
}
