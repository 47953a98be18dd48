import MobileNet
import Reports
import Testing
import Weights

@testable import Explorer
@testable import Measure
@testable import Screen

@Suite("Composing")
struct ComposingTests {
  /// Around each size at which something changes, and between.
  private static let sizes = [
    1, 2, 5, 9, 10, 15, 19, 20, 21, 22, 23, 24, 26, 32, 39, 40, 41, 50, 60,
  ]
  .flatMap { rows in
    [1, 2, 7, 39, 40, 57, 71, 72, 80, 99, 119, 120, 121, 160, 200].map { ($0, rows) }
  }

  private static let state = Example.start()

  private func state(_ columns: Int, _ rows: Int) -> State {
    var state = Self.state
    (state.view.columns, state.view.rows) = (columns, rows)
    return state
  }

  @Test("keeps panes on the screen and apart, and leaves first and last line")
  func places() {
    for (columns, rows) in Self.sizes {
      let composition = Composition(state(columns, rows))
      var insides = composition.panes.map {
        composition.isFramed($0.key) ? $0.value.inside : $0.value
      }
      if let details = composition.details { insides.append(details.inside) }
      var covered: Set<SIMD2<Int>> = []
      for area in insides {
        #expect(area.columns > 0 && area.rows > 0, "\(columns)×\(rows)")
        for row in area.row..<area.row + area.rows {
          for column in area.column..<area.column + area.columns {
            #expect(column < columns && row > 0 && row < rows - 1)
            #expect(covered.insert(SIMD2(column, row)).inserted, "overlap at \(columns)×\(rows)")
          }
        }
      }
    }
  }

  @Test("below large digits, above a strip, or both, keeps panes apart and their rows enough")
  func shortened() {
    for (columns, rows) in [(120, 40), (130, 45), (120, 50), (200, 60)] {
      for (strip, opened) in [(0, Pane.layers), (5, .layers), (0, .frontier), (9, .maps)] {
        var state = Self.state
        state.view = View(columns: columns, rows: rows, presents: true)
        (state.view.stripRows, state.view.lower) = (rows == 40 ? min(strip, 5) : strip, opened)
        let (view, composition) = (state.view, Composition(state))
        let areas = composition.panes.map(\.value) + [composition.details].compactMap(\.self)
        #expect(areas.map(\.row).min() == view.bandRows + 1)
        #expect(areas.map { $0.row + $0.rows }.max() == view.bandRows + view.paneRows - 1)
        #expect(areas.allSatisfy { $0.inside.rows >= 4 }, "\(columns)×\(rows) \(opened)")
      }
    }
  }

  @Test("has all five panes from 72×20 on, one below, none below 40×10")
  func forms() {
    #expect(Composition(state(72, 20)).panes.count == 5)
    #expect(Composition(state(72, 20)).form == .compact)
    #expect(Composition(state(120, 39)).form == .compact)
    #expect(Composition(state(120, 40)).form == .roomy)
    #expect(Composition(state(71, 24)).form == .single)
    #expect(Composition(state(40, 10)).panes.count == 1)
    #expect(Composition(state(39, 10)).form == .tooSmall)
    #expect(Composition(state(40, 9)).form == .tooSmall)
    var zoomed = state(200, 60)
    zoomed.view.zoomed = .cost
    #expect(Composition(zoomed).panes.keys.map(\.self) == [.cost])
  }

  @Test("keeps the layers below an opened pane where there is room, or covers the small screen")
  func opened() throws {
    for (columns, rows) in [(120, 40), (200, 60)] {
      var state = Example.start(columns: columns, rows: rows)
      let before = Composition(state)
      (state.view.lower, state.view.focus) = (.plane, .plane)
      let after = Composition(state)
      let frame = try #require(after.panes[.plane])
      let layers = try #require(after.panes[.layers])
      #expect(layers.row == frame.row + frame.rows - 1 && layers.column == frame.column)
      #expect(layers.rows >= 8 && frame.rows >= 14)
      for pane in [Pane.setting, .picture, .predictions] {
        #expect(after.panes[pane] == before.panes[pane])
      }
      #expect(after.details == before.details)
    }
    var state = Example.start()
    (state.view.lower, state.view.focus) = (.plane, .plane)
    #expect(Composition(state).panes.keys.map(\.self) == [.plane])
    #expect(Composition(state).form == .single)
  }

  @Test("gives rows that an opened plane does not need to the layers, and no other pane's")
  func spareRows() throws {
    for (columns, rows) in [(120, 40), (140, 44), (200, 60), (300, 90)] {
      for keys: [Key] in [[.character("a")], [.character("a"), .character("x")]] {
        let state = Example.explored(columns: columns, rows: rows, keys: keys)
        let composition = Composition(state)
        let frame = try #require(composition.panes[.plane])
        let layers = try #require(composition.panes[.layers])
        #expect(layers.row == frame.row + frame.rows - 1)
        #expect(layers.row + layers.rows == rows - 1)
        // The map is no smaller than it would be with the rows that another pane keeps, nor has it more.
        let pane = { (inside: Int) in
          PlanePane(
            place: PanePlace(
              state: state, theme: Theme(Appearance()), columns: frame.inside.columns, rows: inside)
          )
        }
        let others = Composition(opening(.frontier, in: state)).panes
        let most = try #require(others[.frontier]).inside.rows
        let grid = try #require(pane(frame.inside.rows).grid)
        #expect(grid == pane(most).grid)
        #expect(frame.inside.rows == min(most, grid.height + 5), "\(columns)×\(rows)")
        #expect(others[.roofline] == nil)
        #expect(Composition(opening(.roofline, in: state)).panes[.roofline] == others[.frontier])
      }
    }
  }

  private func opening(_ pane: Pane, in state: State) -> State {
    var state = state
    (state.view.lower, state.view.focus) = (pane, pane)
    return state
  }

  /// What is hard to draw.
  private static var awkward: [State] {
    let name = String(repeating: "long \u{1B}[2J\u{202E} 写真 ", count: 9)
    let weights = WeightFamily(
      Example.weights(name, origin: name, baseSide: 512, widths: 1...1000, classes: 1000))
    let catalogue = Example.catalogue(picture: name, weights: weights)
    var states = [
      Example.start(),
      Example.start(alpha: 1000, side: 512, base: 512, variant: .standard, classes: 1000),
      Example.start(alpha: 1, side: 32, base: 512, classes: 1000, catalogue: catalogue),
      Example.start(alpha: 375, side: 33, base: 512, rhoRule: .filters),
    ]
    for index in states.indices.dropFirst() { states[index].answer(runs: 3) }
    states[2].tell { snapshot in
      snapshot.latency = Example.latency(123_456, runs: 4)
      snapshot.predictions = (0..<5).map {
        Prediction(index: $0, id: name, label: name, probability: 1 / Double($0), logit: .nan)
      }
    }
    states[3].view.message = name
    states[3].press(.character("G"), .character("?"))
    return states
  }

  @Test("draws every state at every size without a trap, safely")
  func everySize() {
    for (index, state) in Self.awkward.enumerated() {
      var state = state
      // Each state at every second size.
      for (place, (columns, rows)) in Self.sizes.enumerated() where (place + index) % 2 == 0 {
        _ = reduce(&state, .resize(columns: columns, rows: rows))
        state.view.focus = View().panes[(columns + rows) % 5]
        let canvas = draw(
          state, appearance: Appearance(colors: 0, glyphs: rows % 2 == 0 ? .all : .ascii))
        #expect(canvas.columns == columns && canvas.rows == rows)
        let isCut = canvas.isCut
        #expect(!isCut, "state \(index), \(columns)×\(rows), \(state.view.focus)")
        let scalars = Set(canvas.cells.map(\.scalar)).subtracting([Cell.secondHalf])
        #expect(scalars.allSatisfy { visible(String(Character($0))) == String(Character($0)) })
      }
    }
  }

  @Test("draws forty widths, in every pane, zoomed and not, and loses nothing at an edge")
  func widths() {
    for step in 1...40 {
      var state = Example.start(alpha: step * 25, columns: 120, rows: 40)
      state.answer()
      for pane in Pane.allCases {
        (state.view.lower, state.view.zoomed) = (Pane.layers, nil)
        if !View().panes.contains(pane) { state.view.lower = pane }
        for zoomed in [nil, pane] {
          state.view.zoomed = zoomed
          let canvas = draw(state, appearance: Appearance())
          let isCut = canvas.isCut
          #expect(!isCut, "α \(state.choice.setting.alpha), \(pane)")
          #expect(canvas.text().contains("\(state.choice.setting.alpha)"))
        }
      }
    }
  }

  @Test("uses ASCII alone where there is no Unicode")
  func ascii() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40), (200, 60)] {
      for keys: [Key] in [
        [], [.character("?")], [.character("z")], [.character(" "), .character("j")],
        [.character("a")],
        [.character("a"), .character("x")],
      ] {
        let state = Example.explored(columns: columns, rows: rows, keys: keys)
        let canvas = draw(state, appearance: Appearance(glyphs: .ascii))
        let others = canvas.cells.map(\.scalar).filter { !$0.isASCII }
        #expect(others.isEmpty, "\(String(String.UnicodeScalarView(others)))")
      }
    }
  }

  @Test("uses no character that East Asian fonts draw wider, where the terminal is one of those")
  func narrow() {
    for (columns, rows) in [(1, 1), (40, 10), (80, 24), (120, 40), (200, 60)] {
      for keys: [Key] in [
        [], [.character("?")], [.character("a")], [.character("f")], [.character("r")],
        [.character("m")], [.character("=")],
      ] {
        let state = Example.explored(columns: columns, rows: rows, keys: keys)
        let canvas = draw(state, appearance: Appearance(glyphs: .narrow))
        let wider = canvas.cells.map(\.scalar).filter(AmbiguousWidth.contains)
        #expect(wider.isEmpty, "\(String(String.UnicodeScalarView(wider)))")
      }
    }
  }

  @Test("says what size is needed in as many words as there is room for; one sign at the least")
  func neededSize() {
    func text(_ columns: Int) -> String {
      draw(Example.explored(columns: columns, rows: 1), appearance: Appearance()).text()
    }
    #expect(text(39) == " this screen is 39×1, 40×10 is needed\n")
    #expect(text(12) == "needs 40×10\n")
    #expect(text(5) == "40×10\n")
    for columns in 1...4 { #expect(text(columns).filter { $0 != " " } == "…\n") }
  }

  @Test("frames areas: each leaves an inside, and holds what lies in it")
  func areas() {
    func area(_ column: Int, _ row: Int, _ columns: Int, _ rows: Int) -> Area {
      Area(column: column, row: row, columns: columns, rows: rows)
    }
    #expect(area(4, 2, 5, 3).inside == area(5, 3, 3, 1))
    #expect(area(4, 2, 1, 1).inside == area(5, 3, 0, 0))
    let held = (0..<10).flatMap { column in (0..<10).map { (column, $0) } }
      .filter { area(4, 2, 3, 2).contains($0.0, $0.1) }.map { "\($0.0) \($0.1)" }
    #expect(held == ["4 2", "4 3", "5 2", "5 3", "6 2", "6 3"])
  }

  @Test("never paints a background, but under pictures")
  func backgrounds() {
    for colors in [0, 8, 16, 256] {
      for ground in Appearance.Ground.allCases {
        let theme = Theme(Appearance(colors: colors, ground: ground))
        for role in Role.allCases {
          #expect(theme.style(role).background == .own)
          #expect(theme.style(role).foreground.index ?? -1 < colors)
        }
      }
    }
  }
}

@Suite("Figures on the screen")
struct WholeFiguresTests {
  @Test(
    "of the costs appear whole at every size",
    arguments: [
      (1000, 512, Variant.standard), (1, 32, .separable), (1000, 224, .shallow),
      (375, 97, .standard),
    ])
  func costs(alpha: Int, side: Int, variant: Variant) {
    for (columns, rows) in [(60, 15), (80, 24), (90, 33), (120, 40), (160, 40), (200, 60)] {
      var state = Example.start(
        alpha: alpha, side: side, base: 512, variant: variant, classes: 1000, columns: columns,
        rows: rows)
      state.view.focus = .cost
      state.answer(runs: 3)
      let words = Set(words(draw(state, appearance: Appearance())))
      for quantity in [CostQuantity.multiplyAdds, .parameters] {
        let row = state.figures.costRow(quantity)
        for value in [row.here, row.reference] {
          #expect(words.contains(Figure.count(value?.value ?? 0)), "\(columns)×\(rows) \(quantity)")
        }
        #expect(words.contains(Figure.factor(row.factor?.value ?? 0)))
      }
      let memory = state.figures.costRow(.memory)
      #expect(words.contains(Figure.bytes(memory.here?.value ?? 0)))
      let latency = state.figures.costRow(.latency)
      #expect(words.contains("~" + Figure.milliseconds(latency.here?.value ?? 0)))
      #expect(words.contains("~" + Figure.milliseconds(latency.reference?.value ?? 0)))
    }
  }

  @Test("of the costs tell why they exceed the formula where layers keep 8 channels")
  func eightChannels() {
    for (alpha, isHeld) in [(1000, false), (250, false), (240, true), (10, true)] {
      let state = Example.start(alpha: alpha, columns: 120, rows: 40)
      let text = draw(state, appearance: Appearance()).text()
      #expect(text.contains("at least 8 channels") == isHeld, "α \(state.choice.setting.alpha)")
    }
  }

  /// Runs of characters between two blanks or lines.
  private func words(_ canvas: Canvas) -> [String] {
    canvas.text().split(separator: "\n").flatMap { line in
      line.split(separator: "│").flatMap { cells -> [String] in
        let words = cells.split(separator: " ").map(String.init)
        // A figure is up to four words: "1 208 M".
        return (1...4).flatMap { count in
          words.indices.filter { $0 + count <= words.count }.map {
            words[$0..<$0 + count].joined(separator: " ")
          }
        }
      }
    }
  }

  @Test("of the layers fit their columns at the largest network")
  func layers() {
    var state = Example.start(
      side: 512, base: 512, variant: .standard, classes: 1000, columns: 200, rows: 60)
    state.view.zoomed = .layers
    state.answer()
    let lines = draw(state, appearance: Appearance()).text().split(separator: "\n")
    for (layer, line) in zip(state.figures.architecture.layers, lines.dropFirst(2)) {
      #expect(line.contains("\(layer.name) "))
      #expect(line.contains(" \(Figure.grouped(layer.parameters)) "))
      #expect(
        line.contains(" \(layer.output.height)×\(layer.output.width)×\(layer.output.channels) "))
      #expect(line.contains(" \(Figure.count(Double(layer.multiplyAdds))) "))
    }
  }
}
