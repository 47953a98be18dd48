import Foundation
import MobileNet
import Testing

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("What is exported")
struct ExportedFileTests {
  private func content(
    _ export: Export, _ state: State = Example.explored(), _ appearance: Appearance = Appearance()
  ) throws -> String {
    try export.content(state, appearance: appearance)
  }

  @Test("is the screen without the menu that it was chosen from")
  func text() throws {
    var state = Example.explored()
    let before = draw(state, appearance: Appearance()).text()
    state.press(.character("e"))
    #expect(draw(state, appearance: Appearance()).text() != before)
    state.press(.enter)
    #expect(try content(.text, state) == before)
  }

  @Test("is all figures as report tells them")
  func state() throws {
    let text = try content(.state)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "mobilenet-explorer/report/1")
    #expect((json["setting"] as? [String: Any])?["alpha"] as? Double == 0.75)
    #expect((json["layers"] as? [Any])?.count == 29 && json["logits"] == nil)
    #expect((json["accuracy"] as? [String: Any])?["pictures"] as? Int == 10_000)
    let layers = try content(.layers).split(separator: "\n")
    #expect(layers.count == 30 && layers[0].hasPrefix("name,kind,kernel,"))
  }

  @Test("is the plane with accuracy and answers, as evaluate has its columns")
  func plane() throws {
    var state = Example.explored(keys: [.character("a")])
    let grid = try #require(ShownPlane(state).grid)
    state.tell { $0.background = .answerMap(Example.answers(grid, isComplete: false)) }
    let lines = try content(.plane, state).split(separator: "\n")
    #expect(lines.count == 1 + grid.alphas.count * grid.sides.count)
    #expect(
      lines[0] == """
        alpha,side,top1,top1_low,top1_high,top5,top5_low,top5_high,correct1,correct5,pictures,damaged,\
        top1_basis,answer_index,answer_id,answer_label,answer_probability
        """)
    #expect(lines[1].hasPrefix("0.25,32,0.1884,"))
    #expect(lines[1].hasSuffix(",1884,3768,10000,,\"measured\",,,,"))
    #expect(lines.last?.hasPrefix("1.0,128,0.4536,") == true)
    #expect(lines.last?.contains(",\"measured\",281,\"n281\",\"Egyptian cat\",") == true)
  }

  @Test("is the frontier, as sweep has its columns, with what lies on the front")
  func frontier() throws {
    let state = try Example.frontier(80, 24)
    let lines = try content(.frontier, state).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let frontier = try #require(state.frontier.shown)
    #expect(lines.count == 1 + frontier.points.count)
    #expect(
      lines[0].joined(separator: ",") == """
        alpha,side,variant,threads,multiply_adds,parameters,latency_ms_min,latency_ms_p10,\
        latency_ms_median,latency_ms_p90,runs,median_low_ms,median_high_ms,top1,top1_low,top1_high,top5,\
        top1_basis,memory_bytes,map_bytes_int8,front,precision
        """)
    #expect(lines.allSatisfy { $0.count == 22 })
    let front = lines.dropFirst().indices.filter { lines[$0][20] == "1" }
    #expect(Set(front.map { $0 - 1 }) == Set(frontier.front(.latency)) && !front.isEmpty)
  }

  // MARK: The picture

  @Test("is a picture of the screen's proportions in the colours of its ground, well-formed")
  func picture() throws {
    for (ground, colour) in [(Appearance.Ground.dark, "#121212"), (.light, "#ffffff")] {
      let svg = try content(.picture, Example.explored(), Appearance(ground: ground))
      #expect(svg.contains("viewBox=\"0 0 640 408\" width=\"640\" height=\"408\""))
      #expect(svg.contains("<rect width=\"100%\" height=\"100%\" fill=\"\(colour)\"/>"))
      #expect(svg.contains("<desc>mobilenet-explorer --alpha 0.75 --side 64 --threads 2</desc>"))
      #expect(svg.contains(">predictions</text>"))
      #expect(elements(svg).allSatisfy { $0.hasSuffix("/>") || $0.hasSuffix("</text>") })
    }
  }

  /// Behind the opening tag and before the closing one.
  private func elements(_ svg: String) -> [Substring] {
    svg.split(separator: "\n").filter { $0.hasPrefix("<path") || $0.hasPrefix("<text") }
  }

  @Test("puts each letter beyond ASCII in its cell, and words at the length of their cells")
  func words() {
    var canvas = Canvas(columns: 12, rows: 1)
    canvas.write("ab", at: 0, 0, Style(foreground: 196, attributes: .bold))
    canvas.write("α²<", at: 3, 0)
    canvas.write("x", at: 7, 0, Style(attributes: [.dim, .underline]))
    canvas.write("漢z", at: 8, 0)
    let words = elements(canvas.svg(on: .dark, description: ""))
    #expect(
      words == [
        ##"<text y="13" fill="#ff0000" font-weight="700" x="0" textLength="16">ab</text>"##,
        ##"<text y="13" fill="#dcdcdc" x="24 32 40">α²&lt;</text>"##,
        ##"<text y="13" fill="#dcdcdc" fill-opacity="0.6" text-decoration="underline" x="56">x</text>"##,
        ##"<text y="13" fill="#dcdcdc" x="64 80">漢z</text>"##,
      ])
  }

  @Test("draws blocks, shades, lines and dots as shapes, and joins what touches")
  func shapes() {
    let shapes = { (text: String, style: Style) in
      var canvas = Canvas(columns: 4, rows: 1)
      canvas.write(text, at: 0, 0, style)
      return elements(canvas.svg(on: .dark, description: ""))
    }
    #expect(
      shapes("▀", Style(foreground: 232, background: 255)) == [
        ##"<path fill="#eeeeee" d="M0 0h8v17h-8z"/>"##,
        ##"<path fill="#080808" d="M0 0h8v8.5h-8z"/>"##,
      ])
    #expect(shapes("██▌", .plain) == [##"<path fill="#dcdcdc" d="M0 0h20v17h-20z"/>"##])
    #expect(
      shapes("▒", .plain) == [##"<path fill="#dcdcdc" fill-opacity="0.5" d="M0 0h8v17h-8z"/>"##])
    #expect(
      shapes("┌──┐", .plain) == [
        ##"<path fill="#dcdcdc" d="M3.5 8h1v9h-1zM3.5 8h25v1h-25zM27.5 8h1v9h-1z"/>"##
      ])
    #expect(
      shapes("\u{2881}", .plain) == [
        ##"<path fill="#dcdcdc" d="M1 1.25h2v2h-2zM5 14h2v2h-2z"/>"##
      ])
    #expect(
      shapes(" ", Style(foreground: 21, background: 16, attributes: .reverse)) == [
        ##"<path fill="#0000ff" d="M0 0h8v17h-8z"/>"##
      ])
  }
}
