import Foundation
import Testing
import Weights

/// The user's own weights in every command: what they are fed, and folders of them.
@Suite("Own weights")
struct OwnWeightsTests {
  private static let checkpoints = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../EngineTests/Fixtures/checkpoints")
  private let folder: String

  /// Two files of one kind: for the sides 40 and 64.
  init() throws {
    let place = URL.temporaryDirectory.appending(path: "own-weights-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    folder = place.path()
    for side in [40, 64] {
      try FileManager.default.copyItem(
        at: Self.checkpoints.appending(path: "hugging-face-f32.safetensors"),
        to: place.appending(path: "net-\(side).safetensors"))
      try Data("{\"image_size\": \(side)}".utf8)
        .write(to: place.appending(path: "net-\(side).json"))
    }
  }

  @Test("are fed as --mean, --std and --crop say, and nothing is assumed in silence")
  func preprocessing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = "\(folder)/net-40.safetensors"
    let fed = "\(folder)/fed.safetensors"
    func range(_ options: [String]) throws -> (ClosedRange<Float>, String) {
      let run = try Run(
        ["report", "cat", "--weights", file, "--runs", "1", "--save-input", fed] + options)
      #expect(run.status == 0, "\(run.error)")
      let values = try SafetensorsFile(path: fed).tensor("input").values()
      return ((values.min() ?? 0)...(values.max() ?? 0), run.error)
    }
    let (plain, notice) = try range([])
    #expect(plain.lowerBound < -0.5 && plain.upperBound <= 1)
    #expect(notice.contains("scaled to −1…1") && notice.count { $0 == "\n" } == 1)
    let (bytes, silence) = try range(["--mean", "0", "--std", "1/255"])
    #expect(bytes.lowerBound >= 0 && bytes.upperBound > 100 && silence.isEmpty)
    let (shifted, _) = try range(["--mean", "0.5,0.5,0.5", "--std", "1", "--crop", "1"])
    #expect(shifted.lowerBound >= -0.5 && shifted.upperBound <= 0.5)

    let show = try Run(["weights", "show", file])
    #expect(
      show.output.contains(
        "input       (pixel / 255 − 0.50000) / 0.50000, assumed: the file does not say; give "
          + "--mean and --std where it is wrong\n"))
  }

  @Test("of a folder are swept and evaluated, each file at its own side")
  func families() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sweep = try Run(["sweep", "--weights", folder, "--rounds", "1", "--json", "--threads", "1"])
    #expect(sweep.status == 0, "\(sweep.error)")
    let json = try sweep.json()
    let points = try #require(json["results"] as? [[String: Any]])
    #expect(points.compactMap { $0["side"] as? Int } == [40, 64])
    #expect(points.allSatisfy { $0["alpha"] as? Double == 0.05 })
    let weights = try #require(json["weights"] as? [String: Any])
    #expect(weights["source"] as? String == folder)
    #expect((weights["files"] as? [[String: Any]])?.compactMap { $0["side"] as? Int } == [40, 64])

    let picture = Self.checkpoints.appending(path: "../../../PicturesTests/Fixtures/good")
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: picture.path()).sorted()
        .first { $0.hasSuffix(".png") })
    let list = "\(folder)/list.tsv"
    try "\(picture.path())/\(file)\tclass 0\n".write(
      toFile: list, atomically: true, encoding: .utf8)
    let arguments = ["evaluate", list, "--json", "--sides", "48,64"]
    let together = try Run(
      arguments + [40, 64].flatMap { ["--weights", "\(folder)/net-\($0).safetensors"] })
    #expect(together.status == 0, "\(together.error)")
    let results = try #require(try together.json()["results"] as? [[String: Any]])
    #expect(results.compactMap { $0["side"] as? Int } == [48, 64])

    // What was measured of them is the frontier's accuracy.
    let measured = "\(folder)/accuracy.json"
    try together.output.write(toFile: measured, atomically: true, encoding: .utf8)
    let frontier = [
      "sweep", "--weights", folder, "--sides", "48,64", "--rounds", "1", "--threads", "1",
      "--frontier",
    ]
    let known = try Run(frontier + ["--accuracy", measured])
    #expect(known.status == 0 && known.output.contains("top-1 of 1 pictures"), "\(known.error)")
    let unknown = try Run(frontier)
    #expect(unknown.status == 64 && unknown.error.contains("no accuracy is known"))
    try FileManager.default.removeItem(atPath: "\(folder)/net-64.json")
    try FileManager.default.removeItem(atPath: "\(folder)/net-64.safetensors")
    let other = try Run(
      ["sweep", "--weights", "\(Self.checkpoints.path())/tflite-float32.tflite", "--rounds", "1"]
        + ["--threads", "1", "--frontier", "--accuracy", measured])
    #expect(
      other.status == 64 && other.error.contains("was measured on other weights"), "\(other.error)")
  }

  @Test("that were trained for another α, or are of several kinds, are refused by name")
  func refused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let alpha = try Run(["sweep", "--weights", folder, "--alphas", "0.5"])
    #expect(alpha.status == 64 && alpha.error.contains("has weights for α 0.05: give those"))
    let tflite = Self.checkpoints.appending(path: "tflite-float32.tflite").path()
    let mixed = try Run(["sweep", "--weights", folder, "--weights", tflite])
    #expect(mixed.status == 64 && mixed.error.contains("not trained alike"), "\(mixed.error)")
  }

  @Test("of several files are benchmarked and reported by their α and side")
  func single() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for command in ["bench", "report"] {
      let run = try Run([command, "--weights", folder, "--side", "64", "--json"])
      #expect(run.status == 0, "\(run.error)")
    }
  }
}
