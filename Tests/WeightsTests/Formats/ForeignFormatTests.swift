import Testing

@testable import Weights

@Suite("A file that is no weights")
struct ForeignFormatTests {
  /// The texts are of bytes: Latin-1.
  private static func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  @Test(
    "is told by its first bytes",
    arguments: [
      ("BZh91AY", .bzip2), ("\u{fd}7zXZ\0", .xz), ("\u{28}\u{b5}\u{2f}\u{fd}", .zstandard),
      ("GIF89a", .picture), ("\u{80}\u{4}\u{95}", .pickle),
      ("PK\u{3}\u{4}config.json", .zip), ("PK\u{3}\u{4}keras_config.json", .keras),
      ("PK\u{5}\u{6}", .unknown), (" \t\r\n{", .json), ("  <html>", .webPage), ("[1]", .unknown),
      ("\u{8}\u{1}\u{12}", .savedModel), ("\u{8}\u{7}\u{1a}", .onnx),
      ("\u{8}\u{1}", .unknown), ("\u{8}\u{1}\u{13}", .unknown), ("", .unknown), (" \n", .unknown),
      ("BZ", .unknown), ("\u{1f}", .unknown),
      (String(repeating: "a", count: 257) + "ustar", .tar),
      (String(repeating: "a", count: 256) + "ustar", .unknown),
      // What a signature says comes before what stands further behind.
      ("\u{1f}\u{8b}" + String(repeating: "a", count: 255) + "ustar", .gzip),
    ] as [(String, ForeignFormat)])
  func signatures(text: String, format: ForeignFormat) {
    #expect(ForeignFormat(start: Self.bytes(text)) == format)
  }

  @Test("may be a text where one is wanted: JSON and what is unknown are no other format")
  func insteadOfText() {
    #expect(ForeignFormat(insteadOfText: Self.bytes("{\"a\": 1}")) == nil)
    #expect(ForeignFormat(insteadOfText: Self.bytes("a.png\t0")) == nil)
    #expect(ForeignFormat(insteadOfText: []) == nil)
    #expect(ForeignFormat(insteadOfText: Self.bytes("<html>")) == .webPage)
    #expect(ForeignFormat(insteadOfText: Self.bytes("\u{ff}\u{d8}\u{ff}")) == .picture)
  }

  @Test(
    "is named, with what to do about it",
    arguments: [
      (.hdf5, "an HDF5 file (Keras)", "convert it with tf.lite.TFLiteConverter"),
      (.keras, "a Keras archive", "convert it with tf.lite.TFLiteConverter"),
      (.pyTorch, "a PyTorch archive", "save it with safetensors.torch.save_file"),
      (.pickle, "a Python pickle (PyTorch)", "save it with safetensors.torch.save_file"),
      (.onnx, "an ONNX file", "export the network as TFLite or safetensors instead"),
      (.savedModel, "a TensorFlow SavedModel", "convert it with tf.lite.TFLiteConverter"),
      (.zip, "a zip archive", "unpack it and give the file in it"),
      (.bzip2, "compressed with bzip2", "unpack it with bunzip2"),
      (.xz, "compressed with xz", "unpack it with unxz"),
      (.zstandard, "compressed with Zstandard", "unpack it with unzstd"),
      (.tar, "a tar archive", "unpack it and give the file in it"),
      (
        .gitLFSPointer, "a Git LFS pointer to the file", "fetch the file itself with git lfs pull"
      ),
      (.webPage, "a web page", "download the file itself"),
      (.json, "a JSON file", "give the file of weights beside it"),
      (.picture, "a picture", "give a picture without --weights"),
      (.unknown, "no format that this program knows", "give the file of one MobileNet v1"),
    ] as [(ForeignFormat, String, String)])
  func sentences(format: ForeignFormat, title: String, mend: String) {
    #expect(
      WeightsError.otherFormat(file: "a", format).description
        == "a: \(title), neither TFLite nor safetensors; \(mend)")
  }
}
