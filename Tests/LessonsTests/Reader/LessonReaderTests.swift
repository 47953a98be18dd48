import Engine
import Foundation
import Measure
import MobileNet
import Testing

@testable import Lessons

@Suite("A lesson's file")
struct LessonReaderTests {
  @Test("becomes steps with scenes, questions and tasks")
  func example() throws {
    let lesson = try readLesson(exampleText)
    #expect(lesson.title == "Thinner layers: the width multiplier")
    #expect(lesson.steps.map(\.title) == ["Half as wide", "Fast enough"])
    #expect(lesson.questions.count == 1 && lesson.taskCount == 1 && lesson.minutes == 3)
    let first = lesson.steps[0]
    #expect(first.scene.picture == "viaduct" && first.scene.choice.side == 112)
    #expect(first.scene.view == [Scene.ViewWord(option: "view", value: "layers")])
    let question = try #require(first.question)
    #expect(
      question.query
        == Query(quantity: .cost(.multiplyAdds), form: .factorOfFull, changes: [.alpha(.half)]))
    #expect(question.options.map(\.value) == [.number(0.5), .number(0.25), .number(0.125)])
    #expect(question.line == 13)
    #expect(first.then[0].figures == [.actual])
    let task = try #require(lesson.steps[1].task)
    #expect(task.conditions.map(\.relation) == [.less, .equal])
    #expect(task.conditions.map(\.text) == ["latency factor < 0.5", "answer is viaduct"])
  }

  @Test("sets how the network computes; where nothing is said it stays as it is")
  func precisions() throws {
    let sets = ["", "precision int8", "weight-bits 4", "scales tensor", "precision int8"]
    let steps = (sets + ["precision float32", "weight-bits 6"]).map { set in
      "## B\n" + (set.isEmpty ? "" : "```set\n\(set)\n```\n") + "Text."
    }
    let lesson = try readLesson("# A\n" + steps.joined(separator: "\n"))
    let quantised = { (bits: Int, scales: Quantisation.Scales) in
      Precision.int8(Quantisation(weightBits: bits, scales: scales))
    }
    #expect(
      lesson.steps.map(\.scene.precision) == [
        nil, .int8, quantised(4, .channel), quantised(4, .tensor), quantised(4, .tensor), .float32,
        quantised(6, .channel),
      ])
    let asked = try readLesson(
      "# A\n## B\nText.\n```ask\ntop-1 at weight-bits 4 scales tensor\nnumber\n```")
    #expect(
      asked.questions[0].query.words
        == "the top-1 accuracy at 4 bits a weight, one scale for each layer")
  }

  @Test("sets scenes on top of those before, so that a step is the same from wherever one comes")
  func scenes() throws {
    let lesson = try readLesson(
      """
      # A
      ## One
      ```set
      alpha 0.5
      rho 0.5
      view maps
      layer block3.dw
      ```
      Text.
      ## Two
      ```set
      side 64
      view off
      variant shallow
      ```
      Text.
      ## Three
      ```set
      full
      ```
      Text.
      """)
    let scenes = lesson.steps.map(\.scene)
    #expect(scenes[0].choice.rho == 0.5 && scenes[0].view.count == 2)
    #expect(scenes[1].choice.rho == nil && scenes[1].choice.side == 64)
    #expect(scenes[1].choice.alpha == .half && scenes[1].choice.variant == .shallow)
    #expect(scenes[1].view == [Scene.ViewWord(option: "layer", value: "block3.dw")])
    #expect(
      try scenes[2].setting(beside: .example)
        == Setting(side: 112, baseSide: 112, variant: .shallow, classes: 200))
  }

  @Test(
    "asks in the words of its block",
    arguments: [
      ("latency at side 64, number", "the latency at side 64"),
      (
        "parameters factor to step at variant standard, number",
        "the parameters at the standard network, compared with the network shown"
      ),
      ("layer block13.pw share, options 5 20", "the share of block13.pw in the multiply-adds"),
      (
        "layers depthwise latency share at alpha 0.5, number",
        "the share of all depthwise layers in the time at α 0.50"
      ),
      ("layer conv0 parameters, options 864 10k", "the parameters of conv0"),
      ("maps, options 54 KiB 256 KiB", "the largest maps in int8"),
      ("top-1 at alpha 0.25 side 32, options 10 % 30 %", "the top-1 accuracy at α 0.25, side 32"),
      ("rank at picture cat, options 1 2 3", "the rank of the right answer at the picture cat"),
    ])
  func asked(block: String, words: String) throws {
    let parts = block.split(separator: ", ", maxSplits: 1)
    let lesson = try readLesson("# A\n## B\nC\n```ask\n\(parts[0])\n\(parts[1])\n```")
    #expect(lesson.questions[0].query.words == words)
  }

  @Test("reads options with and without units, and words between commas")
  func options() throws {
    let values = { (lines: String) throws in
      try readLesson("# A\n## B\nC\n```ask\n\(lines)\n```").questions[0].options
    }
    #expect(
      try values("maps\noptions 54 KiB 1 MiB").map(\.value) == [.number(55296), .number(1_048_576)])
    #expect(
      try values("multiply-adds\noptions 44M, 148 M").map(\.value) == [
        .number(44e6), .number(148e6),
      ])
    #expect(try values("top-1\noptions 30 50 %").map(\.text) == ["30", "50 %"])
    #expect(
      try values("answer\noptions tabby, Egyptian cat").map(\.value) == [
        .words("tabby"), .words("Egyptian cat"),
      ])
  }

  @Test("is read from a file, and a missing one is refused in one line")
  func file() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).md"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(
      throws: LessonError.self, performing: { try LessonReader.read(path: path, .example) })
    try exampleText.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try LessonReader.read(path: path, .example).name == path)
    #expect(
      try LessonReader(.example, file: "a").lesson([0xEF, 0xBB, 0xBF] + Array(exampleText.utf8))
        .steps.count == 2)
  }

  @Test("shows control characters of a lesson, instead of sending them")
  func control() throws {
    let lesson = try readLesson("# A\u{1B}[2J\n## B\u{7}\nC\u{202E}d")
    #expect(lesson.title == "A^[[2J" && lesson.steps[0].title == "B^G")
    #expect(lesson.steps[0].text == [Paragraph(parts: [.words(Span("C\\u{202e}d"))])])
  }
}
