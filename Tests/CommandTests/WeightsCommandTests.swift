import Foundation
import Testing

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

  @Test("fails with one line where a file can't be imported")
  func refused() throws {
    let run = try Run(["weights", "import", "/dev/null", "--library", "/nonexistent"])
    #expect(run.status == 1)
    #expect(run.output.isEmpty && run.error.count { $0 == "\n" } == 1)
  }
}
