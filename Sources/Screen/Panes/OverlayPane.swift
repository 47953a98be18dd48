import Explorer
import Lessons
import Reports

/// What covers the panes: the help, the command that recreates the screen, or what can be exported. The bottom line stays
/// and shows the keys that work here.
struct OverlayPane {
  @Shared var state: State
  let theme: Theme
  /// Of the screen.
  let columns: Int
  let rows: Int

  func draw(_ overlay: Overlay, on canvas: inout Canvas) {
    switch overlay {
    case .help: drawHelp(on: &canvas)
    case .export: drawBox("export", exports, from: 0, on: &canvas)
    case .lessons: drawBox("lessons", lessons, from: state.view.overlayPlace - 3, on: &canvas)
    case .command:
      let text = RecreatingCommand(state).lines.map { visible($0).clipped(to: columns - 4) }
      let lines = text.enumerated().map { place, line -> Line in
        [(line, place == text.count - 1 ? .faint : .plain)]
      }
      drawBox("command", lines, from: state.view.overlayPlace, on: &canvas)
    }
  }

  /// A line of an overlay, in pieces of one style each.
  private typealias Line = [(text: String, role: Role)]

  /// From the given line on, as far as there are enough below it.
  private func drawBox(
    _ title: String, _ lines: [Line], from first: Int, on canvas: inout Canvas
  ) {
    let frame = frame(lines.count)
    let first = max(0, min(first, lines.count - frame.inside.rows))
    let shown = lines.dropFirst(first).prefix(frame.inside.rows)
    var inside = Canvas(columns: frame.inside.columns, rows: frame.inside.rows)
    let margin = max(0, (inside.columns - (lines.map(cells).max() ?? 0)) / 2)
    for (row, line) in shown.enumerated() {
      var column = margin
      for (text, role) in line {
        column = inside.write(text, at: column, row, theme.style(role))
      }
    }
    var frames = Frames()
    frames.add(frame, theme.style(.focus))
    frames.draw(on: &canvas)
    let place: Words = "\(first + 1)–\(first + shown.count) of \(lines.count) lines"
    Panel(title: Words(title), note: shown.count < lines.count ? place : nil, inside: inside)
      .draw(on: &canvas, frame: frame, isFocused: false, theme: theme)
  }

  /// As wide as the screen, so that it cuts no figure; no slivers of panes above and below.
  private func frame(_ lines: Int) -> Area {
    let most = rows - Overlay.margin
    let height = (lines > most - 4 ? most : lines) + 2
    return Area(column: 0, row: (rows - 1 - height) / 2, columns: columns, rows: height)
  }

  private func cells(_ line: Line) -> Int { line.reduce(0) { $0 + $1.text.cellCount } }

  /// What can be written, with the files' names where there is room.
  private var exports: [Line] {
    let menu = ExportMenu(state)
    let exports = menu.exports
    let width = (exports.map(\.sentence.cellCount).max() ?? 0) + 3
    let lines = exports.enumerated().map { place, export -> Line in
      let isChosen = place == state.view.overlayPlace
      let file = "\(menu.stem(of: export)).\(export.ending)"
      let line: Line = [
        mark(place), (export.sentence.left(width), isChosen ? .strong : .plain), (file, .faint),
      ]
      return cells(line) > columns - 4 ? Array(line.dropLast()) : line
    }
    let note = [
      "  Into the folder that the program was started in, never over a file there.",
      "  Never over a file that is there.",
    ]
    return lines + [[], [(note.first { $0.cellCount <= columns - 4 } ?? "", .faint)]]
  }

  /// The lessons, with how long each takes and what was done of it.
  private var lessons: [Line] {
    let lessons = state.lesson.lessons
    if lessons.isEmpty { return [[("… reading them", .faint)]] }
    let width = (lessons.map(\.title.cellCount).max() ?? 0) + 3
    return lessons.enumerated().map { place, lesson in
      let isChosen = place == state.view.overlayPlace
      let minutes = "about \(lesson.minutes) min"
      let line: Line = [
        mark(place), (visible(lesson.title).left(width), isChosen ? .strong : .plain),
        (minutes.left(14), .faint), (done(lesson, state.lesson.progress[place]), .rise),
      ]
      return cells(line) > columns - 4 ? Array(line.prefix(2)) : line
    }
  }

  /// `3 of 5 answered`: tasks, too.
  private func done(_ lesson: Lesson, _ progress: LessonProgress?) -> String {
    guard let progress else { return "" }
    let prompted = lesson.steps.count { $0.prompt != nil }
    return "\(progress.outcomes.count) of \(prompted) answered"
  }

  // MARK: The help

  /// The bindings, in two columns where that shows all of them at once, and sentences below: a menu
  /// that is scrolled so that the chosen line stands in the middle.
  private func drawHelp(on canvas: inout Canvas) {
    let room = min(columns - 4, 124)
    let notes = Help.notes.indices.map { note($0, room: room) }
    let inTwo = besideEachOther(room: room)
    let isShort =
      (room - Self.gutter) / 2 >= keysWidth + 4 + Self.narrowest
      && inTwo.lines.count + 1 + notes.joined().count <= rows - Overlay.margin
    let keys =
      isShort ? inTwo : belowEachOther(Help(state).bindings.indices.map { key($0, room: room) })
    let all = belowEachOther(notes, after: keys.lines + [[]], keys.places)
    let chosen = all.places[min(state.view.overlayPlace, all.places.count - 1)]
    let middle = (chosen.lowerBound + chosen.upperBound) / 2
    drawBox(
      "keys", all.lines, from: middle - (rows - Overlay.margin) / 2, on: &canvas)
  }

  /// Lines, and which of them each entry of the menu takes.
  private typealias Menu = (lines: [Line], places: [Range<Int>])

  private func belowEachOther(
    _ entries: [[Line]], after lines: [Line] = [], _ places: [Range<Int>] = []
  ) -> Menu {
    entries.reduce((lines, places)) { menu, entry in
      let start = menu.0.count
      return (menu.0 + entry, menu.1 + [start..<start + entry.count])
    }
  }

  private func besideEachOther(room: Int) -> Menu {
    let room = (room - Self.gutter) / 2
    let entries = Help(state).bindings.indices.map { key($0, room: room) }
    // The first half gets as many bindings as make both equally long.
    let half = (entries.joined().count + 1) / 2
    var (count, length) = (0, 0)
    while count < entries.count, length < half {
      length += entries[count].count
      count += 1
    }
    let left = belowEachOther(Array(entries.prefix(count)))
    let right = belowEachOther(Array(entries.dropFirst(count)))
    let lines = (0..<max(left.lines.count, right.lines.count)).map { row in
      let line = row < left.lines.count ? left.lines[row] : []
      let blanks = String(repeating: " ", count: max(0, room - cells(line)) + Self.gutter)
      return line + [(blanks, .plain)] + (row < right.lines.count ? right.lines[row] : [])
    }
    return (lines, left.places + right.places)
  }

  private static let gutter = 3
  /// What the keys do is broken into lines of at least so many cells.
  private static let narrowest = 12

  private var keysWidth: Int {
    Help(state).bindings.map { theme.spelled($0.shown).cellCount }.max() ?? 0
  }

  private func mark(_ place: Int) -> (text: String, role: Role) {
    (place == state.view.overlayPlace ? "▸ " : "  ", .focus)
  }

  private func note(_ place: Int, room: Int) -> [Line] {
    let lines = theme.spelled(Help.notes[place]).wrapped(to: room - 2)
    return lines.enumerated().map { row, text in
      [row == 0 ? mark(Help(state).bindings.count + place) : ("  ", .plain), (text, .faint)]
    }
  }

  private func key(_ place: Int, room: Int) -> [Line] {
    let binding = Help(state).bindings[place]
    let isChosen = place == state.view.overlayPlace
    let width = keysWidth
    let sentence = binding.sentence.wrapped(to: max(Self.narrowest, room - width - 4))
    return sentence.enumerated().map { row, text in
      let shown = row == 0 ? theme.spelled(binding.shown) : ""
      let blanks = String(repeating: " ", count: width + 2 - shown.cellCount)
      return [
        row == 0 ? mark(place) : ("  ", .plain), (shown, .key), (blanks, .plain),
        (text, isChosen ? .strong : .plain),
      ]
    }
  }
}
