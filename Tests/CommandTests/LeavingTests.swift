import Glibc
import PtySupport
import Testing

/// Twenty ways to leave the explorer: each leaves a terminal as it was, and no process.
@Suite("The explorer is gone without a trace", .waitsForPrograms)
struct LeavingTests {
  static let sizes = [(80, 24), (200, 60)]

  @Test(
    "by its key, by Ctrl-C, by any signal that ends programs", arguments: Ending.all, sizes)
  func ends(way: Ending, size: (columns: Int, rows: Int)) throws {
    let explorer = try start(size)
    switch way.cause {
    case .keys(let keys): try explorer.type(keys)
    case .signal(let number): explorer.signal(number)
    }
    #expect(try explorer.waitForEnd() == way.ending)
    try expectNoTraces(explorer)
  }

  @Test("a reader that is gone is none of its business", arguments: sizes)
  func brokenPipe(size: (columns: Int, rows: Int)) throws {
    let explorer = try start(size)
    explorer.signal(SIGPIPE)
    try goesOn(explorer)
  }

  @Test("stopped and continued it goes on, and then leaves as ever", arguments: sizes)
  func stopped(size: (columns: Int, rows: Int)) throws {
    let explorer = try start(size)
    let clearings = explorer.screen.clearings
    explorer.signal(SIGSTOP)
    explorer.signal(SIGCONT)
    try explorer.wait(for: "a whole screen") { $0.clearings > clearings }
    try goesOn(explorer)
  }

  @Test("Ctrl-Z gives the terminal back to the shell, fg takes it again", arguments: sizes)
  func suspended(size: (columns: Int, rows: Int)) throws {
    let shell = try start(size, shell: "explorer; echo stopped; read line; fg; echo over $?", "-m")
    try shell.type("\u{1A}")
    try shell.wait(forLine: "stopped")
    #expect(shell.settings == shell.initialSettings)
    #expect(shell.traces == [])
    try expectModesOff(shell)
    try shell.type("\n")
    try shell.wait(for: "the explorer again") {
      $0.isAlternateScreen && $0.text.contains(/1 +viaduct/)
    }
    try shell.type("q")
    try shell.wait(forLine: "over 0")
    #expect(try shell.waitForEnd() == .exited(0))
    try expectNoTraces(shell)
  }

  @Test("a terminal that goes away takes it along", arguments: sizes)
  func hungUp(size: (columns: Int, rows: Int)) throws {
    let explorer = try start(size)
    try expectGone(explorer.process) { explorer.hangUp() }
    #expect(try explorer.waitForEnd() == .killed(signal: SIGHUP))
  }

  @Test("a terminal that goes away takes it along under nohup, too", arguments: sizes)
  func hungUpIgnoring(size: (columns: Int, rows: Int)) throws {
    let explorer = try start(size, shell: "trap '' HUP; exec \"$path\"")
    try expectGone(explorer.process) { explorer.hangUp() }
    #expect(try explorer.waitForEnd() == .killed(signal: SIGHUP))
  }

  @Test("a shell that is killed takes it along", arguments: sizes)
  func orphaned(size: (columns: Int, rows: Int)) throws {
    let shell = try start(size, shell: "sh -c 'echo pid $$ .; exec \"$0\"' \"$path\"; echo over")
    let output = String(decoding: shell.output, as: UTF8.self)
    let number = try #require(output.firstMatch(of: /pid (\d+) \./)?.output.1)
    let explorer = OtherProcess(try #require(pid_t(number)))
    try expectGone(explorer) { shell.signal(SIGKILL) }
  }

  @Test(
    "refuses in one line what is no terminal, or none any more", arguments: ["<&-", "</dev/null"],
    sizes)
  func noInput(redirection: String, size: (columns: Int, rows: Int)) throws {
    try expectRefusal("\"$path\" \(redirection)", stream: "stdin", size)
  }

  @Test("refuses in one line to draw into nothing", arguments: [">&-", ">/dev/null"], sizes)
  func noOutput(redirection: String, size: (columns: Int, rows: Int)) throws {
    try expectRefusal("\"$path\" \(redirection)", stream: "stdout", size)
  }

  @Test("started in the background it can be ended", arguments: sizes)
  func background(size: (columns: Int, rows: Int)) throws {
    let shell = try ChildProcess.shell(
      """
      "$path" & pid=$!; until grep -q '^State:.T' /proc/$pid/status; do :; done
      kill -TERM $pid; kill -CONT $pid; wait $pid; echo over
      """, options: ["-m"], columns: size.columns, rows: size.rows)
    try shell.wait(forLine: "over")
    #expect(try shell.waitForEnd() == .exited(0))
    #expect(shell.settings == shell.initialSettings)
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("\u{1B}[?1049h"))
  }

  // MARK: What is started, and what must hold

  private func start(
    _ size: (columns: Int, rows: Int), shell commands: String = "exec \"$path\"",
    _ options: String...
  ) throws -> ChildProcess {
    let child = try ChildProcess.shell(
      commands, options: options, columns: size.columns, rows: size.rows)
    try child.wait(for: "the first answer") { $0.text.contains(/1 +viaduct/) }
    return child
  }

  private func goesOn(_ explorer: ChildProcess) throws {
    try explorer.type("3")
    try explorer.wait(forText: "α 0.75")
    try explorer.type("q")
    #expect(try explorer.waitForEnd() == .exited(0))
    try expectNoTraces(explorer)
  }

  private func expectNoTraces(_ child: ChildProcess) throws {
    #expect(child.traces == [])
    #expect(child.settings == child.initialSettings)
    try expectModesOff(child)
    #expect(!child.process.isAlive)
  }

  /// What comes behind the main screen's return says so once more.
  private func expectModesOff(_ child: ChildProcess) throws {
    let farewell = try #require(child.farewell)
    for mode in ["\u{1B}[?1000;1002;1003;1006l", "\u{1B}[?2004l", "\u{1B}[?25h"] {
      #expect(farewell.contains(mode))
    }
  }

  /// Gone within ten seconds, and not by burning the processor until then: ten times what is wanted.
  private func expectGone(_ process: OtherProcess, after loss: () -> Void) throws {
    let before = try #require(process.processorTime)
    loss()
    let end = ContinuousClock.now + .seconds(10)
    var spent = before
    while process.isAlive, ContinuousClock.now < end {
      spent = process.processorTime ?? spent
      poll(nil, 0, 1)
    }
    #expect(!process.isAlive)
    #expect(spent - before <= 500)
  }

  private func expectRefusal(
    _ command: String, stream: String, _ size: (columns: Int, rows: Int)
  ) throws {
    let shell = try ChildProcess.shell(
      "\(command); echo over $?", columns: size.columns, rows: size.rows)
    try shell.wait(forLine: "over 1")
    #expect(try shell.waitForEnd() == .exited(0))
    #expect(shell.screen.text.hasPrefix("mobilenet-explorer: \(stream) is not a terminal; "))
    #expect(shell.traces == [])
    #expect(!shell.output.contains(0x1B))
  }
}

extension LeavingTests {
  /// A way that ends the explorer at once.
  struct Ending: CustomTestStringConvertible, Sendable {
    enum Cause {
      case keys(String)
      case signal(Int32)
    }
    let testDescription: String
    let cause: Cause
    let ending: ChildProcess.Ending

    static let all =
      [
        Ending(testDescription: "q", cause: .keys("q"), ending: .exited(0)),
        Ending(testDescription: "Ctrl-C", cause: .keys("\u{3}"), ending: .killed(signal: SIGINT)),
      ]
      + [
        ("INT", SIGINT), ("TERM", SIGTERM), ("HUP", SIGHUP), ("QUIT", SIGQUIT), ("ABRT", SIGABRT),
        ("SEGV", SIGSEGV), ("ILL, as a trap of Swift's", SIGILL), ("USR1", SIGUSR1),
        ("ALRM", SIGALRM),
      ].map {
        Ending(testDescription: $0, cause: .signal($1), ending: .killed(signal: $1))
      }
  }
}

extension ChildProcess {
  /// A shell that runs commands in which `explorer`, or `"$path"`, is the program.
  static func shell(
    _ commands: String, options: [String] = [], columns: Int, rows: Int,
    deadline: Duration = .seconds(20)
  ) throws -> ChildProcess {
    let path = BuiltProgram.path("mobilenet-explorer")
    return try ChildProcess(
      "/bin/sh", options + ["-c", "explorer() { '\(path)' \"$@\"; }; path='\(path)'; \(commands)"],
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"],
      columns: columns, rows: rows, deadline: deadline)
  }
}
