import MobileNet

/// Public weights that can be fetched: a TFLite file of Google's in a gzipped tar archive of the same
/// name.
///
/// Source of names and addresses: github.com/tensorflow/models, research/slim/nets/mobilenet_v1.md.
/// Source of sizes and checksums: what public build scripts print of the archives of 2018_08_02.
/// Where none was found the field is nil; then only the network inside is checked, against what the
/// name tells.
public struct Download: Hashable, Sendable {
  /// Such as `mobilenet_v1_0.5_160_quant`.
  public let name: String
  /// The width that the name tells.
  public let alpha: WidthMultiplier
  /// Pixels of the square input that the name tells.
  public let side: Int
  /// In which format the published accuracy was measured.
  public let source: PublishedAccuracy.Source
  /// Bytes of the archive, where they are known.
  public let archiveBytes: Int?
  /// The archive's SHA-256 as 64 hexadecimal digits, where it is known.
  public let archiveChecksum: String?

  /// Where they lie, unless a mirror is named.
  public static let base =
    "https://storage.googleapis.com/download.tensorflow.org/models/mobilenet_v1_2018_08_02"

  /// The archive behind `base`.
  public var archive: String { "\(name).tgz" }
  /// The file in the archive.
  public var member: String { "\(name).tflite" }

  /// The 16 standard configurations, float and quantised.
  public static let all: [Download] = [PublishedAccuracy.Source.quantised2018, .float2018]
    .flatMap { source in
      [1000, 750, 500, 250].compactMap { WidthMultiplier(thousandths: $0) }.flatMap { alpha in
        [224, 192, 160, 128].map { Download(alpha, $0, source) }
      }
    }

  private init(_ alpha: WidthMultiplier, _ side: Int, _ source: PublishedAccuracy.Source) {
    // 1.0, 0.75, 0.5, 0.25: as few decimals as tell it, but one.
    let text = "\(alpha)"
    let short = text.hasSuffix("0") ? String(text.dropLast()) : text
    let name = "mobilenet_v1_\(short)_\(side)" + (source == .quantised2018 ? "_quant" : "")
    self.name = name
    self.alpha = alpha
    self.side = side
    self.source = source
    archiveBytes = Download.known[name]?.bytes
    archiveChecksum = Download.known[name]?.checksum
  }

  private static let known: [String: (bytes: Int, checksum: String?)] = [
    "mobilenet_v1_1.0_224": (
      94_321_559, "2fadeabb9968ec6833bee903900dda6e61b3947200535874ce2fe42a8493abc0"
    ),
    "mobilenet_v1_0.5_224": (
      29_969_407, "98cf7a39552f73920cb99617cfa9b88d5732a87abf9ec14f7cc7f3ade1db0aaa"
    ),
    "mobilenet_v1_0.5_160": (29_958_343, nil),
    "mobilenet_v1_0.25_128": (
      10_800_019, "879ddc3e0857f3611b5cf248e36de2288c7a11ea8c2ed8a8bdded635e6010dfe"
    ),
  ]

  /// Compares an archive with what is known of it.
  ///
  /// - Throws: `otherDownload`, where it is another one; or why it can't be read.
  public func check(archive path: String) throws(WeightsError) {
    let bytes = try FileBytes.read(path: path)
    if let archiveBytes, bytes.count != archiveBytes {
      throw .otherDownload(
        file: path, expected: "\(archiveBytes) bytes", found: "\(bytes.count) bytes")
    }
    if let archiveChecksum, bytes.checksum() != archiveChecksum {
      throw .otherDownload(
        file: path, expected: "SHA-256 \(archiveChecksum)", found: "SHA-256 \(bytes.checksum())")
    }
  }

  /// Compares a network with what the name tells of it.
  ///
  /// - Throws: `otherDownload`, where it is another one.
  public func check(_ network: WeightDescription) throws(WeightsError) {
    let format: WeightFormat = source == .quantised2018 ? .tfliteQuantised : .tflite
    let classes = ClassLabel.imageNet.count + 1
    let isTheOne =
      network.widths == alpha...alpha && network.baseSide == side
      && network.classes.count == classes && network.format == format
    guard isTheOne else {
      throw .otherDownload(
        file: network.origin, expected: Download.title(format, alpha, side, classes),
        found: Download.title(
          network.format, network.widths.upperBound, network.baseSide, network.classes.count))
    }
  }

  private static func title(
    _ format: WeightFormat, _ alpha: WidthMultiplier, _ side: Int, _ classes: Int
  ) -> String {
    "a network of α \(alpha), side \(side) and \(classes) classes (\(format.rawValue))"
  }
}
