import Foundation

@testable import Weights

/// Where the fixtures lie.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

/// A fixture's bytes.
func fixture(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: fixtures.appending(path: name)))
}

/// A fixture in JSON.
func fixture<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
  try JSONDecoder().decode(type, from: Data(contentsOf: fixtures.appending(path: name)))
}

extension FileBytes {
  /// A file that never was on a disk.
  convenience init(_ content: [UInt8]) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 64)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: content)
    self.init(copying: UnsafeRawBufferPointer(buffer))
  }
}

/// Reads a whole network from bytes; nil means success.
func errorReadingNetwork(_ content: [UInt8]) -> WeightsError? {
  do {
    _ = try WeightSource.read(FileBytes(content), file: "test")
    return nil
  } catch {
    return error
  }
}

/// Reads the frame of a safetensors file and all tensors in it; nil means success.
func errorReadingTensors(_ content: [UInt8]) -> WeightsError? {
  do {
    let file = try SafetensorsFile(FileBytes(content), name: "test")
    for name in file.tensorNames where name != "u" { _ = try file.tensor(name) }
    return nil
  } catch {
    return error
  }
}

/// A safetensors file from its parts.
func safetensors(header: String, data: [UInt8]) -> [UInt8] {
  let text = Array(header.utf8)
  return withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init) + text + data
}

/// Numbers that look random and are the same on every run. Source: xorshift64*, Vigna 2016.
struct Scatter: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed | 1
  }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_f491_4f6c_dd1d
  }
}
