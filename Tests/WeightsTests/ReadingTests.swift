import Foundation
import Testing

@testable import Weights

@Suite("Reading a file of weights")
struct ReadingTests {
  @Test("refuses what is no readable file, and says why")
  func notFiles() throws {
    let folder = URL.temporaryDirectory.appending(path: "weights-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path() }

    #expect(
      error(path("absent"))
        == .unreadable(file: path("absent"), reason: "No such file or directory"))
    #expect(error(folder.path()) == .notRegular(file: folder.path()))
    #expect(error("/dev/null") == .notRegular(file: "/dev/null"))
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(error(path("pipe")) == .notRegular(file: path("pipe")))

    try Data().write(to: folder.appending(path: "empty"))
    #expect(error(path("empty")) == .empty(file: path("empty")))

    // A hole of a terabyte takes no room on the disk.
    try Data([1]).write(to: folder.appending(path: "huge"))
    #expect(truncate(path("huge"), 1 << 40) == 0)
    guard case .tooLarge(_, 1_099_511_627_776, _)? = error(path("huge")) else {
      Issue.record("\(String(describing: error(path("huge"))))")
      return
    }

    try Data("not weights at all".utf8).write(to: folder.appending(path: "text"))
    #expect(error(path("text")) == .otherFormat(file: path("text"), .unknown))
  }

  private static let foreignFiles: [(String, ForeignFormat)] = [
    ("\u{89}HDF\r\n\u{1a}\n0000000000", .hdf5),
    ("PK\u{3}\u{4}............metadata.jsonconfig.json", .keras),
    ("PK\u{3}\u{4}............archive/data.pkl", .pyTorch),
    ("PK\u{3}\u{4}............notes.txt", .zip), ("\u{1f}\u{8b}\u{8}\0", .gzip),
    ("\u{80}\u{2}\u{8a}\n", .pickle), ("\u{8}\u{8}\u{12}\u{7}p", .onnx),
    ("\u{8}\u{1}\u{12}\u{90}p", .savedModel),
    (String(repeating: "\0", count: 257) + "ustar", .tar),
    ("version https://git-lfs.github.com/spec/v1\n", .gitLFSPointer),
    ("\n<!DOCTYPE html>", .webPage), ("{\"a\": 1}", .json),
    ("\u{ff}\u{d8}\u{ff}\u{e0}", .picture), ("\u{89}PNG\r\n", .picture),
  ]

  /// The texts are of bytes: Latin-1.
  @Test("names what is no weights file for what it is", arguments: foreignFiles)
  func foreign(text: String, format: ForeignFormat) {
    let content = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(errorReadingNetwork(content) == .otherFormat(file: "test", format))
    let sentence = errorReadingNetwork(content)?.description ?? ""
    #expect(sentence.contains("neither TFLite nor safetensors; ") && !sentence.contains("sound"))
  }

  @Test("tells a part of a checkpoint from a whole one")
  func parts() throws {
    let folder = URL.temporaryDirectory.appending(path: "parts-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let content = Data(CheckpointBuilder(.huggingFace).encoded())
    let part = folder.appending(path: "model-00001-of-00002.safetensors")
    let whole = folder.appending(path: "model-00001-of-00001.safetensors")
    for path in [part, whole] { try content.write(to: path) }
    #expect(error(part.path()) == .part(file: part.path()))
    #expect(error(whole.path()) == nil)
  }

  @Test("gives the same from a file as from its bytes")
  func good() throws {
    let path = fixtures.appending(path: "sep-005-s33.weights.safetensors").path()
    let source = try WeightSource.read(path: path)
    let file = try SafetensorsFile(path: path)
    #expect(source.classifierBias.values() == (try file.tensor("classifier.bias").values()))
    #expect(source.origin == path)
  }

  private func error(_ path: String) -> WeightsError? {
    do {
      _ = try WeightSource.read(path: path)
      return nil
    } catch {
      return error
    }
  }
}

@Suite("An error about weights")
struct WeightsErrorTests {
  @Test(
    "is one sentence: the file, what is wrong, the mend",
    arguments: [
      (
        .unreadable(file: "a", reason: "No such file or directory"),
        "a: cannot be read: No such file or directory; check the path and its permissions"
      ),
      (.notRegular(file: "a"), "a: not a regular file; give a file of weights"),
      (
        .otherFormat(file: "a", .gzip),
        "a: compressed with gzip, neither TFLite nor safetensors; unpack it with gunzip"
      ),
      (.empty(file: "a"), "a: the file is empty; copy it anew"),
      (
        .tooLarge(file: "a", bytes: 9, limit: 5),
        "a: 9 bytes, more than the 5 that can be read; give the weights of one MobileNet"
      ),
      (
        .unknownFormat(file: "a"),
        "a: no weights that this program knows; give TFLite, or safetensors with the names of "
          + "Hugging Face or timm, a mobilenet-slimmable/1 pack or a plain network"
      ),
      (
        .unsupportedVersion(file: "a", found: "mobilenet-slimmable/2"),
        "a: the format is 'mobilenet-slimmable/2', this program reads mobilenet-slimmable/1; "
          + "update one of the two"
      ),
      (
        .malformed(file: "a", problem: "only 7 bytes"),
        "a: not a sound safetensors file: only 7 bytes; copy or export it anew"
      ),
      (
        .badMetadata(file: "a", key: "crop", problem: "is no number in 0.01…1.0"),
        "a: metadata 'crop' is no number in 0.01…1.0; export the file anew, or give another"
      ),
      (
        .missingTensor(file: "a", name: "b", found: "c"),
        "a: the tensor 'b' is missing, 'c' stands there instead; export the file anew"
      ),
      (
        .missingTensor(file: "a", name: "b", found: nil),
        "a: the tensor 'b' is missing; export the file anew"
      ),
      (
        .unexpectedTensor(file: "a", name: "b"),
        "a: the network has no tensor 'b'; export the file without it"
      ),
      (
        .unsupportedType(file: "a", tensor: "b", type: "I32"),
        "a: 'b' has the type 'I32'; only F32, F16 and BF16 can be read, convert it"
      ),
      (
        .wrongShape(file: "a", tensor: "b", expected: [2], found: [3, 1]),
        "a: 'b' has the shape [3, 1], expected [2]; export the file anew"
      ),
      (
        .notFinite(file: "a", tensor: "b", index: 7),
        "a: 'b' is not a finite number at place 7; export the file anew"
      ),
      (
        .notPositive(file: "a", tensor: "b", index: 7),
        "a: 'b' is too small at place 7: a variance is never negative, a deviation is above 0; "
          + "export the file anew"
      ),
    ] as [(WeightsError, String)])
  func sentences(error: WeightsError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test("cuts a name that is absurdly long")
  func longNames() {
    let name = String(repeating: "x", count: 100_000)
    #expect(quoted(name) == "'\(String(repeating: "x", count: 60))…'")
    #expect(quoted("short") == "'short'")
  }
}
