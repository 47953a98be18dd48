import CPictures

/// JPEG: markers, orientation and colour model are read here, the scans by libjpeg-turbo.
enum JPEG {
  static func decode(_ bytes: CheckedBytes) throws(PictureError.Kind) -> Picture {
    let header = try JPEGHeader(bytes)
    let size = try Size(width: header.width, height: header.height)
    // Each 8×8 block of the finest component takes at least one bit.
    try Size.check(least: size.pixels / 512, in: bytes)
    var scan: Scan
    switch header.colours {
    case .direct: scan = try self.scan(bytes, size, channels: 3)
    case .inks(let areInverted):
      scan = try self.scan(bytes, size, channels: 4)
      scan.pixels = mixed(scan.pixels, areInverted: areInverted)
    }
    // The library tells of the first fault only: an early end may hide behind it.
    if scan.warning != nil, !header.isFollowedByEnd(bytes) { throw .truncated }
    var picture = header.orientation.turned(Picture(size: size, pixels: scan.pixels))
    picture.warning = scan.warning
    return picture
  }

  private struct Scan {
    var pixels: [UInt8]
    let warning: String?
  }

  private static func scan(
    _ bytes: CheckedBytes, _ size: Size, channels: Int
  ) throws(PictureError.Kind) -> Scan {
    var pixels = [UInt8](repeating: 0, count: size.pixels * channels)
    var message = [CChar](repeating: 0, count: PICTURES_MESSAGE)
    let status = pictures_jpeg_decode(
      bytes.pointer, bytes.count, Int32(size.width), Int32(size.height), channels == 4 ? 1 : 0,
      &pixels, &message)
    let warning = try status.check(message)
    return Scan(pixels: pixels, warning: warning)
  }

  /// Inks on white paper as light: red is what cyan and black leave, and so on.
  ///
  /// Adobe stores 255 − ink, so that the stored numbers multiply as they are.
  private static func mixed(_ inks: [UInt8], areInverted: Bool) -> [UInt8] {
    let flip: UInt8 = areInverted ? 0 : 255
    var pixels: [UInt8] = []
    pixels.reserveCapacity(inks.count / 4 * 3)
    for pixel in stride(from: 0, to: inks.count, by: 4) {
      let black = UInt32(inks[pixel + 3] ^ flip)
      for ink in inks[pixel..<pixel + 3] {
        pixels.append(UInt8((UInt32(ink ^ flip) * black + 127) / 255))
      }
    }
    return pixels
  }
}
