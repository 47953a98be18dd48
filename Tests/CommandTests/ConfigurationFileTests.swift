import Foundation
import Testing

@testable import mobilenet_explorer

/// The user's own defaults.
struct ConfigurationFileTests {
  private func read(_ text: String, noColor: String? = nil) -> ConfigurationFile {
    ConfigurationFile(text: text, named: "config", noColor: noColor)
  }

  @Test func settingsBecomeOptions() {
    let file = read(
      """
      # mine
      color = 16
        mouse=off   # for selecting
      ascii = on

      threads = 1
      clipboard = off
      present = off
      """)
    #expect(
      file.words == [
        "--color", "16", "--no-mouse", "--ascii", "--threads", "1", "--no-clipboard",
      ])
    #expect(file.problems.isEmpty)
  }

  @Test(arguments: [
    ("colour = 16", "no setting 'colour'; did you mean 'color'?"),
    ("rainbows = on", "no setting 'rainbows'; give one of color"),
    ("color", "'color' has no '='; write name = value"),
    ("color = pink", "The value 'pink' is invalid for '--color <color>'"),
    ("mouse = maybe", "mouse = maybe: write on or off"),
    ("threads = 0", "--threads 0"),
    ("threads = many", "The value 'many' is invalid for '--threads <threads>'"),
  ])
  func damagedLinesAreNamedAndSkipped(line: String, sentence: String) throws {
    let file = read("color = 8\n\(line)\nmouse = off")
    #expect(file.words == ["--color", "8", "--no-mouse"])
    let problem = try #require(file.problems.first)
    #expect(file.problems.count == 1)
    #expect(problem.hasPrefix("config, line 2: "))
    #expect(problem.contains(sentence))
    #expect(problem.hasSuffix("; the line is skipped"))
    #expect(!problem.contains("\n"))
  }

  @Test func theEnvironmentWinsOverTheFile() {
    #expect(read("color = 256\nascii = on", noColor: "1").words == ["--ascii"])
    #expect(read("color = 256", noColor: "").words == ["--color", "256"])
  }

  @Test func itLiesWhereTheSpecificationSays() {
    let path = { (variables: [String: String]) in ConfigurationFile.path { variables[$0] } }
    #expect(path(["XDG_CONFIG_HOME": "/c", "HOME": "/h"]) == "/c/mobilenet-explorer/config")
    #expect(path(["XDG_CONFIG_HOME": "c", "HOME": "/h"]) == "/h/.config/mobilenet-explorer/config")
    #expect(path(["XDG_CONFIG_HOME": "c"]) == nil)
    #expect(path(["HOME": ""]) == nil)
  }

  @Test func whatIsNoTextIsSkippedAsAWhole() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = ConfigurationFile(path: folder.path + "/none", noColor: nil)
    #expect(missing.words.isEmpty && missing.problems.isEmpty)
    let whole = ConfigurationFile(path: folder.path, noColor: nil)
    #expect(whole.words.isEmpty && whole.problems.count == 1)
    let file = folder.appending(path: "config")
    try Data([0xFF, 0xFE, 0x41]).write(to: file)
    let binary = ConfigurationFile(path: file.path, noColor: nil)
    #expect(binary.problems == ["\(file.path): no text in UTF-8; it is skipped"])
    try Data(repeating: 0x0A, count: 70_000).write(to: file)
    #expect(ConfigurationFile(path: file.path, noColor: nil).problems.count == 1)
  }
}
