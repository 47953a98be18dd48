import Files
import Foundation

/// Builds small tar archives, byte by byte.
struct TarBytes {
  private(set) var bytes: [UInt8] = []

  /// A member with a ustar header.
  mutating func add(
    _ name: String, _ content: [UInt8], kind: Character = "0", prefix: String = "",
    size: String? = nil, magic: String = "ustar\u{0}00", target: String = "",
    isExtended: Bool = false
  ) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      let bytes = text.systemPath.dropLast().map(UInt8.init(bitPattern:))
      header.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
    put(name, at: 0)
    put("0000644\u{0}", at: 100)
    put(size ?? TarBytes.octal(content.count, digits: 11), at: 124)
    put("00000000000\u{0}", at: 136)
    put(String(kind), at: 156)
    put(target, at: 157)
    put(magic, at: 257)
    header[482] = isExtended ? 1 : 0
    put(prefix, at: 345)
    put("        ", at: 148)
    put(TarBytes.octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
    bytes += header + content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// A pax header with one record for the next member.
  mutating func addPax(_ key: String, _ value: String, kind: Character = "x") {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count
    while "\(length)\(rest)".utf8.count != length { length = "\(length)\(rest)".utf8.count }
    add("PaxHeader", Array("\(length)\(rest)".utf8), kind: kind)
  }

  /// Blocks as they are.
  mutating func append(_ blocks: [UInt8]) {
    bytes += blocks
  }

  mutating func end() {
    bytes += [UInt8](repeating: 0, count: 1024)
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }
}

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("measure-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders above it; gives its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let place = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: place))
    return place
  }
}

/// A plain PPM picture of one colour.
func ppm(_ red: UInt8, _ green: UInt8, _ blue: UInt8, side: Int = 8) -> [UInt8] {
  Array("P6 \(side) \(side) 255\n".utf8)
    + (0..<side * side).flatMap { _ in [red, green, blue] }
}
