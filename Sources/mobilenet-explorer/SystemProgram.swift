import LibC

/// One of the system's programs, for what is not worth a library: curl, gzip.
struct SystemProgram {
  /// Its name and its arguments.
  let words: [String]

  /// The exit status of a program that is not there, as the shell gives it.
  static let notFound: Int32 = 127

  /// Runs it to its end; what it says on stderr is dropped, for its status tells as much.
  ///
  /// - Parameters:
  ///   - idle: called at least ten times a second.
  ///   - take: gets what it writes on stdout; where it throws, the program meets a closed pipe.
  /// - Returns: the exit status; 128 + n where signal n ended it.
  /// - Throws: what `take` throws.
  func run(idle: () -> Void = {}, take: ([UInt8]) throws -> Void) throws -> Int32 {
    let line = "exec " + words.map(SystemProgram.quoted).joined(separator: " ")
    guard let stream = popen("\(line) 2>/dev/null </dev/null", "r") else {
      return SystemProgram.notFound
    }
    let outcome = Result { try read(fileno(stream), idle: idle, take: take) }
    let status = pclose(stream)
    try outcome.get()
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  private func read(
    _ descriptor: Int32, idle: () -> Void, take: ([UInt8]) throws -> Void
  ) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var output = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&output, 1, 100)
      idle()
      if ready <= 0 { continue }
      let count = LibC.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      try take(Array(buffer[..<count]))
    }
  }

  /// A word as the shell takes it.
  private static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
