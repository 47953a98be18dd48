import Foundation
import Testing

@testable import Pictures

/// One line of expected.json.
struct Expectation: Decodable, CustomTestStringConvertible {
  enum Outcome: String, Decodable {
    case ok
    case error
    case either
  }
  struct Tolerance: Decodable {
    let max: Float
    let mean: Float
  }

  let file: String
  let outcome: Outcome
  let width: Int?
  let height: Int?
  let sides: [Int]?
  let tolerance: Tolerance?
  let kinds: [String]?

  var testDescription: String { file }
}

enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  static func expectations(_ outcome: Expectation.Outcome) throws -> [Expectation] {
    let json = try Data(contentsOf: folder.appending(path: "expected.json"))
    return try JSONDecoder().decode([Expectation].self, from: json).filter {
      $0.outcome == outcome
    }
  }

  /// The expected inputs by name, each side × side × R G B.
  static let inputs = Result { try readInputs() }

  private struct Entry: Decodable {
    let dtype: String
    let range: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype
      case range = "data_offsets"
    }
  }

  private static func readInputs() throws -> [String: [Float]] {
    let file = try Data(contentsOf: folder.appending(path: "expected.safetensors"))
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let data = file.dropFirst(8 + length)
    let entries = try JSONDecoder().decode([String: Entry].self, from: file[8..<8 + length])
    return try entries.mapValues { entry in
      let start = data.startIndex + (try #require(entry.range.first))
      let end = data.startIndex + (try #require(entry.range.last))
      return data[start..<end].withUnsafeBytes { bytes in
        entry.dtype == "F32"
          ? stride(from: 0, to: bytes.count, by: 4).map {
            bytes.loadUnaligned(fromByteOffset: $0, as: Float.self)
          }
          : stride(from: 0, to: bytes.count, by: 2).map {
            Float(bytes.loadUnaligned(fromByteOffset: $0, as: Float16.self))
          }
      }
    }
  }
}

extension Picture {
  /// The picture that a file of these bytes holds.
  static func decode(_ bytes: [UInt8], name: String = "picture") throws(PictureError) -> Picture {
    try bytes.withUnsafeBufferPointer { (buffer) throws(PictureError) in
      try Picture(bytes: UnsafeRawBufferPointer(buffer), name: name)
    }
  }

  /// What is wrong with a file of these bytes; nil where nothing is.
  static func fault(_ bytes: [UInt8]) -> PictureError.Kind? {
    do throws(PictureError) {
      _ = try decode(bytes)
      return nil
    } catch {
      return error.kind
    }
  }
}

extension PictureError.Kind {
  /// The name that expected.json uses.
  var label: String {
    switch self {
    case .empty: "empty"
    case .unknownFormat: "unknown-format"
    case .truncated: "truncated"
    case .checksum: "checksum"
    case .malformed: "malformed"
    case .unsupported: "unsupported"
    case .tooLarge: "too-large"
    case .unreadable: "unreadable"
    }
  }
}
