import Glibc
import Terminal
import Testing

@Suite("Why the explorer can't draw here")
struct TerminalErrorTests {
  @Test(
    "one line: what is missing, the mend",
    arguments: [
      (
        .notATerminal(.standardInput),
        "stdin is not a terminal; 'report' prints the figures without one"
      ),
      (
        .notATerminal(.standardOutput),
        "stdout is not a terminal; 'report' prints the figures without one"
      ),
      (
        .terminalTypeUnset,
        "TERM is not set; set it to the terminal's type, such as TERM=xterm-256color, "
          + "or use --linear"
      ),
      (
        .terminalTooSimple(type: "dumb"),
        "TERM=dumb can't move the cursor; set TERM to the terminal's type, or use --linear"
      ),
      (
        .cannotStart(type: "odd"),
        "TERM=odd can't be used; try TERM=xterm-256color, or use 'report'"
      ),
      (
        .inBackground,
        "another program has the terminal; start this one in the foreground, or use 'report'"
      ),
      (.system(call: "poll", code: EBADF), "poll: Bad file descriptor"),
    ] as [(TerminalError, String)])
  func sentences(error: TerminalError, sentence: String) {
    #expect(error.description == sentence)
  }
}
