import Measure
import MobileNet
import Testing

@testable import Explorer
@testable import Screen

@Suite("The first and the last line")
struct LinesTests {
  private func lines(_ state: State) -> [String] {
    draw(state, appearance: Appearance()).text()
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("say in a mark and a few words what the engine does")
  func status() {
    var state = Example.start()
    #expect(Status(state).text.text == "○ running")
    state.answer(runs: 1)
    #expect(Status(state).text.text == "○ 1 run")
    state.answer(runs: 1214)
    #expect(Status(state).text.text == "● 1 214 runs")
    state.press(.character(" "))
    #expect(Status(state).text.text == "‖ paused, 1 214 runs")
    // Paused before the first result it still runs.
    state.press(.left)
    #expect(Status(state).text.text == "○ running")
    state.tell { $0.failure = "gone" }
    #expect(Status(state).text.text == "! failed")
  }

  @Test("tell how long the build took, the one before dimmed until then")
  func built() {
    var state = Example.start()
    #expect(Status.built(state).map(\.text) == Dated("built in –"))
    state.answer()
    #expect(Status.built(state).map(\.text) == Dated("built in 0.410 ms"))
    state.press(.left)
    #expect(Status.built(state).map(\.text) == Dated("built in 0.410 ms", isStale: true))
  }

  @Test(
    "name what is looked at: the program where there is room, names clipped where there is none")
  func names() {
    let long = String(repeating: "picture", count: 20) + ".jpg"
    var state = Example.explored(catalogue: Example.catalogue(picture: long))
    #expect(
      lines(state)[0]
        == " picturepicturepicturep… · built-in weights · separable · float32 · AVX-512 × 2",
      "\(lines(state)[0])")
    _ = reduce(&state, .resize(columns: 200, rows: 40))
    #expect(
      lines(state)[0].contains(
        " · built-in weights, 200 classes · separable · float32 · AVX-512 × 2 threads")
    )
    let short = Example.explored()
    #expect(
      lines(short)[0]
        == " cat.jpg · built-in weights · separable · float32 · AVX-512 × 2",
      "\(lines(short)[0])")
  }

  @Test("say what is pinned, and whether it is the present network")
  func pinned() {
    var state = Example.explored(keys: [.character("p")])
    #expect(lines(state)[0].hasSuffix(" · pinned"))
    state.press(.left)
    #expect(lines(state)[0].hasSuffix(" · pinned α 0.75 side 64"))
  }

  @Test("give a message as many lines as it needs, at most half of the screen")
  func messages() {
    var state = Example.explored()
    state.view.message = "it failed"
    #expect(lines(state)[23] == " it failed")
    state.view.message = Array(repeating: "word", count: 30).joined(separator: " ")
    let two = lines(state)
    #expect(two[22].hasPrefix(" word word") && two[23].hasPrefix(" word word"))
    #expect(!two[21].contains("word"))
    state.view.message = String(repeating: "endless ", count: 500)
    let many = lines(state)
    #expect(many.count { $0.hasPrefix(" endless") } == 11 && many[23] == " …")
  }

  @Test(
    "have help and way out whatever the width",
    arguments: [40, 41, 60, 80, 99, 120, 163, 200])
  func footer(columns: Int) {
    let state = Example.explored(columns: columns, rows: 24)
    let line = lines(state)[23]
    #expect(line.hasSuffix("? help  q quit") && line.count <= columns)
  }
}
