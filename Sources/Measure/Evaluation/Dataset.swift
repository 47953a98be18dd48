import Files
import Pictures
import Weights

/// Pictures whose classes are known: a folder for each class, a tar archive of that, or a list.
///
/// The order is that of the names, so that the same pictures, as folders or as an archive, on any
/// host, are the same data set, and can be shared out and taken up again.
public struct Dataset: Sendable {
  /// As it was given.
  public let path: String
  /// The pictures in a class that the weights know, in the order of their names.
  public let items: [Item]
  /// Those that are not measured.
  public let leftOut: LeftOut
  private let archive: TarArchive?

  /// One picture.
  public struct Item: Equatable, Sendable {
    /// Path inside the data set.
    public let name: String
    /// Place in the order of the logits.
    public let classIndex: Int
    let place: Place
  }

  /// How many pictures are not measured, and why.
  public struct LeftOut: Equatable, Sendable {
    /// In no class that the weights know.
    public var unclassed = 0
    /// Of formats that are not read.
    public var otherFormats = 0
    /// Links of an archive that lead to no file in it, and sparse files.
    public var unreadableMembers = 0

    /// All that is left out.
    public var total: Int { unclassed + otherFormats + unreadableMembers }
  }

  enum Place: Equatable, Sendable {
    case file(path: String)
    case member(TarArchive.Member)
  }

  /// Finds the pictures; decodes none of them.
  ///
  /// - Parameters:
  ///   - path: of a folder, a tar archive or a list.
  ///   - classes: those of the weights, in the order of the logits.
  /// - Throws: where nothing can be read there, or nothing in it is in a known class.
  public init(path: String, classes: [ClassLabel]) throws(MeasureError) {
    let names = ClassNames(classes)
    self.path = path
    var found: [(name: String, classIndex: Int?, place: Place)]
    var leftOut = LeftOut()
    var archive: TarArchive?
    if FileKind(at: path) == .folder {
      let tree = try FolderTree(path, isDeep: true)
      leftOut.otherFormats = tree.otherPictures
      found = tree.pictures.map {
        ($0, names.index(ofPath: $0), .file(path: "\(path)/\($0)"))
      }
    } else {
      let file = try ReadableFile.opened(path)
      if try TarArchive.begins(file) {
        let tar = try TarArchive(file)
        archive = tar
        let pictures = try tar.pictures()
        leftOut.otherFormats = pictures.others
        leftOut.unreadableMembers = try tar.unreadablePictures()
        found = pictures.found.map { ($0, names.index(ofPath: $0), .member($1)) }
      } else {
        found = try PictureList(file).entries.map { entry in
          (entry.path, names.index(of: entry.className), .file(path: entry.resolved(beside: path)))
        }
      }
    }
    self.archive = archive
    guard !found.isEmpty else {
      throw .noPictures(dataset: path, otherFormats: leftOut.otherFormats)
    }
    found.sort { $0.name < $1.name }
    items = found.compactMap { name, index, place in
      index.map { Item(name: name, classIndex: $0, place: place) }
    }
    leftOut.unclassed = found.count - items.count
    self.leftOut = leftOut
    guard !items.isEmpty else { throw .noKnownClass(dataset: path, pictures: found.count) }
  }

  /// Decodes a picture.
  func picture(_ item: Item) throws(PictureError) -> Picture {
    switch item.place {
    case .file(let path): return try Picture.read(path: path)
    case .member(let member):
      let bytes: [UInt8]
      do throws(MeasureError) {
        bytes = try archive?.bytes(of: member) ?? []
      } catch {
        throw PictureError(file: item.name, kind: .unreadable("its archive cannot be read"))
      }
      return try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(PictureError) in
        try unsafe Picture(bytes: UnsafeRawBufferPointer(buffer), name: item.name)
      }
    }
  }

  /// Tells this data set from another one: a hash of all names and classes as 16 hexadecimal digits.
  public var fingerprint: String {
    var hash = FNVHash()
    for item in items { hash.add("\(item.name)\t\(item.classIndex)\n".utf8) }
    return hash.digits
  }
}

extension TarArchive {
  /// Pictures with their names, "./" in front taken off, and how many are of formats that are not
  /// read.
  fileprivate func pictures() throws(MeasureError) -> (found: [(String, Member)], others: Int) {
    var found: [(String, Member)] = []
    var others = 0
    for member in members {
      let parts = member.name.split(separator: "/").filter { $0 != "." }
      guard let last = parts.last else { continue }
      let kind = try PictureNames.kind(last) { count throws(MeasureError) in
        try file.part(at: member.offset, count: min(count, member.size))
      }
      switch kind {
      case .picture: found.append((parts.joined(separator: "/"), member))
      case .otherPicture: others += 1
      case .other: continue
      }
    }
    return (found, others)
  }

  /// How many of the members that can't be read have a picture's name.
  fileprivate func unreadablePictures() throws(MeasureError) -> Int {
    var count = 0
    for name in unreadable {
      let last = name.split(separator: "/").last ?? ""
      let kind = try PictureNames.kind(last) { _ throws(MeasureError) in [] }
      if kind != .other { count += 1 }
    }
    return count
  }
}

/// FNV-1a, 64 bits: tells lists from one another. It guards against mistakes, not against malice.
struct FNVHash {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Sixteen hexadecimal digits.
  var digits: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
