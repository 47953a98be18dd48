import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("Public weights that can be fetched")
struct DownloadTests {
  @Test("are Google's sixteen networks, quantised and as floats, under Google's names")
  func names() {
    let names = Download.all.map(\.name)
    #expect(names.count == 32 && Set(names).count == 32)
    #expect(
      names.prefix(5) == [
        "mobilenet_v1_1.0_224_quant", "mobilenet_v1_1.0_192_quant", "mobilenet_v1_1.0_160_quant",
        "mobilenet_v1_1.0_128_quant", "mobilenet_v1_0.75_224_quant",
      ])
    #expect(names.contains("mobilenet_v1_0.5_160") && names.last == "mobilenet_v1_0.25_128")
    for download in Download.all {
      #expect(download.archive == "\(download.name).tgz")
      #expect(download.member == "\(download.name).tflite")
      #expect(download.name.hasSuffix("_quant") == (download.source == .quantised2018))
      #expect(
        PublishedAccuracy.figure(
          alpha: download.alpha, side: download.side, source: download.source) != nil)
      #expect(download.archiveChecksum?.count ?? 64 == 64)
    }
  }

  @Test("are refused where the archive has another length, or another content")
  func archives() throws {
    let path = URL.temporaryDirectory.appending(path: "archive-\(UUID()).tgz").path()
    try Data([1, 2, 3]).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let download = try download("mobilenet_v1_0.25_128")
    #expect(
      throws: WeightsError.otherDownload(
        file: path, expected: "10800019 bytes", found: "3 bytes")
    ) { try download.check(archive: path) }
    // Zeros of the right length.
    try #require(truncate(path, 0) == 0 && truncate(path, 10_800_019) == 0)
    let error = #expect(throws: WeightsError.self) { try download.check(archive: path) }
    let sentence = error?.description ?? ""
    let expected = "879ddc3e0857f3611b5cf248e36de2288c7a11ea8c2ed8a8bdded635e6010dfe"
    #expect(sentence.hasPrefix("\(path): has SHA-256 "))
    #expect(
      sentence.hasSuffix(
        ", what was published has SHA-256 \(expected); fetch it from another place"))
    // Nothing is known of this one's archive.
    try self.download("mobilenet_v1_0.75_192").check(archive: path)
  }

  @Test("are refused where the network inside is another one than the name tells")
  func networks() throws {
    let download = try download("mobilenet_v1_0.5_160_quant")
    let half = try #require(WidthMultiplier("0.5"))
    func network(
      _ format: WeightFormat = .tfliteQuantised, alpha: WidthMultiplier? = nil, side: Int = 160,
      classes: Int = 1001
    ) -> WeightDescription {
      let alpha = alpha ?? half
      return WeightDescription(
        name: "n", origin: "o", format: format, padding: .same, baseSide: side,
        widths: alpha...alpha, classes: ClassLabel.conventional(classes), preprocessing: .plain)
    }
    try download.check(network())
    let others = [
      (network(.tflite), "α 0.50, side 160 and 1001 classes (TFLite)"),
      (network(alpha: .one), "α 1.00, side 160 and 1001 classes (TFLite, quantised)"),
      (network(side: 128), "α 0.50, side 128 and 1001 classes (TFLite, quantised)"),
      (network(classes: 1000), "α 0.50, side 160 and 1000 classes (TFLite, quantised)"),
    ]
    for (other, found) in others {
      #expect(
        throws: WeightsError.otherDownload(
          file: "o",
          expected: "a network of α 0.50, side 160 and 1001 classes (TFLite, quantised)",
          found: "a network of \(found)")
      ) { try download.check(other) }
    }
  }

  @Test("are in a library where a file of that name holds that network, and only then")
  func inLibrary() throws {
    let folder = URL.temporaryDirectory.appending(path: "downloads-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let library = ModelLibrary(folder: folder.path())
    let download = try download("mobilenet_v1_0.25_128_quant")
    #expect(try library.file(of: download) == nil)
    let path = "\(library.folder)/mobilenet_v1_0.25_128_quant.tflite"
    let other = try fixture("random-uint8.tflite")
    #expect(throws: WeightsError.self) { try library.add(other, of: download) }
    #expect(try library.files().isEmpty)
    try Data(other).write(to: URL(filePath: path))
    #expect(throws: WeightsError.alreadyThere(file: path)) { try library.file(of: download) }
    try Data("damaged".utf8).write(to: URL(filePath: path))
    #expect(throws: WeightsError.otherFormat(file: path, .unknown)) {
      try library.file(of: download)
    }
  }

  private func download(_ name: String) throws -> Download {
    try #require(Download.all.first { $0.name == name })
  }
}
