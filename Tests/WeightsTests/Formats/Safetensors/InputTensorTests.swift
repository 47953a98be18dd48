import Foundation
import Testing

@testable import Weights

@Suite("An input tensor")
struct InputTensorTests {
  @Test("comes back from its file as it was")
  func roundTrip() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let values = (0..<32 * 32 * 3).map { Float($0) / 1000 - 1 }
    try InputTensor.write(values, side: 32, path: folder + "/input.safetensors")
    #expect(try InputTensor.read(path: folder + "/input.safetensors", side: 32) == values)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["input.safetensors"])
  }

  @Test("has the side that is asked for")
  func wrongSide() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/input.safetensors"
    try InputTensor.write(Array(repeating: 0, count: 32 * 32 * 3), side: 32, path: path)
    #expect(
      throws: WeightsError.wrongShape(
        file: path, tensor: "input", expected: [64, 64, 3], found: [32, 32, 3])
    ) {
      try InputTensor.read(path: path, side: 64)
    }
  }

  @Test("that cannot be written says so and leaves nothing")
  func unwritable() throws {
    #expect(throws: WeightsError.self) {
      try InputTensor.write(
        Array(repeating: 0, count: 32 * 32 * 3), side: 32, path: "/nowhere/input.safetensors")
    }
  }

  private func temporaryFolder() throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }
}
