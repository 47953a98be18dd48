import Files

/// A decoded picture, turned the way it is meant to be seen.
public struct Picture: Sendable, Equatable {
  /// In pixels, after turning.
  public let width: Int
  /// In pixels, after turning.
  public let height: Int
  /// height × width × R G B, sRGB values as the file has them. Where a PNG or PPM file has sixteen bits
  /// for each, rounding to eight changes a network's input by at most 0.53 of 255.
  let pixels: [UInt8]
  /// What the decoder had to guess or to ignore, in its own words; nil for a sound file.
  public internal(set) var warning: String?
}

extension Picture {
  init(size: Size, pixels: [UInt8]) {
    self.init(width: size.width, height: size.height, pixels: pixels)
  }

  /// One line for people where there is a warning: the file as it was named, and the decoder's words.
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
      self = try Picture.decoded(CheckedBytes(buffer: bytes))
    } catch {
      throw PictureError(file: name, kind: error)
    }
  }

  /// Reads and decodes the file at `path`: a regular one, or a pipe that somebody writes to.
  ///
  /// - Throws: `PictureError`, also for pictures that are only partly there.
  public static func read(path: String) throws(PictureError) -> Picture {
    let bytes: [UInt8]
    do throws(UnreadableFile) {
      bytes = try ReadableFile(path: path, orPipe: true).contents(limit: longestFile)
    } catch {
      throw PictureError(error)
    }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(PictureError) in
      try Picture(bytes: UnsafeRawBufferPointer(buffer), name: path)
    }
  }

  /// More than the largest picture takes in any format but PPM with 16 bits a sample.
  private static let longestFile = 512 << 20

  private static func decoded(_ bytes: CheckedBytes) throws(PictureError.Kind) -> Picture {
    switch try Format(bytes) {
    case .jpeg: try JPEG.decode(bytes)
    case .png: try PNG.decode(bytes)
    case .portable: try PortableMap.decode(bytes)
    }
  }
}

/// A picture's size as its header claims it, judged before memory is taken for it.
struct Size: Equatable {
  let width: Int
  let height: Int

  /// JPEG cannot say more.
  static let longestSide = 65_535
  /// 108-megapixel cameras pass; as R G B bytes that is 360 MB.
  static let mostPixels = 120_000_000
  /// For people.
  static let limit = "at most 120 million pixels, 65535 a side"

  /// Throws for a side of 0 and for what is too large to be worth its memory.
  init(width: Int, height: Int) throws(PictureError.Kind) {
    guard width > 0, height > 0 else { throw .malformed("its size is \(width)×\(height)") }
    guard max(width, height) <= Size.longestSide, width * height <= Size.mostPixels else {
      throw .tooLarge("a size of \(width)×\(height)")
    }
    self.width = width
    self.height = height
  }

  var pixels: Int { width * height }

  /// Refuses a claim that the file is too short to keep, so that memory stays in proportion to the file.
  ///
  /// - Parameters:
  ///   - least: the fewest bytes in which the format can hold this picture.
  ///   - bytes: what the file has.
  /// - Throws: `truncated`.
  static func check(least: Int, in bytes: CheckedBytes) throws(PictureError.Kind) {
    guard least <= bytes.count else { throw .truncated }
  }
}
