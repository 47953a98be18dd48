import Glibc

/// A program in a terminal of its own, driven by a test.
///
/// Every wait is for a condition and has a deadline; nothing sleeps and hopes.
public final class ChildProcess {
  /// How a program ended, as its parent sees it.
  public enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  public enum Failure: Error {
    case cannotStart(String)
    /// The screen that was there instead.
    case timedOut(waitingFor: String, screen: String)
  }

  public private(set) var screen: VirtualTerminal
  /// Everything the program has sent.
  public private(set) var output: [UInt8] = []
  public let processID: pid_t
  /// The line settings that the program found.
  public let initialSettings: LineSettings
  private var terminal: Int32
  private var ending: Ending?
  private let deadline: Duration

  /// Starts a program as the leader of a session on a new terminal. The environment is all of it:
  /// nothing of the test's own is passed on. The deadline holds for each wait by itself. A terminal that
  /// does not tell its size says 0×0, as serial lines do.
  public init(
    _ path: String, _ arguments: [String] = [],
    environment: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"],
    columns: Int = 80, rows: Int = 24, tellsSize: Bool = true, deadline: Duration = .seconds(20)
  ) throws {
    self.deadline = deadline
    screen = VirtualTerminal(columns: columns, rows: rows)
    // Everything is made beforehand: between fork and exec the child may not allocate.
    let argv = CStrings([path] + arguments)
    let envp = CStrings(environment.map { "\($0)=\($1)" })
    var size = winsize()
    if tellsSize { (size.ws_row, size.ws_col) = (UInt16(rows), UInt16(columns)) }
    var none = sigset_t()
    sigemptyset(&none)
    var terminal: Int32 = -1
    guard let cPath = argv.pointers[0] else { throw Failure.cannotStart(path) }
    var settings = Self.unusualSettings()
    let child = forkpty(&terminal, nil, &settings, &size)
    if child == 0 {
      // Test threads run with all signals blocked, and children inherit that.
      sigprocmask(SIG_SETMASK, &none, nil)
      // Terminals of tests running beside this one: a copy left open would hide their hang-ups.
      for descriptor: Int32 in 3..<256 { close(descriptor) }
      execve(cPath, argv.pointers, envp.pointers)
      _exit(127)
    }
    guard child > 0 else { throw Failure.cannotStart(path) }
    (processID, self.terminal) = (child, terminal)
    initialSettings = LineSettings(settings)
  }

  deinit {
    if ending == nil {
      kill(-processID, SIGKILL)
      kill(processID, SIGKILL)
      kill(processID, SIGCONT)
      waitpid(processID, nil, 0)
    }
    hangUp()
  }

  /// A cooked terminal's settings, but not the ones every new terminal has: what is restored
  /// must be what was found.
  private static func unusualSettings() -> termios {
    var (outer, inner): (Int32, Int32) = (-1, -1)
    var settings = termios()
    guard openpty(&outer, &inner, nil, nil, nil) == 0 else { return settings }
    tcgetattr(inner, &settings)
    close(inner)
    close(outer)
    settings.c_lflag &= ~UInt32(ECHOCTL | ECHOKE)
    settings.c_iflag |= UInt32(IXANY)
    withUnsafeMutableBytes(of: &settings.c_cc) {
      $0[Int(VERASE)] = 0x08
      $0[Int(VTIME)] = 3
    }
    return settings
  }

  /// Types text.
  public func type(_ text: String) throws {
    try send(Array(text.utf8))
  }

  /// Sends bytes; reads meanwhile, as a terminal does, so that neither side blocks the other.
  public func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    let end = ContinuousClock.now + deadline
    while !rest.isEmpty {
      guard ContinuousClock.now < end else { throw timedOut("the program to read") }
      let state = ready(for: Int16(POLLIN | POLLOUT), until: end)
      if state & Int16(POLLIN) != 0 { _ = readOnce() }
      if state & Int16(POLLOUT) != 0 {
        let written = rest.withUnsafeBytes { write(terminal, $0.baseAddress, min($0.count, 256)) }
        if written > 0 { rest = rest.dropFirst(written) }
      }
      if state & Int16(POLLHUP) != 0 { return }
    }
  }

  /// Types nothing for a while, as a slow line does within a sequence.
  public func pause(milliseconds: Int32) {
    poll(nil, 0, milliseconds)
  }

  /// Gives the window another size, which signals the program.
  public func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  public func signal(_ number: Int32) {
    kill(processID, number)
  }

  /// Closes the terminal under the program.
  public func hangUp() {
    if terminal >= 0 { close(terminal) }
    terminal = -1
  }

  /// The line settings, as they are now.
  public var settings: LineSettings {
    var settings = termios()
    tcgetattr(terminal, &settings)
    return LineSettings(settings)
  }

  /// Reads until the screen is as wanted.
  public func wait(
    for what: String, until condition: (VirtualTerminal) -> Bool
  ) throws {
    let end = ContinuousClock.now + deadline
    while !condition(screen) {
      guard ready(for: Int16(POLLIN), until: end) & Int16(POLLIN) != 0, readOnce() else {
        throw timedOut(what)
      }
    }
  }

  /// Reads until a text stands somewhere on the screen.
  public func wait(forText text: String) throws {
    try wait(for: "'\(text)'") { $0.text.contains(text) }
  }

  /// Waits until the program has sent something, without reading it.
  public func waitForOutput() throws {
    let end = ContinuousClock.now + deadline
    guard ready(for: Int16(POLLIN), until: end) & Int16(POLLIN) != 0 else {
      throw timedOut("any output")
    }
  }

  /// Reads until a line stands on the screen, as a whole.
  public func wait(forLine line: String) throws {
    try wait(for: "the line '\(line)'") { screen in
      (0..<screen.rows).contains { screen.line($0) == line }
    }
  }

  /// Reads whatever comes until the program has ended; or only afterwards, as a terminal does
  /// whose connection hangs.
  public func waitForEnd(reading: Bool = true) throws -> Ending {
    if let ending { return ending }
    let end = ContinuousClock.now + deadline
    if reading { readToEnd(until: end) }
    var status: Int32 = 0
    while waitpid(processID, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < end else { throw timedOut("the end") }
      poll(nil, 0, 1)
    }
    readToEnd(until: end)
    let killer = status & 0x7F
    let ended = killer == 0 ? Ending.exited(status >> 8 & 0xFF) : .killed(signal: killer)
    ending = ended
    return ended
  }

  /// The program, as the kernel sees it.
  public var process: OtherProcess { OtherProcess(processID) }

  /// What `poll` says of the terminal; 0 when time ran out.
  private func ready(for events: Int16, until end: ContinuousClock.Instant) -> Int16 {
    while true {
      let left = (end - ContinuousClock.now).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      var watched = pollfd(fd: terminal, events: events, revents: 0)
      let count = poll(&watched, 1, Int32(clamping: max(0, milliseconds)))
      if count >= 0 { return watched.revents }
      guard errno == EINTR else { return 0 }
    }
  }

  private func readToEnd(until end: ContinuousClock.Instant) {
    guard terminal >= 0 else { return }
    while ready(for: Int16(POLLIN), until: end) & Int16(POLLIN) != 0, readOnce() {}
  }

  /// Reads as a line of so many baud does, ten bits to a byte, for a while; every so often something is typed.
  public func receive(
    baud: Int, for duration: Duration, typing text: String = "", every: Duration = .zero
  ) {
    let begun = ContinuousClock.now
    var (count, next) = (output.count, begun)
    let first = count
    while case let now = ContinuousClock.now, now - begun < duration {
      if !text.isEmpty, now >= next {
        _ = text.withCString { write(terminal, $0, strlen($0)) }
        next += every
      }
      let due = first + Int((now - begun) / .milliseconds(1)) * baud / 10_000
      if count < due, ready(for: Int16(POLLIN), until: now) & Int16(POLLIN) != 0 {
        guard readOnce(atMost: due - count) else { return }
        count = output.count
      } else {
        // What the line did not carry for want of bytes is lost.
        count = max(count, due)
        poll(nil, 0, 5)
      }
    }
  }

  private func readOnce(atMost limit: Int = 65_536) -> Bool {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = read(terminal, &bytes, bytes.count)
    guard count > 0 else { return false }
    output += bytes[..<count]
    screen.feed(bytes[..<count])
    return true
  }

  private func timedOut(_ what: String) -> Failure {
    .timedOut(waitingFor: what, screen: screen.text)
  }
}

/// What a terminal's driver does with lines and keys.
public struct LineSettings: Equatable, Sendable {
  public let input: UInt32
  public let output: UInt32
  public let control: UInt32
  public let local: UInt32
  /// The characters that mean something to it.
  public let characters: [UInt8]
  public let speeds: [UInt32]

  init(_ settings: termios) {
    (input, output) = (settings.c_iflag, settings.c_oflag)
    (control, local) = (settings.c_cflag, settings.c_lflag)
    characters = withUnsafeBytes(of: settings.c_cc, Array.init)
    speeds = [settings.c_ispeed, settings.c_ospeed]
  }

  /// Whether lines are edited and keys shown by the driver, as shells leave it.
  public var isCooked: Bool { local & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO) }
}

/// An array of C strings that ends with NULL, for exec.
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (place, string) in strings.enumerated() { pointers[place] = strdup(string) }
    pointers[count] = nil
  }

  deinit {
    for place in 0..<count { free(pointers[place]) }
    pointers.deallocate()
  }
}
