import Testing

@testable import Pictures

@Suite("How stored pixels are turned")
struct OrientationTests {
  /// Pixels 0 1 2 over 3 4 5, each number in all three colours.
  private static let stored = Picture(
    width: 3, height: 2, pixels: (0..<6).flatMap { [UInt8](repeating: $0, count: 3) })

  @Test(
    "is one of EXIF's eight ways",
    arguments: [
      (1, 3, [0, 1, 2, 3, 4, 5]), (2, 3, [2, 1, 0, 5, 4, 3]), (3, 3, [5, 4, 3, 2, 1, 0]),
      (4, 3, [3, 4, 5, 0, 1, 2]), (5, 2, [0, 3, 1, 4, 2, 5]), (6, 2, [3, 0, 4, 1, 5, 2]),
      (7, 2, [5, 2, 4, 1, 3, 0]), (8, 2, [2, 5, 1, 4, 0, 3]),
    ] as [(Int, Int, [UInt8])])
  func turned(value: Int, width: Int, pixels: [UInt8]) throws {
    let turned = try #require(Orientation(rawValue: value)).turned(Self.stored)
    #expect(turned.width == width && turned.height == 6 / width)
    #expect(turned.pixels == pixels.flatMap { [UInt8](repeating: $0, count: 3) })
  }

  @Test("twice is nothing, but for the two quarter turns, which undo each other")
  func inverses() throws {
    for value in 1...8 {
      let there = try #require(Orientation(rawValue: value))
      let back = try #require(Orientation(rawValue: [6: 8, 8: 6][value] ?? value))
      #expect(back.turned(there.turned(Self.stored)) == Self.stored, "\(value)")
    }
  }

  @Test("leaves a picture of one pixel as it is", arguments: 1...8)
  func onePixel(value: Int) throws {
    let pixel = Picture(width: 1, height: 1, pixels: [1, 2, 3])
    #expect(try #require(Orientation(rawValue: value)).turned(pixel) == pixel)
  }
}

@Suite("A camera's notes")
struct EXIFTests {
  /// Notes with these entries of 12 bytes, in either order of bytes.
  private static func notes(
    isBig: Bool, _ entries: [(tag: Int, type: Int, value: [UInt8])], count: Int? = nil,
    at directory: Int = 8
  ) -> [UInt8] {
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBig ? bytes.reversed() : bytes
    }
    let start: [UInt8] = Array((isBig ? "MM\0*" : "II*\0").utf8) + number(directory, 4)
    return start + number(count ?? entries.count, 2)
      + entries.flatMap { number($0.tag, 2) + number($0.type, 2) + number(1, 4) + $0.value }
  }

  private static func orientation(_ notes: [UInt8]) -> Orientation? {
    notes.withUnsafeBytes { EXIF.orientation(tiff: CheckedBytes(buffer: $0)) }
  }

  @Test("tell the orientation in either order of bytes, as a number of any length")
  func read() {
    let other = (tag: 0x010F, type: 2, value: [UInt8](repeating: 6, count: 4))
    for (type, little, big) in [
      (1, [6, 0, 0, 0], [6, 0, 0, 0]), (3, [6, 0, 0, 0], [0, 6, 0, 0]),
      (4, [6, 0, 0, 0], [0, 0, 0, 6]),
    ] as [(Int, [UInt8], [UInt8])] {
      #expect(
        Self.orientation(Self.notes(isBig: false, [other, (0x0112, type, little)])) == .turnRight)
      #expect(
        Self.orientation(Self.notes(isBig: true, [other, (0x0112, type, big)])) == .turnRight)
    }
  }

  @Test("tell none where they are hostile, and none of their bytes is trusted")
  func hostile() {
    let sound = [(tag: 0x0112, type: 3, value: [6, 0, 0, 0] as [UInt8])]
    let nothing: [[UInt8]] = [
      [], Array("II*\0".utf8), Array("IM*\0\u{8}\0\0\0".utf8),
      Self.notes(isBig: false, []),
      // No orientation is 0 or 9; 2 is a text.
      Self.notes(isBig: false, [(0x0112, 3, [0, 0, 0, 0])]),
      Self.notes(isBig: false, [(0x0112, 3, [9, 0, 0, 0])]),
      Self.notes(isBig: false, [(0x0112, 2, [6, 0, 0, 0])]),
      // The directory lies behind the end, or goes on behind it.
      Self.notes(isBig: false, sound, at: 22), Self.notes(isBig: false, sound, at: 0xFFFF_FFFF),
      Self.notes(isBig: false, [(0x010F, 3, [6, 0, 0, 0])], count: 0xFFFF),
      Self.notes(isBig: false, sound, count: 0),
    ]
    for bytes in nothing { #expect(Self.orientation(bytes) == nil, "\(bytes)") }
    let whole = Self.notes(isBig: false, sound)
    #expect(Self.orientation(whole) == .turnRight)
    // Only the two bytes behind the short value may be missing.
    for length in 0..<whole.count {
      let isEnough = length >= whole.count - 2
      #expect((Self.orientation(Array(whole.prefix(length))) == .turnRight) == isEnough)
    }
  }

  @Test("stand in a JPEG behind their name")
  func segment() {
    let notes = Self.notes(isBig: true, [(0x0112, 3, [0, 8, 0, 0])])
    func orientation(_ segment: [UInt8]) -> Orientation? {
      segment.withUnsafeBytes { EXIF.orientation(segment: CheckedBytes(buffer: $0)) }
    }
    #expect(orientation(Array("Exif\0\0".utf8) + notes) == .turnLeft)
    #expect(orientation(Array("Exif\0".utf8) + notes) == nil)
    #expect(orientation(Array("http\0\0".utf8) + notes) == nil)
    #expect(orientation(Array("Exif\0\0".utf8)) == nil)
  }
}
