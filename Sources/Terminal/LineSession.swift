import CNcurses
import CTerminal
import Engine
import Explorer
import Files
import LibC
import Reports
import Screen

/// Lines out, keys in, and nothing that moves a cursor: for screen readers, logs and terminals that can't be
/// drawn on. Its input may also be a pipe or a file of keys, its output anything.
///
/// Open it on the main thread before any other thread is started. A terminal is left as it was found.
public final class LineSession {
  public let waker: Waker
  private let signals: SignalThread
  /// The terminal's settings from before; nil where the keys come from elsewhere.
  private let cooked: termios?
  private let isUnicode: Bool
  private var decoder = KeyDecoder(codes: LineSession.codes)
  private var keys: [Key] = []
  private var isAtEnd = false
  private var isOpen = true

  public init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard SignalThread.stopUntilForeground() else { throw .inBackground }
    let type = environment("TERM") ?? ""
    isUnicode = CharacterEncoding.adopt(options.glyphs, terminal: type).glyphs != .ascii
    waker = try Waker()
    signals = SignalThread(waker: waker)
    signal(SIGPIPE, SIG_IGN)
    var settings = termios()
    cooked = tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
    if let cooked, isatty(STDOUT_FILENO) == 1 { CrashGuard.arm(cooked, sending: []) }
    takeKeys()
    do {
      try signals.start()
    } catch {
      leaveKeys()
      throw .noThread(error)
    }
  }

  deinit { close() }

  /// Writes a line, whatever is in it made harmless.
  ///
  /// - Throws: where nobody can take it: a full disk, a reader that has left.
  public func say(_ line: String) throws(UnwritableFile) {
    let text = visible(line)
    let shown = isUnicode ? text : Asciification.spelled(text)
    try WholeFile.send(Array("\(shown)\n".utf8), to: STDOUT_FILENO, named: "standard output")
  }

  /// Sleeps until something comes in.
  ///
  /// - Parameters:
  ///   - timeout: the longest sleep; nil for ever.
  ///   - takesKey: whether the next key may come; each comes by itself.
  /// - Returns: what came; nothing if time ran out.
  public func wait(_ timeout: Duration?, takesKey: Bool) -> [TerminalSession.Event] {
    if takesKey, !keys.isEmpty { return [.keys([keys.removeFirst()])] }
    if takesKey, isAtEnd { return [.end] }
    var watched = [pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0)]
    if takesKey { watched.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
    let limit = timeout.map(TerminalSession.milliseconds) ?? -1
    guard poll(&watched, nfds_t(watched.count), limit) >= 0 else { return [] }
    var events: [TerminalSession.Event] = []
    if watched[0].revents != 0 {
      waker.drain()
      events.append(.wake)
      events += signals.takePending().compactMap(event)
    }
    if takesKey, watched[1].revents != 0 {
      read()
      if !keys.isEmpty { events.append(.keys([keys.removeFirst()])) }
    }
    return events
  }

  private func event(of number: Int32) -> TerminalSession.Event? {
    switch number {
    case SIGWINCH: return nil
    case SIGTSTP:
      leaveKeys()
      signals.stopProcess()
      takeKeys()
      return nil
    case SIGCONT:
      takeKeys()
      return nil
    default: return .leave(signal: number)
    }
  }

  /// What has arrived; at the end of a pipe or a file nothing more will.
  private func read() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { LibC.read(STDIN_FILENO, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    isAtEnd = count <= 0
    keys += decoder.keys(from: Self.inputs(bytes.prefix(max(0, count))))
  }

  /// Bytes with the sequences of known keys as numbers: what ncurses does for a screen.
  static func inputs(_ bytes: some Collection<UInt8>) -> [KeyDecoder.Input] {
    var inputs: [KeyDecoder.Input] = []
    var rest = Array(bytes)[...]
    while let first = rest.first {
      if let place = KeyCodes.sequences.firstIndex(where: { rest.starts(with: $0.0.utf8) }) {
        inputs.append(.code(Int32(place)))
        rest = rest.dropFirst(KeyCodes.sequences[place].0.utf8.count)
      } else {
        inputs.append(.byte(first))
        rest = rest.dropFirst()
      }
    }
    return inputs
  }

  static let codes = Dictionary(
    uniqueKeysWithValues: KeyCodes.sequences.enumerated().map { (Int32($0), $1.1) })

  /// Keys as they are pressed, not shown; Ctrl-C and Ctrl-Z still act.
  private func takeKeys() {
    guard var settings = cooked else { return }
    signals.awaitForeground()
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }

  private func leaveKeys() {
    guard var settings = cooked else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }

  /// Gives the terminal back. Calling it again does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    signals.sessionWillClose()
    leaveKeys()
    crash_guard_disarm()
    signals.sessionDidClose()
  }
}
