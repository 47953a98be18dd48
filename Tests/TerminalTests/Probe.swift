import PtySupport
import Testing

/// Starts the probe and waits for its first screen.
func startProbe(
  _ arguments: [String] = [],
  environment: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"],
  columns: Int = 80, rows: Int = 24
) throws -> ChildProcess {
  let probe = try ChildProcess(
    BuiltProgram.path("terminal-probe"), arguments, environment: environment,
    columns: columns, rows: rows)
  // The last row, which is sent last.
  try probe.wait(for: "the first screen") { $0.line(rows - 1).hasSuffix("end") }
  #expect(probe.screen.line(0) == "probe \(columns)x\(rows)")
  return probe
}

/// Runs a shell's command line, in which `probe` is the probe, on a terminal.
func startShell(_ commands: String, options: [String] = []) throws -> ChildProcess {
  let path = BuiltProgram.path("terminal-probe")
  return try ChildProcess(
    "/bin/sh", options + ["-c", "probe() { '\(path)' \"$@\"; }; path='\(path)'; \(commands)"],
    environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"],
    columns: 100)
}

/// The promise of every ending: the terminal is as it was found.
func expectRestored(_ probe: ChildProcess, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(probe.traces == [], sourceLocation: sourceLocation)
}
