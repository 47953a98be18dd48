import Explorer
import Measure
import Pictures

/// A picture as the command line names it: a file, or one of the built-in photos.
struct NamedPicture {
  /// As given: recreates the picture in another command line.
  let argument: String
  private let photo: SamplePhoto?

  static var defaultName: String { SamplePhoto.all[0].name }
  /// The built-in photos, the default first.
  static var builtIn: [NamedPicture] { SamplePhoto.all.map(NamedPicture.init(photo:)) }

  /// A name with no such file beside it may be that of a built-in photo.
  init(_ argument: String) throws {
    self.argument = argument
    photo = fileExists(argument) ? nil : SamplePhoto.all.first { $0.name == argument }
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

  var entry: PictureEntry { PictureEntry(name: name, argument: argument) }
  var source: PictureSource {
    PictureSource(name: name) { () throws(PictureError) in try decode() }
  }
}
