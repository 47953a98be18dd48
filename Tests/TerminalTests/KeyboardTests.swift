import PtySupport
import Testing

/// Keys as terminals send them, through ncurses and the decoder.
struct KeyboardTests {
  @Test(
    "keys are recognised in all forms terminals send them",
    arguments: ["xterm-256color", "screen-256color", "linux", "vt100", "xterm"])
  func forms(type: String) throws {
    let probe = try startProbe(["--utf8"], environment: ["TERM": type])
    let forms = [
      ("\u{1B}[A", "<up>"), ("\u{1B}OB", "<down>"), ("\u{1B}[C", "<right>"), ("\u{1B}OD", "<left>"),
      ("\u{1B}[1;2A", "<shiftUp>"), ("\u{1B}[1;2B", "<shiftDown>"),
      ("\u{1B}[1;2C", "<shiftRight>"), ("\u{1B}[1;2D", "<shiftLeft>"),
      ("\u{1B}[H", "<home>"), ("\u{1B}[F", "<end>"), ("\u{1B}[5~", "<pageUp>"),
      ("\u{1B}[6~", "<pageDown>"), ("\u{1B}[1~", "<home>"), ("\u{1B}[4~", "<end>"),
      ("\u{1B}Ok", "+"), ("\u{1B}OM", "<enter>"), ("\r", "<enter>"), ("\t", "<tab>"),
      ("\u{1B}[Z", "<shiftTab>"), ("\u{1B}", "<escape>"), ("\u{7F}", "<backspace>"),
      ("é", "é"), ("\u{1B}[15;5~m", "m"), ("\u{1B}[99;9zy", "y"), ("\u{1B}[Iz", "z"),
    ]
    for (count, (sent, shown)) in forms.enumerated() {
      try probe.type(sent)
      try probe.wait(for: "\(shown) for \(sent.debugDescription)") {
        $0.line(2).hasPrefix("keys \(count + 1) ") && $0.line(3) == shown
      }
    }
  }

  @Test("a sequence that a slow line tears apart is a key where ESCDELAY allows for it")
  func torn() throws {
    let probe = try startProbe(
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "ESCDELAY": "5000"])
    for (count, (parts, shown)) in [
      (["\u{1B}", "[A"], "<up>"), (["\u{1B}O", "C"], "<right>"),
      (["\u{1B}", "[", "1;2", "D"], "<shiftLeft>"),
    ].enumerated() {
      for part in parts {
        try probe.type(part)
        probe.pause(milliseconds: 100)
      }
      try probe.wait(forLine: shown)
      #expect(probe.screen.line(2).hasPrefix("keys \(count + 1) "))
    }
  }

  @Test("without ESCDELAY an Esc alone is a key at once", arguments: ["0", "-7", "soon", "99999"])
  func impossibleDelay(delay: String) throws {
    let probe = try startProbe(
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "ESCDELAY": delay])
    try probe.type("\u{1B}")
    try probe.wait(forLine: "<escape>")
  }

  @Test("the mouse: clicks, drags and the wheel, nothing else")
  func mouse() throws {
    let probe = try startProbe()
    for (sent, shown) in [
      ("\u{1B}[<0;5;3M", "<click(column: 4, row: 2)>"),
      ("\u{1B}[<0;5;3m\u{1B}[<64;10;12M", "<wheelUp(column: 9, row: 11)>"),
      ("\u{1B}[<65;80;24M", "<wheelDown(column: 79, row: 23)>"),
      (
        "\u{1B}[<0;5;3M\u{1B}[<32;7;4M",
        "<drag(column: 6, row: 3, from: Explorer.MousePlace(column: 4, row: 2))>"
      ),
      ("\u{1B}[<0;7;4mm", "m"),
      ("\u{1B}[<2;5;3Mm", "m"),
    ] {
      try probe.type(sent)
      try probe.wait(forLine: shown)
    }
  }

  @Test("a paste arrives whole, also one longer than a burst may be", arguments: [3000, 20_000])
  func paste(count: Int) throws {
    let probe = try startProbe()
    try probe.type(String(repeating: "m", count: count))
    try probe.wait(forText: "keys \(count) ")
  }

  @Test("bytes that are no character don't take keys along")
  func invalid() throws {
    let probe = try startProbe()
    try probe.send([0xFF, UInt8(ascii: "m"), 0xE2, UInt8(ascii: "y")])
    try probe.wait(forText: "keys 2 ")
  }
}
