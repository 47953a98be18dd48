import Explorer
import Glibc
import Measure
import Screen
import Terminal

/// A terminal program as small as can be: it shows what it was told and what came in, and meets
/// with an accident when asked to.
///
/// Keys: `q` quits, `x` exits without closing the session, `t` traps, `a` aborts, `o` overflows the stack of a second thread, `w` has the
/// second thread wake the first, `s` makes the first one stop listening, `p` asks for 640 further
/// pairs of colours, `f` floods the terminal with pictures, `e` writes to stderr.
final class Probe {
  private let session: TerminalSession
  private let box = Mailbox<Int>()
  private var keys: [Key] = []
  private var keyCount = 0
  private var paints = 0
  private var wakes = 0
  private var paletteStart = 0

  private init(_ options: TerminalOptions) throws(TerminalError) {
    session = try TerminalSession(options: options)
  }

  static func main(_ arguments: [String]) {
    var options = TerminalOptions()
    for argument in arguments {
      switch argument {
      case "--ascii", "--utf8", "--narrow":
        options.glyphs = GlyphChoice(rawValue: String(argument.dropFirst(2)))
      case "--no-mouse": options.mouse = false
      default: options.color = ColorChoice(rawValue: argument) ?? options.color
      }
    }
    do {
      try Probe(options).run()
    } catch {
      complain("terminal-probe: \(error)")
      exit(1)
    }
  }

  private static func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private func run() -> Never {
    while true {
      paints += 1
      session.present(canvas())
      for event in session.wait() { handle(event) }
    }
  }

  private func handle(_ event: TerminalSession.Event) {
    switch event {
    case .resize, .end: break
    case .wake: wakes += box.take() ?? 0
    case .leave(let signal):
      session.close()
      TerminalSession.endProcess(by: signal)
    case .keys(let burst):
      keys = burst
      keyCount += burst.count
      for key in burst { act(on: key) }
    }
  }

  private func act(on key: Key) {
    switch key {
    case .character("q"):
      session.close()
      print("bye")
      exit(0)
    case .character("x"): exit(3)
    case .character("t"): fatalError("told to trap")
    case .character("a"): abort()
    case .character("o"): inSecondThread { _ in print(Self.depth(of: 1 + Int(getpid()))) }
    case .character("w"):
      inSecondThread { probe in
        if probe.box.put(1) { probe.waker.wake() }
      }
    case .character("s"): while true { pause() }
    case .character("p"): paletteStart += 35
    case .character("f"):
      for _ in 0..<20 {
        paletteStart += 35
        session.present(canvas())
      }
    case .character("e"): Self.complain("told to complain")
    default: break
    }
  }

  /// What the second thread may touch.
  private struct Shared: Sendable {
    let box: Mailbox<Int>
    let waker: Waker
    let work: @Sendable (Shared) -> Void
  }

  private func inSecondThread(_ work: @escaping @Sendable (Shared) -> Void) {
    let shared = Shared(box: box, waker: session.waker, work: work)
    let context = UnsafeMutablePointer<Shared>.allocate(capacity: 1)
    context.initialize(to: shared)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        CrashGuard.prepareThread()
        if let shared = context?.load(as: Shared.self) { shared.work(shared) }
        return nil
      }, context)
  }

  /// Calls itself deeper than any stack; uses the result, or it would become a loop.
  @inline(never)
  private static func depth(of level: Int) -> Int {
    level == .max ? 0 : 1 + depth(of: level + 1) * 2
  }

  private func canvas() -> Canvas {
    var canvas = Canvas(columns: session.size.columns, rows: session.size.rows)
    let capabilities = session.capabilities
    canvas.write("probe \(canvas.columns)x\(canvas.rows)", row: 0, Style(attributes: .bold))
    canvas.write("colors \(capabilities.colors) glyphs \(capabilities.glyphs)", row: 1)
    canvas.write("keys \(keyCount) paints \(paints) wakes \(wakes)", row: 2)
    canvas.write(keys.count > 8 ? "…" : keys.map(\.name).joined(separator: " "), row: 3)
    canvas.write(session.notice ?? "", row: 4)
    canvas.write("α ρ ▀█─│┌ é ×", row: 5, Style(foreground: 208))
    canvas.write("a\u{1B}[31mb\u{7}c\u{9B}d\u{7F}e\u{200B}f漢g\u{202E}h", row: 6)
    canvas.write("red on blue", row: 7, Style(foreground: 196, background: 21))
    // 40 × 16 pairs, more than the 255 that fit in a byte, and some with the terminal's own colours.
    for row in 0..<16 {
      let color = Color(index: (paletteStart + row) % 240 + 16)
      for column in 0..<40 {
        let foreground = Color(index: (paletteStart + column) % 240 + 16)
        canvas[column, 8 + row] = Cell("▀", Style(foreground: foreground, background: color))
      }
      canvas[40, 8 + row] = Cell("▀", Style(foreground: color))
      canvas[41, 8 + row] = Cell("▀", Style(background: color))
    }
    canvas.write("end", row: canvas.rows - 1, column: 50)
    return canvas
  }
}

extension Canvas {
  fileprivate mutating func write(
    _ text: String, row: Int, column: Int = 0, _ style: Style = .plain
  ) {
    for (place, scalar) in text.unicodeScalars.enumerated() {
      self[column + place, row] = Cell(scalar, style)
    }
  }
}

extension Key {
  fileprivate var name: String {
    if case .character(let character) = self { String(character) } else { "<\(self)>" }
  }
}
