import CEmbedded

/// A photo that travels inside the executable; Assets/Photos/CREDITS.md names its author.
public struct SamplePhoto: Hashable, Sendable {
  private let index: Int32
  /// What it shows, in a word: "espresso".
  public let name: String
  /// The WordNet id of the class of ImageNet that it shows: "n07920052".
  public let classID: String

  /// All of them, the default one first.
  public static let all: [SamplePhoto] = (0..<embedded_photo_count()).compactMap { index in
    guard let name = embedded_photo_name(index), let id = embedded_photo_class(index) else {
      return nil
    }
    return SamplePhoto(
      index: index, name: String(cString: name), classID: String(cString: id))
  }

  /// Decodes it.
  ///
  /// - Throws: `PictureError` where the embedded file is damaged; a test makes sure that none is.
  public func decoded() throws(PictureError) -> Picture {
    let bytes = UnsafeRawBufferPointer(
      start: embedded_photo(index), count: embedded_photo_size(index))
    return try Picture(bytes: bytes, name: name)
  }
}
