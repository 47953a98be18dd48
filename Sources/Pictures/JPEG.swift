import CPictures

/// JPEG: markers, orientation and colour model are read here, the scans by libjpeg-turbo.
enum JPEG {
  static func decode(_ bytes: Bytes) throws(PictureError.Kind) -> Picture {
    let header = try JPEGHeader(bytes)
    let size = try Size(width: header.width, height: header.height)
    // Each 8×8 block of the finest component takes at least one bit.
    try Size.check(least: size.pixels / 512, in: bytes)
    let pixels: [UInt8]
    switch header.colours {
    case .direct: pixels = try scan(bytes, size, channels: 3)
    case .inks(let areInverted):
      pixels = mixed(try scan(bytes, size, channels: 4), areInverted: areInverted)
    }
    return header.orientation.turned(Picture(size: size, pixels: pixels))
  }

  private static func scan(
    _ bytes: Bytes, _ size: Size, channels: Int
  ) throws(PictureError.Kind) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixels * channels)
    var message = [CChar](repeating: 0, count: PICTURES_MESSAGE)
    let status = pictures_jpeg_decode(
      bytes.pointer, bytes.count, Int32(size.width), Int32(size.height), channels == 4 ? 1 : 0,
      &pixels, &message)
    try status.check(message)
    return pixels
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
