import ArgumentParser
import Files
import LibC
import Reports

/// Writes a command's result to stdout, at once and whole, with a line's end.
///
/// All results go this way, so that none is lost without a word: a full disk, a closed stdout. Where
/// the reader has left, as `head` does, SIGPIPE ends the program; where that signal is ignored, it
/// ends without a word.
func show(_ text: String) throws {
  do throws(UnwritableFile) {
    try WholeFile.send(Array("\(text)\n".utf8), to: STDOUT_FILENO, named: "standard output")
  } catch {
    if errno == EPIPE { throw ExitCode(1) }
    throw error
  }
}

/// Opens what of stdin, stdout and stderr is closed, so that no other file gets its number and the
/// program's words with it. Such an opening refuses what is asked of it: what is lost, is told.
func holdStandardDescriptors() {
  for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (2, O_RDONLY)]
  where fcntl(descriptor, F_GETFD) < 0 {
    // The lowest free number is this one.
    _ = open("/dev/null", mode)
  }
}

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
