/// A decoded picture, turned the way it is meant to be seen.
public struct Picture: Sendable, Equatable {
  /// In pixels, after turning.
  public let width: Int
  public let height: Int
  /// height × width × R G B, sRGB values as the file has them. Eight bits cost at most 0.53 of 255 on
  /// a network's input, even where a PNG or PPM file has sixteen.
  let pixels: [UInt8]
  /// What the decoder had to guess at or to overlook, in its own words; nil for a sound file.
  public internal(set) var warning: String?

  init(size: Size, pixels: [UInt8]) {
    self.init(width: size.width, height: size.height, pixels: pixels)
  }

  init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// One line that tells of the warning: the file as it was named, and what was overlooked.
  public func notice(file: String) -> String? {
    warning.map { "\(file): decoded with a warning: \($0)" }
  }

  /// Decodes JPEG, PNG, PPM or PGM; which of them, the content tells.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; looked at only during the call.
  ///   - name: what an error calls the file.
  /// - Throws: `PictureError`, also for pictures that are only partly there.
  public init(bytes: UnsafeRawBufferPointer, name: String) throws(PictureError) {
    do throws(PictureError.Kind) {
      self = try Picture.decoded(Bytes(buffer: bytes))
    } catch {
      throw PictureError(file: name, kind: error)
    }
  }

  /// Reads and decodes the file at `path`, which must be a regular one.
  public static func read(path: String) throws(PictureError) -> Picture {
    do throws(PictureError.Kind) {
      let bytes = try File.bytes(path: path)
      return try bytes.withUnsafeBufferPointer { (buffer) throws(PictureError.Kind) in
        try decoded(Bytes(buffer: UnsafeRawBufferPointer(buffer)))
      }
    } catch {
      throw PictureError(file: path, kind: error)
    }
  }

  private static func decoded(_ bytes: Bytes) throws(PictureError.Kind) -> Picture {
    switch try Format(bytes) {
    case .jpeg: try JPEG.decode(bytes)
    case .png: try PNG.decode(bytes)
    case .portable: try PortableMap.decode(bytes)
    }
  }
}
