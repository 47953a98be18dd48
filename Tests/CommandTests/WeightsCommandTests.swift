import Foundation
import Testing
import Weights

/// `weights` in the real program; what the files hold is tested where they are read.
@Suite("The weights command")
struct WeightsCommandTests {
  private let tflite = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../WeightsTests/Fixtures/random-uint8.tflite").path()

  @Test("imports, lists, shows and verifies")
  func library() throws {
    let folder = URL.temporaryDirectory.appending(path: "weights-command-\(UUID())").path()
    defer { try? FileManager.default.removeItem(atPath: folder) }

    let imported = try Run(["weights", "import", tflite, "--library", folder])
    #expect(imported.status == 0)
    #expect(imported.output == "\(folder)/random-uint8.tflite\n")

    try Data("nothing".utf8).write(to: URL(filePath: "\(folder)/broken.tflite"))
    let list = try Run(["weights", "list", "--library", folder])
    #expect(list.status == 0)
    let lines = list.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[2].split(separator: " ") == ["random-uint8", "0.05", "40", "7", "TFLite,", "quantised"])
    #expect(list.error.contains("broken.tflite") && list.error.count { $0 == "\n" } == 1)

    let json = try Run(["weights", "list", "--library", folder, "--json"]).json()
    #expect(json["schema"] as? String == "mobilenet-explorer/weights/1")
    let weights = try #require(json["weights"] as? [[String: Any]])
    #expect(weights.count == 2)
    #expect((weights[1]["sha256"] as? String)?.count == 64)
    #expect(weights[1]["maximum_alpha"] as? Double == 0.05)
    #expect((json["unusable"] as? [String])?.count == 1)

    let show = try Run(["weights", "show", "\(folder)/random-uint8.tflite"])
    #expect(show.status == 0)
    #expect(show.output.contains("base side   40\n"))

    let verify = try Run(["weights", "verify", tflite, "\(folder)/broken.tflite", "built-in"])
    #expect(verify.status == 1)
    #expect(verify.output.split(separator: "\n").count == 2)
    #expect(verify.error.contains("broken.tflite"))
  }

  @Test("reports on the weights of a folder that were trained for the width asked for")
  func family() throws {
    let folder = URL.temporaryDirectory.appending(path: "family-command-\(UUID())").path()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try Run(["weights", "import", tflite, "--library", folder]).status == 0)
    let common = ["report", "--weights", folder, "--runs", "1", "--json"]
    let json = try Run(common + ["--alpha", "0.05"]).json()
    #expect((json["weights"] as? [String: Any])?["name"] as? String == "random-uint8")
    #expect((json["setting"] as? [String: Any])?["base"] as? Int == 40)
    #expect((json["predictions"] as? [Any])?.isEmpty == false)
    let other = try Run(common + ["--alpha", "0.5"])
    #expect(other.status == 64 && other.output.isEmpty)
  }

  @Test("reports on a pack of other classes, at widths and sides on and off its grid")
  func ownPack() throws {
    let path = URL.temporaryDirectory.appending(path: "\(UUID()).safetensors").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(packOfThreeClasses()).write(to: URL(filePath: path))
    for (alpha, side) in [("1", "64"), ("0.26", "45")] {
      let json = try Run(
        ["report", "espresso", "--weights", path, "--alpha", alpha, "--side", side]
          + ["--runs", "1", "--json"]
      ).json()
      #expect((json["weights"] as? [String: Any])?["name"] as? String == "three")
      let predictions = try #require(json["predictions"] as? [[String: Any]])
      #expect(Set(predictions.compactMap { $0["label"] as? String }) == ["un", "deux", "trois"])
      #expect(predictions[0]["label"] as? String == "deux")
    }
  }

  /// The built-in network with a classifier of three classes, of which the second is espresso.
  private func packOfThreeClasses() throws -> [UInt8] {
    let file = try SafetensorsFile(
      path: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Assets/Weights/network.safetensors").standardized.path())
    var metadata = file.metadata
    let known = try JSONDecoder().decode(
      [[String]].self, from: Data(try #require(metadata["classes"]).utf8))
    let espresso = try #require(known.firstIndex { $0[1] == "espresso" })
    metadata["name"] = "three"
    metadata["classes"] = "[[\"1\", \"un\"], [\"2\", \"deux\"], [\"3\", \"trois\"]]"
    let tensors = try file.tensorNames.map { name in
      let tensor = try file.tensor(name)
      var (shape, values) = (tensor.shape, tensor.values())
      if name.hasPrefix("classifier") {
        let row = values.count / shape[0]
        values = (espresso - 1...espresso + 1).flatMap { values[$0 * row..<($0 + 1) * row] }
        shape[0] = 3
      }
      return SafetensorsFile.NewTensor(name: name, shape: shape, values: values)
    }
    return SafetensorsFile.encode(tensors, metadata: metadata)
  }

  @Test("fails with one line where a file can't be imported")
  func refused() throws {
    let run = try Run(["weights", "import", "/dev/null", "--library", "/nonexistent"])
    #expect(run.status == 1)
    #expect(run.output.isEmpty && run.error.count { $0 == "\n" } == 1)
  }
}
