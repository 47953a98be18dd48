import CEmbedded

/// A photo that is built into the program.
public struct SamplePhoto: Sendable {
  /// Such as `espresso.jpg`.
  public let name: String
  private let index: Int32

  /// All of them, the default first.
  public static let all: [SamplePhoto] = (0..<embedded_photo_count()).compactMap { index in
    embedded_photo_name(index).map { SamplePhoto(name: String(cString: $0), index: index) }
  }

  public func decoded() throws(PictureError) -> Picture {
    let bytes = UnsafeRawBufferPointer(
      start: embedded_photo(index), count: Int(embedded_photo_size(index)))
    return try Picture(bytes: bytes, name: name)
  }
}
