import CNcurses
import CTerminal
import Engine
import Explorer
import LibC
import Screen

/// The terminal while the explorer has it: canvases out; keys, sizes and signals in.
///
/// Open it on the main thread before any other thread is started, one at a time. Whatever happens
/// then, `close()`, a signal or a trap, the terminal is left as it was found.
public final class TerminalSession {
  /// What came in while waiting.
  public enum Event: Equatable, Sendable {
    /// All keys that had arrived; one paint for them is enough.
    case keys([Key])
    /// The size may be new, and the screen must be presented again in any case.
    case resize(columns: Int, rows: Int)
    /// Somebody called the waker.
    case wake
    /// Close, and end by this signal. A terminal that has gone away counts as a SIGHUP.
    case leave(signal: Int32)
    /// No key will come any more: a pipe or a file of keys is at its end. Or nobody takes what is told.
    case end
  }

  public let capabilities: Capabilities
  /// Something the user should know about this terminal.
  public let notice: String?
  public let waker: Waker
  /// The line's speed in bits a second; nil where it is not known.
  public let baud: Int?
  public private(set) var size: (columns: Int, rows: Int)

  private let signals: SignalThread
  private var keyboard: Keyboard
  private var painter: Painter
  private(set) var isOpen = true
  /// Whether the terminal was ever asked for clicks.
  private var mouseWasOurs: Bool
  /// Whether the screen was left and is not yet drawn again.
  private var isReturning = false

  /// Takes the terminal over. On an error nothing was sent to it.
  public init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(.standardInput) }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(.standardOutput) }
    // Before any signal is blocked: a job in the background can be ended while it is stopped here.
    guard SignalThread.stopUntilForeground() else { throw .inBackground }
    var cooked = termios()
    tcgetattr(STDOUT_FILENO, &cooked)
    let type = try TerminalType.find(options.color)
    let encoding = CharacterEncoding.adopt(
      options.glyphs, terminal: environment("TERM") ?? type.name)
    let waker = try Waker()
    // Blocked before ncurses sets up handlers of its own: they never run.
    let signals = SignalThread(waker: waker)
    signal(SIGPIPE, SIG_IGN)

    Self.dropImpossibleSizes()
    guard nc_newterm(type.name) != nil else {
      signals.giveUp()
      throw .cannotStart(type: type.name)
    }
    let colors = Self.setUp(colors: type.colors)
    CrashGuard.arm(cooked: cooked)
    if let set = nc_keep_character_set() { _ = write(STDOUT_FILENO, set, strlen(set)) }
    do {
      try signals.start()
    } catch {
      endwin()
      crash_guard_disarm()
      throw .noThread(error)
    }
    capabilities = Capabilities(colors: colors, glyphs: encoding.glyphs)
    let notices = [type.notice, encoding.notice].compactMap(\.self)
    notice = notices.isEmpty ? nil : notices.joined(separator: "; ")
    mouseWasOurs = options.mouse
    (self.waker, self.signals) = (waker, signals)
    baud = Self.toldBaud
    keyboard = Keyboard(mouse: options.mouse)
    painter = Painter(capabilities: capabilities)
    size = Self.adoptWindowSize()
  }

  deinit {
    close()
  }

  /// Takes sizes that no window has out of the environment: ncurses fails on them where it should ask
  /// the terminal.
  private static func dropImpossibleSizes() {
    for name in ["LINES", "COLUMNS"] {
      guard let size = environment(name).flatMap({ Int($0) }), size > 2000 else { continue }
      unsetenv(name)
    }
  }

  /// ncurses' modes. Returns the number of colours that there are in fact.
  private static func setUp(colors: Int) -> Int {
    set_escdelay(escapeDelay)
    cbreak()  // Not raw: Ctrl-C and Ctrl-Z work even when this thread is stuck.
    noecho()
    nonl()
    keypad(nc_stdscr(), true)
    nodelay(nc_stdscr(), true)
    leaveok(nc_stdscr(), true)
    curs_set(0)
    nc_keep_palette()
    // start_color alone would send something.
    guard colors > 0, start_color() == OK, use_default_colors() == OK else { return 0 }
    return min(colors, Int(nc_colors()))
  }

  /// Milliseconds until an Esc alone counts as the key. Slow lines that tear an arrow's bytes apart need
  /// more: `ESCDELAY` says so, as to other programs.
  private static var escapeDelay: Int32 {
    guard let wanted = environment("ESCDELAY").flatMap({ Int32($0) }), (1...10_000).contains(wanted)
    else { return 25 }
    return wanted
  }

  /// What the terminal shows where a canvas is to go: blanks where it must be drawn anew.
  public func shown(under canvas: Canvas) -> Canvas {
    if let shown = painter.shown, shown.isAsLarge(as: canvas) { return shown }
    return Canvas(columns: canvas.columns, rows: canvas.rows)
  }

  /// Shows a canvas.
  ///
  /// - Returns: How long it took. Longer than a few milliseconds means that the terminal reads
  ///   slowly: the next frames should wait, or keys would.
  @discardableResult
  public func present(_ canvas: Canvas) -> Duration {
    guard isOpen else { return .zero }
    return ContinuousClock().measure {
      painter.paint(canvas)
      if isReturning { keyboard.askAgain() }
      isReturning = false
    }
  }

  /// Takes clicks and the wheel, or leaves them to the terminal.
  public func setMouse(_ isOurs: Bool) {
    guard isOpen else { return }
    mouseWasOurs = mouseWasOurs || isOurs
    keyboard.setMouse(isOurs)
  }

  /// Sleeps until something comes in.
  ///
  /// - Parameter timeout: The longest sleep; nil for ever.
  /// - Returns: What came, in the order it should be handled; nothing if time ran out.
  public func wait(_ timeout: Duration? = nil) -> [Event] {
    guard isOpen else { return [] }
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    let limit = keyboard.hasMore ? 0 : timeout.map(Self.milliseconds) ?? -1
    guard poll(&watched, nfds_t(watched.count), limit) >= 0 else { return [] }

    var events: [Event] = []
    if watched[1].revents != 0 {
      waker.drain()
      events.append(.wake)
      for number in signals.takePending() { events.append(event(of: number)) }
    }
    if watched[0].revents != 0 || keyboard.hasMore {
      let keys = keyboard.readBurst()
      if !keys.isEmpty { events.append(.keys(keys)) }
      if keyboard.wantsScreen { events.append(resized()) }
    }
    // Not to be concluded from reading nothing: some terminals' hang-ups would spin that way.
    if watched[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
      events.append(.leave(signal: SIGHUP))
    }
    return events
  }

  private func event(of number: Int32) -> Event {
    switch number {
    case SIGWINCH: return resized()
    case SIGTSTP:
      def_prog_mode()
      leaveScreen()
      signals.stopProcess()
      return resumed()
    case SIGCONT: return resumed()
    default: return .leave(signal: number)
    }
  }

  private func resumed() -> Event {
    signals.awaitForeground()
    reset_prog_mode()
    keypad(nc_stdscr(), true)
    isReturning = true
    return resized()
  }

  private func resized() -> Event {
    size = Self.adoptWindowSize()
    painter.forget()
    return .resize(columns: size.columns, rows: size.rows)
  }

  /// Asks for the window's size and tells ncurses. Where nobody knows it, ncurses' guess stands:
  /// LINES and COLUMNS, or else what the terminal's description says.
  private static func adoptWindowSize() -> (columns: Int, rows: Int) {
    var window = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 {
      resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    }
    return (Int(nc_columns()), Int(nc_lines()))
  }

  /// A pseudoterminal has no speed: what it tells counts only where somebody has set it, so that it is not what Linux
  /// begins with, nor macOS, whose 9 600 baud `ssh` passes on.
  private static var toldBaud: Int? {
    let isPseudo = ttyname(STDOUT_FILENO).map { String(cString: $0).hasPrefix("/dev/pts/") } ?? true
    let told = Int(baudrate())
    return told <= 0 || isPseudo && [9_600, 38_400].contains(told) ? nil : told
  }

  static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    // Rounded up: waking early would mean waking twice.
    let whole = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: max(0, min(seconds, 1_000_000) * 1000 + whole))
  }

  /// Gives the terminal back and replays what was written to stderr meanwhile. Calling it again
  /// does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    signals.sessionWillClose()
    leaveScreen()
    crash_guard_disarm()
    signals.sessionDidClose()
  }

  private func leaveScreen() {
    let bytes = TerminalModes.off(mouse: mouseWasOurs)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
    endwin()
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }

  /// Ends the process by a signal's default action, so that its parent sees why it ended; to be
  /// called after `close()` when told to leave.
  public static func endProcess(by signal: Int32) -> Never {
    SignalThread.endProcess(by: signal)
  }
}
