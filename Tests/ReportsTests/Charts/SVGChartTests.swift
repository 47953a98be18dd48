import Testing

@testable import Reports

@Suite("An SVG chart")
struct SVGChartTests {
  private let chart = SVGChart(
    x: (Axis([1, 4], .linear), "x < 1", { Figure.tick($0) }),
    y: (Axis([10, 20], .linear, beginsAtZero: false), "y", { Figure.tick($0) }))

  @Test("has its plot between the margins: x to the right, y upwards")
  func scales() {
    #expect(chart.x.place(chart.x.axis.low) == 80 && chart.x.place(chart.x.axis.high) == 770)
    #expect(chart.y.place(chart.y.axis.low) == 570 && chart.y.place(chart.y.axis.high) == 60)
    #expect(chart.y.place(15) == 315)
  }

  @Test("is one element, with a line and a label for each tick, and nothing of a text is markup")
  func whole() {
    let svg = chart.svg(title: "a & \"b\" > \u{1B}", ["<g/>"])
    let lines = svg.split(separator: "\n")
    #expect(
      lines.first?.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960.0")
        == true)
    #expect(Array(lines.suffix(2)) == ["<g/>", "</svg>"])
    #expect(svg.contains(">a &amp; &quot;b&quot; &gt; ^[</text>"))
    #expect(svg.contains(">x &lt; 1</text>"))
    let ticks = chart.x.ticks.count + chart.y.ticks.count
    #expect(ticks > 4 && lines.count { $0.hasPrefix("<line ") } == ticks + 2)
    #expect(lines.count { $0.hasPrefix("<text ") } == ticks + 3)
  }

  @Test("draws lines, marks and words to a tenth of a pixel")
  func parts() {
    let look = SVGLook(kind: 1, rank: 1)
    #expect(
      chart.mark(10.04, 20, look, title: "<1>") == """
        <polygon points="6.5,16.5 13.5,16.5 13.5,23.5 6.5,23.5" fill="#ffffff" \
        stroke="#d55e00"><title>&lt;1&gt;</title></polygon>
        """)
    #expect(
      chart.path([(chart.x.axis.low, 15)], look) == """
        <polyline points="80.0,315.0" fill="none" stroke="#d55e00" stroke-dasharray="7 3"/>
        """)
    #expect(
      chart.line(0, 0.06, 1, 2, "#000000")
        == "<line x1=\"0.0\" y1=\"0.1\" x2=\"1.0\" y2=\"2.0\" stroke=\"#000000\"/>")
    #expect(
      chart.text(1, 2, "a", "end")
        == "<text x=\"1.0\" y=\"2.0\" text-anchor=\"end\" font-size=\"13.0\">a</text>")
  }

  @Test("keeps a long legend inside the picture, its words small enough for the rows")
  func legend() throws {
    for count in [1, 28, 43, 72, 140] {
      let last = chart.legend(count - 1, of: count, "t", SVGLook(kind: 0, rank: 0))
      let text = try #require(last.last)
      let found = try #require(text.firstMatch(of: /y="([0-9.]+)".*font-size="([0-9.]+)"/))
      #expect(try #require(Double(found.1)) < SVGChart.height)
      #expect(try #require(Double(found.2)) <= min(12, SVGChart.height / Double(count)))
    }
  }

  @Test("has shapes around their middle, no two of them alike")
  func shapes() {
    for shape in SVGLook.Shape.allCases {
      #expect(shape.corners.allSatisfy { abs($0.x) <= 5 && abs($0.y) <= 5 })
      #expect(shape.corners.contains { $0.x < 0 } && shape.corners.contains { $0.x > 0 })
    }
    let drawn = SVGLook.Shape.allCases.indices.map {
      chart.mark(0, 0, SVGLook(kind: $0, rank: 0), title: nil)
    }
    #expect(Set(drawn).count == 6)
  }
}
