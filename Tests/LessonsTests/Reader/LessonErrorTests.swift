import Testing

@testable import Lessons

/// A lesson with one step that holds these lines after its heading; they begin on line 3.
private func step(_ lines: String) -> String { "# A\n## B\n\(lines)" }

@Suite("A lesson that can't be played")
struct LessonErrorTests {
  @Test(
    "is refused in one line with file, line and mend: its form",
    arguments: [
      ("", "a.md: line 1: no title; begin with a line such as '# Thinner layers'"),
      ("## A\nText.", "a.md: line 1: no title; begin with a line such as '# Thinner layers'"),
      ("# A\nText.", "a.md: line 1: no step; add a heading such as '## Half as wide'"),
      ("# A\n## B\nText.\n# C", "a.md: line 4: a second title; begin steps with '##'"),
      (
        "# A\n## B\n",
        "a.md: line 2: the step 'B' tells nothing; write a paragraph before the question or task"
      ),
      (step("- C"), "line 2: the step 'B' tells nothing"),
      (step("Text.\n- C"), "line 4: a lesson can't show this: list; write plain paragraphs"),
      (step("Text.\n\n> C"), "line 5: a lesson can't show this: block quote"),
      (step("Text.\n\n<b>"), "line 5: a lesson can't show this: html block"),
      (step("Text.\n\na ![b](c)"), "line 5: a lesson can't show this: image"),
      (step("Text.\n### Later"), "line 4: the heading 'Later' is neither a step nor 'Then'"),
      (step("Text.\n### Then\nMore."), "line 4: 'Then' stands where no question and no task"),
      (step("Text.\n```set\nalpha 1\n```"), "line 4: the block 'set' stands where it can't"),
      (
        step("Text.\n```swift\nlet a = 1\n```"),
        "line 4: unknown block 'swift'; give one of set, ask, until"
      ),
      (step("```set\n\n```\nText."), "line 3: the block 'set' is empty"),
      (step("Text.\n```ask\n```"), "line 4: the block 'ask' is empty"),
      (
        step("Text.\n```ask\nside\nnumber\n```\n```until\nside < 64\n```"),
        "line 8: a second question or task in one step"
      ),
      (
        "# \(String(repeating: "A", count: 61))\n## B\nText.",
        "line 1: the title is too long for a screen of 80×24: 61, at most 60; make two of it"
      ),
      (
        step(String(repeating: "word ", count: 260)),
        "line 2: the text of 'B' (lines) is too long for a screen of 80×24: 18, at most 16"
      ),
      (
        step(String(repeating: "w", count: 77)),
        "line 2: a word (cells) is too long for a screen of 80×24: 77, at most 76"
      ),
      (
        "# A\nHere {latency}.\n## B\nText.",
        "line 2: {the latency} stands where nothing was guessed yet"
      ),
    ])
  func form(text: String, words: String) {
    expect(text, words)
  }

  @Test(
    "is refused in one line with file, line and mend: its words",
    arguments: [
      (
        "colour red",
        "line 4: unknown option 'colour'; give one of alpha, side, rho, base, variant, picture, full, precision, weight-bits, scales, view, layer, tile, zoom, point"
      ),
      ("alpha", "line 4: something is missing after 'alpha'; give one of a width multiplier"),
      (
        "alpha 1.5",
        "line 4: alpha '1.5'; give a number above 0, at most 1, with up to three decimals"
      ),
      ("side 31", "line 4: side '31'; give a whole number of pixels from 32 to 512"),
      ("side 1e2", "line 4: side '1e2'"),
      ("precision int4", "line 4: unknown precision 'int4'; give one of float32, int8"),
      ("weight-bits 2", "line 4: unknown weight-bits '2'; give one of 3, 4, 5, 6, 7, 8"),
      ("scales row", "line 4: unknown scales 'row'; give one of channel, tensor"),
      ("rho 0.1", "line 3: --rho 0.1: leaves less than 32 of 112 pixels; give 0.286 or more"),
      ("rho nan", "line 4: rho 'nan'; give a number above 0, at most 1"),
      (
        "base 64\nside 96",
        "line 3: --side 96 exceeds --base 64: give a larger --base, or leave --base out; set another value"
      ),
      (
        "variant dense", "line 4: unknown variant 'dense'; give one of separable, standard, shallow"
      ),
      ("picture dog", "line 4: unknown picture 'dog'; give one of viaduct, bison, cat"),
      ("view volcano", "line 4: unknown view 'volcano'; give one of layers, maps, roofline, off"),
      ("layer block14.dw", "line 3: unknown layer 'block14.dw'; give one of conv0, block1.dw"),
      ("tile -1", "line 4: tile '-1'; give a number"),
      ("alpha 1 2", "line 4: unknown word '2'; give one of nothing more"),
    ])
  func scene(lines: String, words: String) {
    expect(step("```set\n\(lines)\n```\nText."), words)
  }

  @Test(
    "is refused in one line with file, line and mend: its questions",
    arguments: [
      (
        "speed\nnumber",
        "line 6: unknown quantity 'speed'; give one of latency, multiply-adds, parameters, memory, maps, top-1"
      ),
      ("layer block9.conv share\nnumber", "line 6: unknown layer 'block9.conv'; give one of conv0"),
      ("layers fluffy share\nnumber", "line 6: unknown kind of layer 'fluffy'"),
      ("layer conv0 speed\nnumber", "line 6: unknown quantity of a layer 'speed'"),
      (
        "layers depthwise share at variant standard\nnumber",
        "line 6: unknown kind of layer here 'depthwise'"
      ),
      ("latency share\nnumber", "line 6: unknown form 'share'; give one of factor"),
      ("latency at\nnumber", "line 6: something is missing after 'at'"),
      ("latency at alpha 2\nnumber", "line 6: alpha '2'"),
      ("latency now\nnumber", "line 6: unknown word 'now'; give one of factor, share, at"),
      ("latency factor to half\nnumber", "line 6: unknown network 'half'; give one of full, step"),
      ("latency", "line 5: a question without options; add 'options' and at least two of them"),
      ("latency\noptions", "line 6: a question without options"),
      ("latency\noptions 1", "line 6: a question with a single option"),
      ("latency\noptions 1 1.0", "line 6: the options 1 and 1.0 are the same"),
      ("latency\noptions 1 fast", "line 6: option 'fast'; give a number in ms, µs, us"),
      ("latency\noptions 1 2 3 4 5 6 7", "line 6: more than 6 options"),
      ("latency\nanswers 1 2", "line 6: unknown answers 'answers'; give one of options, number"),
      ("latency\nnumber\noptions 1 2", "line 6: unknown line 'options 1 2'"),
      ("answer\nnumber", "line 6: the answer is no number; give words to choose from"),
      ("answer factor\nnumber", "line 6: answer is no number"),
      ("answer\noptions a, \(String(repeating: "b", count: 31))", "line 6: an option is too long"),
    ])
  func question(lines: String, words: String) {
    expect(step("Text.\n```ask\n\(lines)\n```"), words)
  }

  @Test(
    "is refused in one line with file, line and mend: its tasks",
    arguments: [
      (
        "latency",
        "line 5: something is missing after 'latency'; give one of <, <=, >, >=, is, is-not"
      ),
      ("latency < ", "line 5: value ''; give a number in ms, µs, us"),
      ("latency < 1 parsec", "line 5: value '1 parsec'"),
      (
        "latency at alpha 0.5 < 1 ms",
        "line 5: 'latency at alpha 0.5 < 1 ms': a condition is of where the learner is"
      ),
      ("answer < tabby", "line 5: the answer is no number"),
      ("side < 64\nside < 64\nside < 64\nside < 64", "line 8: more than 3 conditions"),
    ])
  func task(lines: String, words: String) {
    expect(step("Text.\n```until\n\(lines)\n```"), words)
  }

  @Test(
    "is refused in one line with file, line and mend: its figures",
    arguments: [
      ("It is {actual}.", "line 3: {actual} stands where nothing was guessed yet"),
      ("It is {latency.", "line 3: a brace is not closed, or not opened"),
      ("It is latency}.", "line 3: a brace is not closed, or not opened"),
      ("It is {speed}.", "line 3: unknown quantity 'speed'"),
      ("It is {}.", "line 3: something is missing after ''"),
      ("It is {here.latency at alpha 0.5}.", "line 3: 'here.latency at alpha 0.5'"),
      ("C\n```ask\nanswer\noptions a, b\n```\n### Then\n{off}", "line 9: the answer is no number"),
      (
        "C\n```until\nside < 64\n```\n### Then\n{guess}",
        "line 8: {guess} stands where nothing was guessed yet"
      ),
    ])
  func figure(lines: String, words: String) {
    expect(step(lines), words)
  }

  @Test("is refused where it is not UTF-8, or too large, or has a line that nobody writes")
  func bytes() {
    let read = { (bytes: [UInt8]) in
      errorReading { () throws(LessonError) in
        try LessonReader(.example, file: "a.md").lesson(bytes)
      }
    }
    #expect(read(Array("# A\n## B\n".utf8) + [0xFF]) == "a.md: line 3: not UTF-8; save it as UTF-8")
    let large = [UInt8](repeating: 0x20, count: LessonReader.largestFile + 1)
    #expect(
      read(large)
        == "a.md: cannot be read: 1000001 bytes, more than 1000000; check the path; a lesson has at most 1 MB"
    )
    #expect(
      read(Array("# A\n\(String(repeating: "a", count: 5000))".utf8))?.hasPrefix(
        "a.md: line 2: more than 4000 bytes in a line") == true)
  }

  private func expect(_ text: String, _ words: String) {
    let error = errorReading { () throws(LessonError) in try readLesson(text) }
    #expect(error?.contains(words) == true, "\(error ?? "no error")")
    #expect(error?.hasPrefix("a.md: line ") == true && error?.contains("\n") == false)
  }
}

/// The sentence that refuses a lesson; nil where it is read.
func errorReading(_ read: () throws(LessonError) -> Lesson) -> String? {
  do throws(LessonError) {
    _ = try read()
    return nil
  } catch {
    return "\(error)"
  }
}
