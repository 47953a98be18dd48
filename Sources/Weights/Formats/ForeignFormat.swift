/// What people give as weights although it is in no format that is read, told by its first bytes.
public enum ForeignFormat: Hashable, Sendable {
  case hdf5, keras, pyTorch, pickle, onnx, savedModel
  case zip, gzip, bzip2, xz, zstandard, tar
  case gitLFSPointer, webPage, json
  case picture
  case unknown

  /// So many bytes are enough to tell.
  static let startLength = 4096

  /// What a file that should have been a text is, told by its first bytes; nil where it may be one.
  public init?(insteadOfText start: [UInt8]) {
    self.init(start: start)
    if self == .unknown || self == .json { return nil }
  }

  /// - Parameter start: the first `startLength` bytes of a file that is none of our formats.
  init(start: [UInt8]) {
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
  public var title: String { words.title }
  /// How to get weights from it.
  var mend: String { words.mend }

  private var words: (title: String, mend: String) {
    switch self {
    case .hdf5: ("an HDF5 file (Keras)", "convert it with tf.lite.TFLiteConverter")
    case .keras: ("a Keras archive", "convert it with tf.lite.TFLiteConverter")
    case .pyTorch: ("a PyTorch archive", "save it with safetensors.torch.save_file")
    case .pickle: ("a Python pickle (PyTorch)", "save it with safetensors.torch.save_file")
    case .onnx: ("an ONNX file", "export the network as TFLite or safetensors instead")
    case .savedModel: ("a TensorFlow SavedModel", "convert it with tf.lite.TFLiteConverter")
    case .zip: ("a zip archive", "unpack it and give the file in it")
    case .gzip: ("compressed with gzip", "unpack it with gunzip")
    case .bzip2: ("compressed with bzip2", "unpack it with bunzip2")
    case .xz: ("compressed with xz", "unpack it with unxz")
    case .zstandard: ("compressed with Zstandard", "unpack it with unzstd")
    case .tar: ("a tar archive", "unpack it and give the file in it")
    case .gitLFSPointer:
      ("a Git LFS pointer to the file", "fetch the file itself with git lfs pull")
    case .webPage: ("a web page", "download the file itself")
    case .json: ("a JSON file", "give the file of weights beside it")
    case .picture: ("a picture", "give a picture without --weights")
    case .unknown: ("no format that this program knows", "give the file of one MobileNet v1")
    }
  }
}
