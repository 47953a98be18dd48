import Foundation
import MobileNet
import Testing

@testable import Weights

@Suite("A model library")
struct ModelLibraryTests {
  @Test("lies where the environment says")
  func place() {
    func folder(_ environment: [String: String]) -> String? {
      ModelLibrary.standard { environment[$0] }?.folder
    }
    #expect(folder(["XDG_DATA_HOME": "/d", "HOME": "/h"]) == "/d/mobilenet-explorer")
    #expect(folder(["HOME": "/h"]) == "/h/.local/share/mobilenet-explorer")
    #expect(folder(["XDG_DATA_HOME": "d", "HOME": "/h"]) == "/h/.local/share/mobilenet-explorer")
    #expect(folder(["XDG_DATA_HOME": "", "HOME": "/h"]) == "/h/.local/share/mobilenet-explorer")
    #expect(folder([:]) == nil)
    #expect(ModelLibrary(folder: "/a/").folder == "/a")
  }

  @Test("is empty before there is a folder; what is no folder is told")
  func noFolder() throws {
    try inFolder { folder in
      #expect(try ModelLibrary(folder: "\(folder)/none").files().isEmpty)
      try Data([1]).write(to: URL(filePath: "\(folder)/file"))
      #expect(throws: WeightsError.self) { try ModelLibrary(folder: "\(folder)/file").files() }
    }
  }

  @Test("takes what can be read, lists it, and tells what it can't use")
  func addAndList() throws {
    try inFolder { folder in
      let library = ModelLibrary(folder: "\(folder)/deep/library")
      let good = fixtures.appending(path: "random-uint8.tflite").path()
      let copy = try library.add(good)
      #expect(copy == "\(folder)/deep/library/random-uint8.tflite")
      #expect(try Data(contentsOf: URL(filePath: copy)) == Data(contentsOf: URL(filePath: good)))
      #expect(try library.add(good) == copy)
      try Data("nothing".utf8).write(to: URL(filePath: "\(library.folder)/broken.safetensors"))
      try Data("nothing".utf8).write(to: URL(filePath: "\(library.folder)/notes.txt"))
      try Data("nothing".utf8).write(to: URL(filePath: "\(library.folder)/.hidden.tflite"))

      let entries = try library.entries()
      #expect(entries.count == 2)
      guard case .unusable(.otherFormat) = entries[0], case .usable(let summary) = entries[1] else {
        Issue.record("\(entries)")
        return
      }
      #expect(summary == WeightSummary(try WeightSource.read(path: copy)))
    }
  }

  @Test("knows a file by its content, whatever it is called")
  func content() throws {
    try inFolder { folder in
      let library = ModelLibrary(folder: folder)
      for name in ["UP.TFLITE", "no-ending"] {
        try Data(fixture("random-uint8.tflite")).write(to: URL(filePath: "\(folder)/\(name)"))
      }
      try Data(CheckpointBuilder(.timm).encoded())
        .write(to: URL(filePath: "\(folder)/net.safetensors.bak"))
      try Data("{\"a\": 1, \"b\": {}}".utf8).write(to: URL(filePath: "\(folder)/net.json"))
      #expect(
        try library.files()
          == ["UP.TFLITE", "net.safetensors.bak", "no-ending"].map { "\(folder)/\($0)" })
    }
  }

  @Test("refuses what can't be read, and another content of a name that it has")
  func refuse() throws {
    try inFolder { folder in
      let library = ModelLibrary(folder: "\(folder)/library")
      let broken = "\(folder)/broken.tflite"
      try Data("nothing".utf8).write(to: URL(filePath: broken))
      #expect(throws: WeightsError.self) { try library.add(broken) }
      #expect(!FileManager.default.fileExists(atPath: library.folder))

      let one = "\(folder)/one.safetensors"
      try Data(CheckpointBuilder(.timm).encoded()).write(to: URL(filePath: one))
      let copy = try library.add(one)
      try Data(CheckpointBuilder(.timm, classes: 4).encoded()).write(to: URL(filePath: one))
      #expect(throws: WeightsError.alreadyThere(file: copy)) { try library.add(one) }
      #expect(try WeightSource.read(path: copy).classes.count == 3)
      #expect(try FileManager.default.contentsOfDirectory(atPath: library.folder).count == 1)
    }
  }

  @Test("gives the hub's files the name of their folder, and keeps their configuration")
  func hub() throws {
    try inFolder { folder in
      let hub = "\(folder)/mobilenet_v1_0.05_96"
      try FileManager.default.createDirectory(atPath: hub, withIntermediateDirectories: true)
      try Data(CheckpointBuilder(.huggingFace).encoded())
        .write(to: URL(filePath: "\(hub)/model.safetensors"))
      try Data("{\"image_size\": 96}".utf8).write(to: URL(filePath: "\(hub)/config.json"))
      let copy = try ModelLibrary(folder: folder).add("\(hub)/model.safetensors")
      #expect(copy == "\(folder)/mobilenet_v1_0.05_96.safetensors")
      let source = try WeightSource.read(path: copy)
      #expect(source.baseSide == 96)
      #expect(source.name == "mobilenet_v1_0.05_96")
    }
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = URL.temporaryDirectory.appending(path: "library-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path())
  }
}
