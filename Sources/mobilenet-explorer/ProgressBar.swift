import LibC
import Reports
import Synchronization

/// The progress of a long command on stderr, where that is a terminal; may be told from any thread.
final class ProgressBar: Sendable {
  private let line: ProgressLine
  private let isShown = isatty(STDERR_FILENO) == 1
  private let begun = ContinuousClock.now
  private let lastDrawn = Mutex<ContinuousClock.Instant?>(nil)

  private static let interval = Duration.milliseconds(100)

  init(_ line: ProgressLine) {
    self.line = line
  }

  var seconds: Double { (ContinuousClock.now - begun) / .seconds(1) }

  /// Draws what is done by now, unless it has drawn a moment ago.
  func show(done: Int) {
    guard isShown else { return }
    lastDrawn.withLock { last in
      let now = ContinuousClock.now
      if let last, now - last < ProgressBar.interval { return }
      last = now
      let columns = ProgressBar.columns - 1
      draw(line.text(done: done, seconds: seconds, columns: columns), columns)
    }
  }

  /// Takes the line away: before other output, and in the end.
  func clear() {
    guard isShown else { return }
    lastDrawn.withLock { last in
      if last != nil { draw("", ProgressBar.columns - 1) }
      last = nil
    }
  }

  /// Blanks take away what was longer before; the cursor ends where the next line would begin.
  private func draw(_ text: String, _ columns: Int) {
    let bytes = Array("\r\(text.left(columns))\r".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private static var columns: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }
}
