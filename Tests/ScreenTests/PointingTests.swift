import Measure
import MobileNet
import Testing

@testable import Explorer
@testable import Screen

@Suite("Pointing")
struct PointingTests {
  @Test("at a layer's row hits that layer, as drawn", arguments: [(80, 24), (120, 40), (200, 60)])
  func layers(columns: Int, rows: Int) {
    for selected in [0, 5, 14, 28] {
      var state = Example.explored(columns: columns, rows: rows)
      state.view.selectedLayer = selected
      let canvas = draw(state, appearance: Appearance())
      var seen = 0
      for row in 0..<rows {
        for column in 0..<columns {
          guard case .layer(let index) = target(at: column, row: row, in: state) else { continue }
          seen += 1
          let name = state.figures.architecture.layers[index].name
          let line = (0..<columns).map { String(Character(canvas[$0, row].scalar)) }.joined()
          #expect(line.contains(name))
        }
      }
      #expect(seen > 0)
    }
  }

  @Test("at a slider's cell sets what the cell's right end stands for")
  func sliders() {
    let state = Example.explored()
    #expect(target(at: 10, row: 1, in: state) == .alpha(Example.width(50)))
    #expect(target(at: 24, row: 1, in: state) == .alpha(Example.width(750)))
    #expect(target(at: 29, row: 1, in: state) == .alpha(.one))
    #expect(target(at: 19, row: 2, in: state) == .side(64))
    #expect(target(at: 29, row: 2, in: state) == .side(128))
    // The marks: 4/7, 5/7 and 6/7 of 128.
    #expect(target(at: 21, row: 2, in: state) == .side(73))
    #expect(target(at: 24, row: 2, in: state) == .side(91))
    #expect(target(at: 27, row: 2, in: state) == .side(110))
    #expect(target(at: 9, row: 1, in: state) == .pane(.setting))
  }

  @Test("at what was set shows the slider filled up to the click")
  func feedback() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 10)] {
      var state = Example.explored(columns: columns, rows: rows)
      state.view.focus = .setting
      for row in 0..<rows {
        for column in 0..<columns {
          guard let hit = target(at: column, row: row, in: state) else { continue }
          switch hit {
          // Less than the smallest side is that side: then the bar goes further than the click.
          case .side(Setting.sides.lowerBound): break
          case .alpha, .side:
            var clicked = state
            _ = reduce(&clicked, .pointed(hit))
            let canvas = draw(clicked, appearance: Appearance())
            #expect("█▉▊▋▌▍▎▏".unicodeScalars.contains(canvas[column, row].scalar))
            // Rounding to a hundredth or a pixel may spill an eighth, which is also the end's glyph.
            let next = canvas[column + 1, row].scalar
            #expect(" ┊▏".unicodeScalars.contains(next), "\(hit) at \(columns)×\(rows): \(next)")
          case .pane, .layer, .layerOrder, .setting, .frontierPoint, .rooflinePoint, .tile, .pixel,
            .figure:
            break
          }
        }
      }
    }
  }

  @Test("at the map's cells sets what they stand for", arguments: [(80, 24), (120, 40), (40, 10)])
  func map(columns: Int, rows: Int) throws {
    let state = Example.explored(columns: columns, rows: rows, keys: [.character("a")])
    let plane = try #require(ShownPlane(state).grid)
    var hit: Set<Setting> = []
    for row in 0..<rows {
      for column in 0..<columns {
        guard case .setting(let alpha, let side) = target(at: column, row: row, in: state) else {
          continue
        }
        var clicked = state
        _ = reduce(&clicked, .pointed(.setting(alpha: alpha, side: side)))
        #expect(clicked.choice.setting.alpha == alpha && clicked.choice.setting.side == side)
        if hit.insert(clicked.choice.setting).inserted {
          // The mark stands in the cell that was clicked on.
          let canvas = draw(clicked, appearance: Appearance())
          let marks = (0..<columns).flatMap { x in (0..<rows).map { (x, $0) } }
            .filter { x, y in
              canvas[x, y].scalar == "▸" && !canvas[x, y].style.background.isOwn
            }
          #expect(marks.count == 1)
          #expect(
            marks.allSatisfy {
              target(at: $0.0, row: $0.1, in: state) == .setting(alpha: alpha, side: side)
            })
        }
      }
    }
    if columns >= 80 { #expect(hit.count == plane.alphas.count * plane.sides.count) }
    #expect(!hit.isEmpty)
  }

  @Test("at a pane hits it, also on its frame; elsewhere nothing")
  func panes() {
    let state = Example.explored()
    #expect(target(at: 5, row: 6, in: state) == .pane(.picture))
    #expect(target(at: 40, row: 3, in: state) == .pane(.predictions))
    #expect(target(at: 40, row: 10, in: state) == .pane(.cost))
    #expect(target(at: 40, row: 15, in: state) == .pane(.layers))
    #expect(target(at: 5, row: 0, in: state) == nil)
    #expect(target(at: 5, row: 23, in: state) == nil)
    #expect(target(at: -1, row: 500, in: state) == nil)
  }

  @Test("a click on a word of the bottom line presses its key", arguments: [(80, 24), (120, 40)])
  func footer(columns: Int, rows: Int) {
    let expected: [(text: String, glyph: Character, key: Key)] = [
      ("←→ α", "←", .left), ("←→ α", "→", .right), ("↑↓ ρ", "↓", .down),
      ("a plane", "p", .character("a")),
      ("T lessons", "T", .character("T")), ("? help", "l", .character("?")),
      ("q quit", "q", .character("q")),
    ]
    let state = Example.explored(columns: columns, rows: rows)
    let canvas = draw(state, appearance: Appearance())
    let line = (0..<columns).map { String(Character(canvas[$0, rows - 1].scalar)) }.joined()
    let column = { (text: String) in
      line.firstRange(of: text).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
    }
    for (text, glyph, key) in expected {
      guard let start = column(text), let place = Array(text).lastIndex(of: glyph) else {
        Issue.record("\(text) is not there")
        continue
      }
      let click = Key.click(column: start + place, row: rows - 1)
      #expect(action(for: click, in: state) == .key(key), "\(text)")
    }
    #expect(action(for: .click(column: 0, row: rows - 1), in: state) == nil)
    // "-" between the digits is another key, and not meant.
    let dash = column("1-4").map { Key.click(column: $0 + 1, row: rows - 1) }
    #expect(dash.flatMap { action(for: $0, in: state) } == nil)
  }

  @Test("the wheel over a slider moves it, up is more")
  func wheelOnSliders() {
    let state = Example.explored()
    #expect(action(for: .wheelUp(column: 15, row: 1), in: state) == .key(.right))
    #expect(action(for: .wheelDown(column: 15, row: 1), in: state) == .key(.left))
    #expect(action(for: .wheelUp(column: 15, row: 2), in: state) == .key(.up))
    #expect(action(for: .wheelDown(column: 15, row: 2), in: state) == .key(.down))
  }

  @Test("a drag moves the slider that it began on, wherever the mouse is by then")
  func drags() {
    let state = Example.explored()
    let drag = { (column: Int, row: Int, start: MousePlace) in
      action(for: .drag(column: column, row: row, from: start), in: state)
    }
    let onAlpha = MousePlace(column: 15, row: 1)
    #expect(drag(24, 1, onAlpha) == .pointed(.alpha(Example.width(750))))
    #expect(drag(24, 2, onAlpha) == .pointed(.alpha(Example.width(750))))
    #expect(drag(79, 20, onAlpha) == .pointed(.alpha(.one)))
    #expect(drag(0, 0, onAlpha) == .pointed(.alpha(Example.width(50))))
    #expect(drag(21, 7, MousePlace(column: 15, row: 2)) == .pointed(.side(73)))
    #expect(drag(15, 1, MousePlace(column: 5, row: 6)) == nil)
    var covered = state
    covered.press(.character("?"))
    #expect(action(for: .drag(column: 24, row: 1, from: onAlpha), in: covered) == nil)
  }

  @Test("at the head of a column sorts the layers by it, and again no more", arguments: [80, 120])
  func heads(columns: Int) {
    var state = Example.explored(columns: columns, rows: columns / 3)
    let row = (0..<state.view.rows).first { row in
      (0..<columns).contains { target(at: $0, row: row, in: state) == .layerOrder(.parameters) }
    }
    let head = { (order: LayerOrder) in
      (0..<columns).first { target(at: $0, row: row ?? 0, in: state) == .layerOrder(order) }
    }
    let canvas = draw(state, appearance: Appearance())
    for (order, text) in [(LayerOrder.parameters, "params"), (.work, "mult-adds"), (.time, "µs")] {
      guard let column = head(order) else {
        Issue.record("no head for \(order)")
        continue
      }
      let line = (0..<columns).map { String(Character(canvas[$0, row ?? 0].scalar)) }
      #expect(line[column...].prefix(12).joined().contains(text))
      _ = reduce(&state, .pointed(.layerOrder(order)))
      #expect(state.view.layerOrder == order)
      #expect(state.view.selectedLayer == state.figures.layerRows(by: order)[0].index)
      _ = reduce(&state, .pointed(.layerOrder(order)))
      #expect(state.view.layerOrder == .order)
    }
  }

  @Test("turns clicks and the wheel into actions")
  func actions() {
    var state = Example.explored()
    #expect(action(for: .click(column: 5, row: 6), in: state) == .pointed(.pane(.picture)))
    #expect(
      action(for: .wheelDown(column: 5, row: 16), in: state) == .scrolled(by: 1, over: .layers))
    #expect(
      action(for: .wheelUp(column: 5, row: 15), in: state) == .scrolled(by: -1, over: .layers))
    let overPicture = action(for: .wheelUp(column: 5, row: 6), in: state)
    #expect(overPicture == .scrolled(by: -1, over: .picture))
    let before = state
    _ = reduce(&state, .scrolled(by: -1, over: .picture))
    #expect(state == before)
    #expect(action(for: .character("j"), in: state) == nil)
    state.press(.character("?"))
    #expect(
      action(for: .wheelDown(column: 5, row: 6), in: state)
        == .scrolled(by: 1, over: state.view.focus))
    #expect(action(for: .click(column: 0, row: 0), in: state) != nil)
  }
}
