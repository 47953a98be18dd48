import Reports
import Testing

@testable import Screen

@Suite("A plot")
struct PlotTests {
  private let plot = Plot(
    x: Axis([1, 100], .logarithmic), y: Axis([10], .linear), columns: 30, rows: 10,
    xLabel: { Figure.tick($0) }, yLabel: { Figure.tick($0) })

  private func canvas(_ draw: (inout Canvas) -> Void) -> Canvas {
    var canvas = Canvas(columns: 30, rows: 10)
    draw(&canvas)
    return canvas
  }

  @Test("has axes with ticks where the values lie")
  func axes() {
    let theme = Theme(Appearance())
    let text = canvas { plot.drawAxes(on: &$0, theme: theme) }.text()
    #expect(
      text == """
         10┤
           │
           │
           │
           │
           │
           │
          0┤
           └┬───────────┬───────────┬
            1          10         100

        """, "\(text)")
  }

  @Test("sets dots finer than cells, and joins points by lines")
  func dots() {
    let dotted = canvas { plot.drawDots([(1, 10), (100, 0)], .plain, unicode: true, on: &$0) }
    let drawn = dotted.cells.filter { $0.scalar != " " }
    #expect(!drawn.isEmpty && drawn.allSatisfy { DotGrid.patterns.contains($0.scalar.value) })
    let line = canvas { plot.drawLine([(1, 0), (100, 10)], .plain, unicode: true, on: &$0) }
    for column in plot.cell((1, 0)).column...plot.cell((100, 10)).column {
      #expect((0..<8).contains { line[column, $0].scalar != " " })
    }
  }

  @Test("in ASCII tells points from the line")
  func ascii() {
    let dots = canvas { plot.drawDots([(1, 10), (100, 0)], .plain, unicode: false, on: &$0) }
    #expect(Set(dots.cells.map(\.scalar)) == [" ", "."])
    let line = canvas { plot.drawLine([(1, 0), (100, 10)], .plain, unicode: false, on: &$0) }
    #expect(Set(line.cells.map(\.scalar)) == [" ", "-"])
  }

  @Test("leaves the last column free, so that no label touches the frame")
  func labels() {
    let plot = Plot(
      x: Axis([1e6, 3.5e6], .linear), y: Axis([10], .linear), columns: 30, rows: 10,
      xLabel: { "\($0) parameters" }, yLabel: { Figure.tick($0) })
    let drawn = canvas { plot.drawAxes(on: &$0, theme: Theme(Appearance())) }
    #expect((0..<10).allSatisfy { drawn[29, $0].scalar == " " })
  }

  @Test("keeps marks of any values inside its area")
  func inside() {
    for value in [Double.nan, .infinity, -.infinity, -5, 0, 1e300] {
      let cell = plot.cell((value, value))
      #expect(plot.area.contains(cell.column, cell.row))
    }
  }
}
