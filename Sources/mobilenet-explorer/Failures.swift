import ArgumentParser
import Glibc
import Reports

/// Runs a command; what files, weights or the terminal do wrong becomes one line on stderr and
/// exit status 1. Wrong usage goes on to the argument parser (64).
func reportingFailures(_ command: () throws -> Void) throws {
  do {
    try command()
  } catch let error as ValidationError {
    throw error
  } catch let error as ExitCode {
    throw error
  } catch {
    warn(String(describing: error))
    throw ExitCode(1)
  }
}

/// One line on stderr, made safe for the terminal.
func warn(_ sentence: String) {
  let line = Array("mobilenet-explorer: \(visible(sentence))\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
}
