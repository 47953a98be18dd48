import Foundation
import MobileNet
import Testing

@testable import Reports

@Suite("Published memory as it is shown")
struct PublishedDeviceOutputTests {
  @Test("in text stands beside two buffers, with its source")
  func text() {
    let lines = PublishedDevice.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 + 1 + 9 + 1 + 2 + 2)
    #expect(
      lines[2...5].joined(separator: "\n") == """
        device               α  side  classes  two buffers: counted  maps: published  \
        weights: published  ms: published
        STM32H747I-DISCO  0.25   224     1000               294 KiB       272.96 KiB          \
        467.33 KiB         166.75
        STM32H747I-DISCO  0.50   224     1000               588 KiB       431.07 KiB           \
        1 314 KiB         504.37
        STM32H747I-DISCO  1.00   224     1000             1 176 KiB     1 331.13 KiB        \
        4 157.09 KiB       1 641.84
        """, "\(PublishedDevice.text)")
    #expect(lines.contains { $0.hasPrefix("Published, not measured here: STMicroelectronics/") })
  }

  @Test("as CSV and JSON has the same figures under names that say which are published")
  func data() throws {
    let lines = PublishedDevice.csv.split(separator: "\n")
    #expect(lines.count == 1 + 9)
    #expect(lines[6].hasPrefix("STM32H747I-DISCO,0.25,96,5,55296,66.96,214.69,29.94,\"STMicro"))
    let text = try PublishedTable.json([], withMemory: true)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let memory = try #require(json["memory"] as? [String: Any])
    let rows = try #require(memory["rows"] as? [[String: Any]])
    #expect(rows.map { $0["map_bytes_int8"] as? Int }.first == 294 * 1024)
    #expect(rows[0]["map_kib_published"] as? Double == 272.96)
    #expect(try !PublishedTable.json([]).contains("memory"))
  }
}
