import Foundation
import Testing

@testable import Measure

@Suite("Boxes in pictures")
struct PictureBoxesTests {
  private func boxes(_ text: String) throws -> PictureBoxes {
    let folder = try TemporaryFolder()
    return try PictureBoxes(path: folder.write(Array(text.utf8), to: "boxes"))
  }

  @Test("belong to a picture by its last two names")
  func names() throws {
    let boxes = try boxes("# x\na/b.JPEG\t1\t2\t3\t4\r\n\nc d/e f.png 5 6 7 8\na/b.JPEG 0 0 0 0\n")
    #expect(boxes.boxes(of: "val/a/b.JPEG").map(\.left) == [1, 0])
    #expect(boxes.boxes(of: "c d/e f.png") == [.init(left: 5, top: 6, right: 7, bottom: 8)])
    #expect(boxes.boxes(of: "b.JPEG").isEmpty)
  }

  @Test(
    "contain their first and last pixel",
    arguments: [
      (1, 2, true), (0.99, 2, false), (3.99, 4.99, true), (4, 4, false), (2, 5, false),
      (2, 1.9, false),
    ])
  func inside(x: Double, y: Double, isInside: Bool) {
    #expect(PictureBoxes.Box(left: 1, top: 2, right: 3, bottom: 4).contains(x: x, y: y) == isInside)
  }

  @Test(
    "are refused with the line and the mend",
    arguments: [
      ("a 1 2 3", "not a path and four whole numbers"),
      ("a 1 2 3 4.5", "not a path and four whole numbers"),
      ("1 2 3 4", "not a path and four whole numbers"),
      ("a 3 2 1 4", "a box that ends before it begins"),
      ("a -1 2 3 4", "a box that ends before it begins"), ("a\0 1 2 3 4", "no text"),
    ])
  func refused(line: String, problem: String) throws {
    let error = #expect(throws: MeasureError.self) { try boxes("b 0 0 1 1\n\(line)\n") }
    guard case .badBoxes(let file, line: 2, problem)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      error?.description == """
        \(file): line 2: \(problem); give a path, a tab and left, top, right, bottom in each line
        """)
  }

  @Test("are told from others by all of their lines")
  func fingerprints() throws {
    let one = try boxes("a 0 0 1 1\n").fingerprint
    #expect(try one == boxes("#\na 0 0 1 1\r\n").fingerprint)
    #expect(try one != boxes("a 0 0 1 2\n").fingerprint)
    #expect(one.count == 16)
    #expect(throws: MeasureError.self) { try boxes("# nothing\n") }
  }
}
