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
