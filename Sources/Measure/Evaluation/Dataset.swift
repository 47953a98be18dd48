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
  /// Pictures in no such class: they are not measured.
  public let leftOut: Int
  private let archive: TarArchive?

  /// One picture.
  public struct Item: Equatable, Sendable {
    /// Path inside the data set.
    public let name: String
    /// Place in the order of the logits.
    public let classIndex: Int
    let place: Place
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
    if FolderTree.isFolder(path) {
      archive = nil
      found = try FolderTree(path).pictures().map {
        ($0, names.index(ofPath: $0), .file(path: "\(path)/\($0)"))
      }
    } else {
      let file = try ReadableFile(path: path)
      if try TarArchive.begins(file) {
        let archive = try TarArchive(file)
        self.archive = archive
        found = archive.pictures.map { ($0, names.index(ofPath: $0), .member($1)) }
      } else {
        archive = nil
        found = try PictureList(file).entries.map { entry in
          (entry.path, names.index(of: entry.className), .file(path: entry.resolved(beside: path)))
        }
      }
    }
    guard !found.isEmpty else { throw .noPictures(dataset: path) }
    found.sort { $0.name < $1.name }
    items = found.compactMap { name, index, place in
      index.map { Item(name: name, classIndex: $0, place: place) }
    }
    leftOut = found.count - items.count
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

  /// Tells this data set from another one: a hash of all names and classes as 16 hexadecimal digits
  /// (FNV-1a, 64 bits: it guards against mistakes, not against malice).
  public var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for item in items {
      for byte in "\(item.name)\t\(item.classIndex)\n".utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Whether a name ends like that of a picture: other files in a data set are passed over.
func isPictureName(_ name: String) -> Bool {
  guard let dot = name.lastIndex(of: "."), name.first != "." else { return false }
  return ["jpg", "jpeg", "png", "ppm", "pgm", "pnm"].contains(
    name[name.index(after: dot)...].lowercased())
}

extension TarArchive {
  /// Pictures with their names, "./" in front taken off.
  fileprivate var pictures: [(String, Member)] {
    members.compactMap { member in
      let parts = member.name.split(separator: "/").filter { $0 != "." }
      guard let last = parts.last, isPictureName(String(last)) else { return nil }
      return (parts.joined(separator: "/"), member)
    }
  }
}
