import Explorer
import Files
import LibC
import Measure
import Pictures
import Reports

/// A picture as the command line names it: a file, or one of the built-in photos.
struct NamedPicture {
  /// As given: recreates the picture in another command line.
  let argument: String
  private let photo: SamplePhoto?

  static var defaultName: String { SamplePhoto.all[0].name }
  /// In the order of the alphabet.
  static let photoNames = SamplePhoto.all.map(\.name).sorted()

  /// The pictures named, then the built-in photos that were not; the first is shown first.
  static func all(_ arguments: [String]) -> [NamedPicture] {
    let named = arguments.map(NamedPicture.init)
    let photos = named.compactMap(\.photo?.name)
    return named
      + SamplePhoto.all.filter { !photos.contains($0.name) }.map(NamedPicture.init(photo:))
  }

  /// The pictures that arguments name: those in a folder in the order of their names.
  static func listed(_ arguments: [String]) throws(MeasureError) -> [NamedPicture] {
    var pictures: [NamedPicture] = []
    for argument in arguments {
      guard FileKind(at: argument) == .folder else {
        pictures.append(NamedPicture(argument))
        continue
      }
      let tree = try FolderTree(argument, isDeep: false)
      guard !tree.pictures.isEmpty else {
        throw .noPictures(dataset: argument, otherFormats: tree.otherPictures)
      }
      let folder = argument.hasSuffix("/") ? argument : "\(argument)/"
      pictures += tree.pictures.sorted().map { NamedPicture(folder + $0) }
    }
    return pictures
  }

  /// A name with no such file beside it may be that of a built-in photo.
  init(_ argument: String) {
    self.argument = argument
    photo = FileKind(at: argument) != nil ? nil : SamplePhoto.all.first { $0.name == argument }
  }

  /// Whether it is a photo or anything at all lies at its path.
  var isThere: Bool { photo != nil || FileKind(at: argument) != nil || errno != ENOENT }

  /// - Throws: where it is not there: what there is, and what was probably meant.
  func checked() throws -> NamedPicture {
    guard isThere else { throw MissingPicture(argument: argument) }
    return self
  }

  private init(photo: SamplePhoto) {
    argument = photo.name
    self.photo = photo
  }

  func decode() throws(PictureError) -> Picture {
    if let photo { return try photo.decoded() }
    return try Picture.read(path: argument)
  }

  /// The last part of the path.
  var name: String { argument.split(separator: "/").last.map(String.init) ?? argument }

  /// Whether it is the user's own.
  var isFile: Bool { photo == nil }

  /// For the catalogue; the label is what a picture of the user's shows, where they say it.
  func entry(label: String?) -> PictureEntry {
    PictureEntry(
      name: name, argument: argument, isBuiltIn: !isFile, label: photo?.classID ?? label)
  }
  var source: PictureSource {
    PictureSource(name: name) { () throws(PictureError) in try decode() }
  }
}

/// Neither a file nor a built-in photo.
private struct MissingPicture: Error, CustomStringConvertible {
  let argument: String

  var description: String {
    let names = NamedPicture.photoNames
    let mend =
      Suggestion.nearest(to: argument, among: names).map { "did you mean '\($0)'?" }
      ?? "give a file or one of them"
    return "\(argument): no such file, and no built-in photo "
      + "(\(names.joined(separator: ", "))); \(mend)"
  }
}
