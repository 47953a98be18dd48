/// What people give as weights that is neither a TFLite nor a safetensors file: told by the bytes that
/// it begins with.
public enum ForeignFormat: Hashable, Sendable {
  case hdf5, keras, pyTorch, pickle, onnx, savedModel
  case zip, gzip, bzip2, xz, zstandard, tar
  case gitLFSPointer, webPage, json
  case picture
  case unknown

  /// Nil where it is empty, or may be one of our formats.
  init?(_ bytes: FileBytes) {
    let start = Array(bytes.buffer.prefix(4096))
    if start.isEmpty || SafetensorsFile.isFormat(start: start) { return nil }
    self.init(start: start)
  }

  /// What a file that should have been a text is, told by its first bytes; nil where it may be one.
  public init?(insteadOfText start: [UInt8]) {
    self.init(start: start)
    if self == .unknown || self == .json { return nil }
  }

  private init(start: [UInt8]) {
    if let known = ForeignFormat.signatures.first(where: { start.starts(with: $0.bytes) }) {
      self = known.format == .zip ? ForeignFormat(zip: start) : known.format
      return
    }
    let text = start.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    if start.dropFirst(257).starts(with: "ustar".utf8) {
      self = .tar
    } else if text == UInt8(ascii: "<") {
      self = .webPage
    } else if text == UInt8(ascii: "{") {
      self = .json
    } else if let format = ForeignFormat(protobuf: start) {
      self = format
    } else {
      self = .unknown
    }
  }

  private static let signatures: [(bytes: [UInt8], format: ForeignFormat)] = [
    ([0x89] + "HDF".utf8, .hdf5), (Array("PK\u{3}\u{4}".utf8), .zip), ([0x1f, 0x8b], .gzip),
    (Array("BZh".utf8), .bzip2), ([0xfd] + "7zXZ\0".utf8, .xz),
    ([0x28, 0xb5, 0x2f, 0xfd], .zstandard),
    (Array("version https://git-lfs".utf8), .gitLFSPointer), ([0xff, 0xd8, 0xff], .picture),
    ([0x89] + "PNG".utf8, .picture), (Array("GIF8".utf8), .picture), ([0x80, 2], .pickle),
    ([0x80, 4], .pickle),
  ]

  /// PyTorch and Keras keep their networks in zip archives.
  private init(zip start: [UInt8]) {
    let text = String(decoding: start, as: UTF8.self)
    if text.contains("data.pkl") {
      self = .pyTorch
    } else if text.contains("config.json"), text.contains("keras") || text.contains("metadata.json")
    {
      self = .keras
    } else {
      self = .zip
    }
  }

  /// Both begin with field 1, a version, and go on with a text or a message.
  private init?(protobuf start: [UInt8]) {
    guard start.count > 2, start[0] == 0x08, [0x12, 0x1a, 0x3a, 0x42].contains(start[2]) else {
      return nil
    }
    self = start[1] == 1 ? .savedModel : .onnx
  }

  /// What it is.
  public var title: String {
    switch self {
    case .hdf5: "an HDF5 file (Keras)"
    case .keras: "a Keras archive"
    case .pyTorch: "a PyTorch archive"
    case .pickle: "a Python pickle (PyTorch)"
    case .onnx: "an ONNX file"
    case .savedModel: "a TensorFlow SavedModel"
    case .zip: "a zip archive"
    case .gzip: "compressed with gzip"
    case .bzip2: "compressed with bzip2"
    case .xz: "compressed with xz"
    case .zstandard: "compressed with Zstandard"
    case .tar: "a tar archive"
    case .gitLFSPointer: "a Git LFS pointer to the file"
    case .webPage: "a web page"
    case .json: "a JSON file"
    case .picture: "a picture"
    case .unknown: "no format that this program knows"
    }
  }

  /// How to get weights from it.
  var mend: String {
    switch self {
    case .hdf5, .keras, .savedModel: "convert it with tf.lite.TFLiteConverter"
    case .pyTorch, .pickle: "save it with safetensors.torch.save_file"
    case .onnx: "export the network as TFLite or safetensors instead"
    case .zip, .tar: "unpack it and give the file in it"
    case .gzip: "unpack it with gunzip"
    case .bzip2: "unpack it with bunzip2"
    case .xz: "unpack it with unxz"
    case .zstandard: "unpack it with unzstd"
    case .gitLFSPointer: "fetch the file itself with git lfs pull"
    case .webPage: "download the file itself"
    case .json: "give the file of weights beside it"
    case .picture: "give a picture without --weights"
    case .unknown: "give the file of one MobileNet v1"
    }
  }
}
