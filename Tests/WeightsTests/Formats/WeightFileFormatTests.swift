import Files
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
        == .unreadable(UnreadableFile(path("absent"), .refused(ENOENT))))
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    for path in [folder.path(), "/dev/null", path("pipe")] {
      #expect(error(path) == .unreadable(UnreadableFile(path, .notRegular)))
    }

    try Data().write(to: folder.appending(path: "empty"))
    #expect(error(path("empty")) == .empty(file: path("empty")))

    // A hole of a terabyte takes no room on the disk.
    try Data([1]).write(to: folder.appending(path: "huge"))
    #expect(truncate(path("huge"), 1 << 40) == 0)
    guard case .unreadable(let huge)? = error(path("huge")),
      case .tooLarge(1_099_511_627_776, _) = huge.problem
    else {
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
