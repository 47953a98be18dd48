import Files

/// The pictures in a folder; links are followed, but never in a circle.
public struct FolderTree {
  private let root: String
  private let isDeep: Bool
  /// The paths of all pictures, relative to the root, in no order.
  public private(set) var pictures: [String] = []
  /// How many pictures are of formats that are not read.
  public private(set) var otherPictures = 0

  /// - Parameters:
  ///   - root: the folder.
  ///   - isDeep: whether to look into the folders below it, too.
  /// - Throws: where it, or one below, can't be listed.
  public init(_ root: String, isDeep: Bool) throws(MeasureError) {
    self.root = root
    self.isDeep = isDeep
    try collect("", inside: [])
  }

  private mutating func collect(
    _ folder: String, inside: Set<FolderIdentity>
  ) throws(MeasureError) {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    guard let identity = FolderIdentity(path), !inside.contains(identity) else { return }
    let names = try told { () throws(UnreadableFile) in try folderNames(path) }
    for name in names where name.first != "." {
      let place = folder.isEmpty ? name : "\(folder)/\(name)"
      // No folder has a picture's name, and to ask of each picture would take a while.
      let kind = try PictureNames.kind(name[...]) { count in
        // What can't be opened is no picture: it may be a folder.
        (try? ReadableFile(path: "\(root)/\(place)").bytes(at: 0, count: count)) ?? []
      }
      switch kind {
      case .picture: pictures.append(place)
      case .otherPicture: otherPictures += 1
      case .other where !isDeep: continue
      case .other: try collect(place, inside: inside.union([identity]))
      }
    }
  }
}
