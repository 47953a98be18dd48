import Foundation
import Testing
import Weights

@testable import Lessons

/// Lessons damaged in many ways: never a trap, always a lesson or one line.
///
/// `FUZZ_LESSONS` in the environment sets their number.
@Suite("A damaged lesson")
struct MutatedLessonTests {
  private static let environment = ProcessInfo.processInfo.environment["FUZZ_LESSONS"]
  private static let rounds = environment.flatMap(Int.init) ?? 3000

  @Test("is read or refused in one line")
  func damage() throws {
    let good = Array(exampleText.utf8)
    var random = SplitMix(state: 24)
    var refused = 0
    for round in 0..<Self.rounds {
      let bytes = good.damaged(using: &random)
      let error = errorReading { () throws(LessonError) in
        try LessonReader(.example, file: "a.md").lesson(bytes)
      }
      guard let error else { continue }
      refused += 1
      #expect(error.hasPrefix("a.md: ") && !error.contains("\n"), "round \(round): \(error)")
      #expect(error.contains("; "), "round \(round): no mend: \(error)")
    }
    #expect(refused > Self.rounds / 3)
    if Self.environment != nil { print("lessons: \(refused) of \(Self.rounds) refused") }
  }

  @Test(
    "of a kind that is slow to read is read in time",
    arguments: [
      "> ", "[", "![", "- ", "*a ", "_*", "`", "<!--", "[a](<b", "\\[", "&", "|a", "1. ", "<a ",
      "~~",
    ])
  func slow(piece: String) {
    let line = String(repeating: piece, count: 3900 / piece.utf8.count) + "\n"
    for text in [
      String(repeating: line, count: 25), String(repeating: "\(piece)\n", count: 25_000),
    ] {
      _ = errorReading { () throws(LessonError) in try readLesson("# A\n## B\n\(text)") }
    }
  }
}

extension [UInt8] {
  /// A copy with bytes flipped, words of lessons put in, lines swapped, repeated or cut.
  fileprivate func damaged(using random: inout SplitMix) -> [UInt8] {
    var bytes = self
    for _ in 0..<Int.random(in: 1...4, using: &random) where bytes.count > 8 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2, 3: bytes.replaceWord(at: place, using: &random)
      case 4: bytes.insert(contentsOf: Hostile.piece(using: &random), at: place)
      case 5:
        let end = Swift.min(bytes.count, place + Int.random(in: 1...80, using: &random))
        let stretch = Array(bytes[place..<end])
        bytes.insert(contentsOf: stretch, at: Int.random(in: 0...bytes.count, using: &random))
      default:
        bytes.removeSubrange(
          place..<Swift.min(bytes.count, place + Int.random(in: 1...120, using: &random)))
      }
    }
    return bytes
  }

  private mutating func replaceWord(at place: Int, using random: inout SplitMix) {
    let isEnd = { (byte: UInt8) in byte == 0x20 || byte == 0x0A }
    let start = self[..<place].lastIndex(where: isEnd).map { $0 + 1 } ?? 0
    let end = self[start...].firstIndex(where: isEnd) ?? count
    replaceSubrange(start..<end, with: Hostile.piece(using: &random))
  }
}

private enum Hostile {
  private static let pieces = [
    "", "0", "-1", "1e999", "nan", "99999999999999999999", "0.0000001", "0.5", "32", "512", "alpha",
    "at",
    "share", "factor", "to", "step", "layer", "layers", "depthwise", "block13.pw", "latency",
    "answer", "is",
    "{actual}", "{", "}", "{here.}", "{here.here.latency}", "```", "```ask", "```until", "```set",
    "# ", "## ",
    "### Then", "\n", "\n\n", "> ", "- ", "<b>", "[a](b)", "**", "\u{1B}[2J", "\u{202E}", "\0", "α",
    "🦬",
    "options", "number", "%", ",", ",,", "picture", "full", "variant", "standard", "base", "maps",
    "KiB",
  ].map { Array($0.utf8) }

  static func piece(using random: inout SplitMix) -> [UInt8] {
    pieces.randomElement(using: &random) ?? []
  }
}
