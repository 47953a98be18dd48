import Files

/// The regular files in a tar archive: their names and where their bytes lie.
///
/// A link to a file of the archive is that file under another name, as it is where the archive is
/// unpacked: GNU tar writes every further name of a file as a link.
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
  /// The names of links that lead to no file of the archive, and of sparse files.
  let unreadable: [String]

  init(_ file: ReadableFile) throws(MeasureError) {
    self.file = file
    var reader = TarReader(file: file)
    try reader.read()
    reader.followLinks()
    members = reader.members
    unreadable = reader.unreadable
  }

  /// Whether a file begins like a tar archive: with a header whose checksum is right.
  static func begins(_ file: ReadableFile) throws(MeasureError) -> Bool {
    let block = try file.part(at: 0, count: TarReader.blockSize)
    return TarHeader(block) != nil
  }

  func bytes(of member: Member) throws(MeasureError) -> [UInt8] {
    try file.part(at: member.offset, count: member.size)
  }
}

/// One pass over an archive, header by header.
private struct TarReader {
  static let blockSize = 512
  /// A pax or GNU header holds names; a longer one is no name.
  static let longestExtension = 1 << 20

  let file: ReadableFile
  private(set) var members: [TarArchive.Member] = []
  private(set) var unreadable: [String] = []
  private var links: [Link] = []
  private var position = 0
  /// What extension headers say of the member behind them.
  private var told = Told()

  private struct Told {
    var name: String?
    var linkTarget: String?
    var size: Int?
    var isSparse = false
  }

  private struct Link {
    let name: String
    /// Its place in the archive; nil where it leads out of it.
    let target: String?
  }

  init(file: ReadableFile) {
    self.file = file
  }

  mutating func read() throws(MeasureError) {
    while position < file.size {
      let block = try file.part(at: position, count: TarReader.blockSize)
      if block.allSatisfy({ $0 == 0 }) { break }  // the end of the archive
      guard let header = TarHeader(block) else { throw failure("no header") }
      position += TarReader.blockSize
      try take(header)
    }
  }

  /// A member, or what an extension header says of the next one.
  private mutating func take(_ header: TarHeader) throws(MeasureError) {
    switch header.kind {
    case .pax:
      return try readRecords(of: extended(header))
    case .longName:
      told.name = try text(of: header)
      return
    case .longLink:
      told.linkTarget = try text(of: header)
      return
    case .about:
      _ = try extended(header)
      return
    case .withoutData: break
    case .hardLink, .symbolicLink:
      links.append(link(header))
    case .sparse:
      try skipSparseMap()
      told.isSparse = true
      fallthrough
    case .file:
      let member = TarArchive.Member(
        name: told.name ?? header.name, offset: position, size: told.size ?? header.size)
      try skip(member.size)
      // Before POSIX, a folder was a file whose name ends in a slash.
      if member.name.hasSuffix("/") { break }
      if told.isSparse { unreadable.append(member.name) } else { members.append(member) }
    }
    told = Told()
  }

  private func link(_ header: TarHeader) -> Link {
    let name = told.name ?? header.name
    let target = told.linkTarget ?? header.linkTarget
    // A hard link's target is a name in the archive, a symbolic one begins at the link's folder.
    let folder = header.kind == .symbolicLink ? name.split(separator: "/").dropLast() : []
    let isOutside = header.kind == .symbolicLink && target.hasPrefix("/")
    let path = (folder.map(String.init) + [target]).joined(separator: "/")
    return Link(name: name, target: isOutside ? nil : TarReader.plain(path))
  }

  /// Gives links the bytes of what they lead to, through as many links as Linux follows.
  mutating func followLinks() {
    if links.isEmpty { return }
    var places = Dictionary(
      members.compactMap { member in TarReader.plain(member.name).map { ($0, member) } }
    ) { _, later in later }
    for _ in 0..<40 {
      var left: [Link] = []
      for link in links {
        guard let target = link.target.flatMap({ places[$0] }) else {
          left.append(link)
          continue
        }
        let member = TarArchive.Member(name: link.name, offset: target.offset, size: target.size)
        members.append(member)
        if let place = TarReader.plain(link.name) { places[place] = member }
      }
      if left.count == links.count { break }
      links = left
    }
    unreadable += links.map(\.name)
  }

  /// The path without `.` and `..`; nil where it leads out of the archive.
  private static func plain(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  /// The name behind an extension header of GNU's.
  private mutating func text(of header: TarHeader) throws(MeasureError) -> String {
    String(systemPath: try extended(header).prefix { $0 != 0 })
  }

  /// GNU's map of a sparse file may go on in blocks of its own: each says whether one follows.
  private mutating func skipSparseMap() throws(MeasureError) {
    var block = try file.part(at: position - TarReader.blockSize, count: TarReader.blockSize)
    var flag = 482
    while block.count == TarReader.blockSize, block[flag] != 0 {
      block = try file.part(at: position, count: TarReader.blockSize)
      try skip(TarReader.blockSize)
      flag = 504
    }
  }

  /// The bytes behind an extension header.
  private mutating func extended(_ header: TarHeader) throws(MeasureError) -> [UInt8] {
    guard header.size <= TarReader.longestExtension else {
      throw failure("a header of \(header.size) bytes")
    }
    let start = position
    try skip(header.size)
    return try file.part(at: start, count: header.size)
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
      let value = String(systemPath: record[(equals + 1)...])
      switch String(decoding: record[..<equals], as: UTF8.self) {
      case "path": told.name = value
      case "linkpath": told.linkTarget = value
      case "size":
        guard let number = Int(value), number >= 0 else { throw failure("a size of '\(value)'") }
        told.size = number
      case let key where key.hasPrefix("GNU.sparse"): told.isSparse = true
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
    /// Folders, devices: no bytes follow.
    case withoutData
    case hardLink, symbolicLink
    /// pax: records for the next member.
    case pax
    /// GNU: the next member's name.
    case longName
    /// GNU: where the next member, a link, leads.
    case longLink
    /// A global pax header: bytes that nobody here needs.
    case about
    case sparse
  }

  let name: String
  let linkTarget: String
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
    linkTarget = TarHeader.text(block[157..<257])
    kind =
      switch block[156] {
      case UInt8(ascii: "1"): .hardLink
      case UInt8(ascii: "2"): .symbolicLink
      case UInt8(ascii: "3")...UInt8(ascii: "6"): .withoutData
      case UInt8(ascii: "x"): .pax
      case UInt8(ascii: "g"): .about
      case UInt8(ascii: "K"): .longLink
      case UInt8(ascii: "L"): .longName
      case UInt8(ascii: "S"): .sparse
      default: .file  // POSIX: what is not known is to be read like a file
      }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(systemPath: field.prefix { $0 != 0 })
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
