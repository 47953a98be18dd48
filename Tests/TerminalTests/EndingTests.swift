import Glibc
import PtySupport
import Testing

/// However the program ends, the terminal is as it was found, and the parent sees why.
struct EndingTests {
  @Test(
    "signals end it as they end any program",
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU])
  func signals(number: Int32) throws {
    let probe = try startProbe()
    probe.signal(number)
    #expect(try probe.waitForEnd() == .killed(signal: number))
    expectRestored(probe)
  }

  @Test(
    "mouse, pastes and cursor are as always also behind the main screen's return",
    arguments: ["q", "\u{3}", "x", "t", "a"])
  func modesAfterwards(key: String) throws {
    let probe = try startProbe()
    try probe.type(key)
    _ = try probe.waitForEnd()
    let farewell = try #require(probe.farewell)
    for mode in ["\u{1B}[?1000;1002;1003;1006l", "\u{1B}[?2004l", "\u{1B}[?25h"] {
      #expect(farewell.contains(mode))
    }
  }

  @Test("Ctrl-C ends it")
  func interrupt() throws {
    let probe = try startProbe()
    try probe.type("\u{3}")
    #expect(try probe.waitForEnd() == .killed(signal: SIGINT))
    expectRestored(probe)
  }

  @Test("a terminal that goes away ends it")
  func hangUp() throws {
    let probe = try startProbe()
    probe.hangUp()
    #expect(try probe.waitForEnd() == .killed(signal: SIGHUP))
  }

  @Test("a terminal that goes away ends it under nohup too")
  func hangUpIgnored() throws {
    let shell = try startShell("trap '' HUP; exec \"$path\"")
    try shell.wait(forText: "probe 100x24")
    shell.signal(SIGHUP)
    try shell.type("m")
    try shell.wait(forText: "keys 1 ")
    shell.hangUp()
    #expect(try shell.waitForEnd() == .killed(signal: SIGHUP))
  }

  @Test("a program that no longer listens is ended all the same")
  func stuck() throws {
    let probe = try startProbe()
    try probe.type("s")
    probe.signal(SIGTERM)
    #expect(try probe.waitForEnd() == .killed(signal: SIGTERM))
    expectRestored(probe)
  }

  @Test("a terminal that no longer reads does not keep it, and finds itself restored later")
  func stalled() throws {
    let probe = try startProbe()
    try probe.type("f")
    try probe.waitForOutput()
    probe.signal(SIGTERM)
    #expect(try probe.waitForEnd(reading: false) == .killed(signal: SIGTERM))
    expectRestored(probe)
  }

  #if arch(x86_64)
    private static let trap = SIGILL
  #else
    private static let trap = SIGTRAP
  #endif

  @Test(
    "a crash leaves the terminal as it was",
    arguments: [("t", trap), ("a", SIGABRT), ("o", SIGSEGV)])
  func crash(key: String, number: Int32) throws {
    let probe = try startProbe()
    try probe.type("e" + key)
    #expect(try probe.waitForEnd() == .killed(signal: number))
    expectRestored(probe)
    #expect(probe.screen.text.contains("told to complain"))
  }

  @Test("an exit that bypasses the session leaves the terminal as it was")
  func exit() throws {
    let probe = try startProbe()
    try probe.type("x")
    #expect(try probe.waitForEnd() == .exited(3))
    expectRestored(probe)
  }

  @Test("a trap's message can be read afterwards")
  func message() throws {
    let probe = try startProbe()
    try probe.type("t")
    _ = try probe.waitForEnd()
    #expect(probe.screen.text.contains("Fatal error: told to trap"))
  }

  @Test("a crash signal from outside ends it too", arguments: [SIGSEGV, SIGTRAP, SIGFPE, SIGBUS])
  func sent(number: Int32) throws {
    let probe = try startProbe()
    probe.signal(number)
    #expect(try probe.waitForEnd() == .killed(signal: number))
    expectRestored(probe)
  }
}
