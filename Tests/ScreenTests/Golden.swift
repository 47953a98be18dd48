import Foundation
import Testing

@testable import Explorer
@testable import Screen

/// Expected screens as files: characters first, then a letter for each cell's style.
///
/// `RECORD_GOLDENS=1 swift test` writes them anew and fails, so that they are read before they are
/// committed.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens")

  static func expect(
    _ state: State, _ name: String, appearance: Appearance = Appearance(ground: .dark),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let canvas = draw(state, appearance: appearance)
    let letters = Theme(appearance).letters
    let found = canvas.text() + legend(letters) + canvas.styles(letters)
    let file = folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try found.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name): read it", sourceLocation: sourceLocation)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(
      found == expected, "\(name): \(firstDifference(found, expected))",
      sourceLocation: sourceLocation)
  }

  private static func legend(_ letters: [Style: Unicode.Scalar]) -> String {
    let entries = Role.allCases.filter { letters.values.contains($0.rawValue) }
    let names = entries.map { "\($0.rawValue) \($0)" }.joined(separator: ", ")
    return "--- \(names), # picture\n"
  }

  private static func firstDifference(_ found: String, _ expected: String) -> String {
    let lines = zip(
      found.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false))
    guard let place = lines.enumerated().first(where: { $0.element.0 != $0.element.1 }) else {
      return "another number of lines"
    }
    return "line \(place.offset + 1)\nfound    \(place.element.0)\nexpected \(place.element.1)"
  }
}

extension Canvas {
  /// A letter for each cell's style, row by row; "#" where the style is none of those given, as in
  /// pictures. Plain blanks stay blank.
  func styles(_ letters: [Style: Unicode.Scalar]) -> String {
    dump { cell in
      cell == .blank ? " " : letters[cell.style] ?? "#"
    }
  }
}

extension Theme {
  /// One letter for each style; a style that several roles share has that of the first.
  var letters: [Style: Unicode.Scalar] {
    Role.allCases.reversed().reduce(into: [:]) { $0[style($1)] = $1.rawValue }
  }
}
