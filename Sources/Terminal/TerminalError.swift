import Engine
import Files

/// Why the explorer can't draw here.
public enum TerminalError: Error, Equatable, Sendable {
  public enum Stream: String, Sendable {
    case standardInput = "stdin"
    case standardOutput = "stdout"
  }

  case notATerminal(Stream)
  case terminalTypeUnset
  /// The terminal can't move its cursor.
  case terminalTooSimple(type: String)
  case cannotStart(type: String)
  /// Another job has the terminal, and no shell is left that could hand it over.
  case inBackground
  case noThread(ThreadRefusal)
  case system(call: String, code: Int32)
}

extension TerminalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream.rawValue) is not a terminal; 'report' prints the figures without one"
    case .terminalTypeUnset:
      "TERM is not set; set it to the terminal's type, such as TERM=xterm-256color, or use --linear"
    case .terminalTooSimple(let type):
      "TERM=\(type) can't move the cursor; set TERM to the terminal's type, or use --linear"
    case .cannotStart(let type):
      "TERM=\(type) can't be used; try TERM=xterm-256color, or use 'report'"
    case .inBackground:
      "another program has the terminal; start this one in the foreground, or use 'report'"
    case .noThread(let refusal): refusal.description
    case .system(let call, let code):
      "\(call): \(systemReason(code))"
    }
  }
}
