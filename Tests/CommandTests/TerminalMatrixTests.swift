import Glibc
import PtySupport
import Testing

/// The explorer in every locale, on every kind of terminal, at every size: one cell of the matrix each.
///
/// Of all of them a sample that holds every pair, unless `TERMINAL_MATRIX=all` asks for more.
@Suite("On every terminal, in every locale, at every size", .waitsForPrograms)
struct TerminalMatrixTests {
  @Test("draws within the screen, takes keys, leaves it as it was", arguments: Cell.drawn)
  func draws(cell: Cell) throws {
    let explorer = try cell.start()
    try cell.waitForFirstScreen(explorer)
    if cell.isComposed {
      try explorer.type("3")
      try explorer.wait(forText: "0.75")
      try explorer.type("\u{1B}OB\u{1B}[Bj?")
      try explorer.wait(forText: "close")
      try explorer.type("q")
      try explorer.wait(for: "the help closed") { !$0.text.contains("close") }
    } else {
      try explorer.type("3j?")
      try explorer.type("q")
    }
    try explorer.type("q")
    #expect(try explorer.waitForEnd() == .exited(0))
    #expect(explorer.screen.beyond == [])
    #expect(explorer.traces == [])
    if cell.isASCII { #expect(explorer.output.allSatisfy { $0 < 0x80 }) }
  }

  @Test("refuses in one line that names --linear", arguments: Cell.refused)
  func refuses(cell: Cell) throws {
    let explorer = try cell.start()
    #expect(try explorer.waitForEnd() == .exited(1))
    let text = String(decoding: explorer.output, as: UTF8.self)
    #expect(text.hasPrefix("mobilenet-explorer: TERM"))
    #expect(text.hasSuffix("--linear\r\n"))
    #expect(text.count { $0 == "\r\n" } == 1)
    #expect(!explorer.output.contains(0x1B))
  }
}

extension TerminalMatrixTests {
  struct Cell: CustomTestStringConvertible, Sendable {
    struct Locale: Sendable {
      let variables: [String: String]
      let takesUTF8: Bool
    }

    let locale: Locale
    /// `TERM`; nil for none.
    let terminal: String?
    /// 0×0 is a terminal that does not tell.
    let size: (columns: Int, rows: Int)

    static let locales = [
      Locale(variables: ["LANG": "C.UTF-8"], takesUTF8: true),
      Locale(variables: ["LANG": "C"], takesUTF8: false),
      Locale(variables: ["LC_ALL": "POSIX", "LANG": "C.UTF-8"], takesUTF8: false),
      Locale(variables: ["LC_CTYPE": "en_US.ISO-8859-1"], takesUTF8: false),
      // Where i and I are no pair; taken for C.UTF-8 where the host lacks it.
      Locale(variables: ["LC_ALL": "tr_TR.UTF-8"], takesUTF8: true),
    ]
    static let drawnTypes = [
      "xterm-256color", "xterm", "tmux-256color", "screen", "linux", "vt100", "xterm-kitty",
      "xterm-ghostty",
    ]
    static let sizes = [
      (200, 60), (120, 40), (80, 23), (72, 20), (40, 10), (20, 5), (1, 1), (0, 0),
    ]

    static let drawn = cells(drawnTypes)
    static let refused = cells(["dumb", nil])

    /// All of them; or one for each pair of a type and a size, their locales in turns, so that each
    /// locale meets each type and each size.
    private static func cells(_ types: [String?]) -> [Cell] {
      let isWhole = getenv("TERMINAL_MATRIX").map { String(cString: $0) } == "all"
      return types.indices.flatMap { type in
        sizes.indices.flatMap { size in
          locales.indices.filter { isWhole || $0 == (type + size) % locales.count }.map {
            Cell(locale: locales[$0], terminal: types[type], size: sizes[size])
          }
        }
      }
    }

    var testDescription: String {
      let locale = locale.variables.map { "\($0)=\($1)" }.sorted().joined(separator: " ")
      return "\(locale) TERM=\(terminal ?? "") \(size.columns)×\(size.rows)"
    }

    /// A terminal that does not tell its size is taken for this one.
    private var assumed: (columns: Int, rows: Int) { size == (0, 0) ? (80, 24) : size }
    /// The console's font lacks what is drawn.
    var isASCII: Bool { !locale.takesUTF8 || terminal == "linux" }
    var isComposed: Bool { assumed.columns >= 40 && assumed.rows >= 10 }

    func start() throws -> ChildProcess {
      var environment = locale.variables
      environment["TERM"] = terminal
      return try ChildProcess(
        BuiltProgram.path("mobilenet-explorer"), environment: environment,
        columns: assumed.columns, rows: assumed.rows, tellsSize: size != (0, 0))
    }

    func waitForFirstScreen(_ explorer: ChildProcess) throws {
      switch assumed {
      case (72..., 20...):
        try explorer.wait(for: "the first answer") { $0.text.contains(/1 +viaduct/) }
      case (40..., 10...): try explorer.wait(forText: "1.00")
      case (20..., _): try explorer.wait(forText: isASCII ? "needs 40x10" : "needs 40×10")
      // Terminals that wrap lines always can't show a corner that is all there is.
      default: try explorer.wait(for: "a frame") { $0.clearings > 0 }
      }
    }
  }
}
