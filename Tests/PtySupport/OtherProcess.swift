import Glibc

/// Any process of this host, as the kernel tells of it.
public struct OtherProcess: Sendable {
  public let processID: pid_t

  public init(_ processID: pid_t) {
    self.processID = processID
  }

  /// Whether there is still something that runs or could.
  public var isAlive: Bool { state.map { !"ZX".contains($0) } ?? false }

  /// The state the kernel reports, such as `T` for stopped; nil where there is no such process.
  public var state: Character? { fields?.first?.first }

  /// Milliseconds of processor time so far, in steps of ten.
  public var processorTime: Int? {
    guard let fields, fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12])
    else { return nil }
    return (user + system) * 1000 / sysconf(Int32(_SC_CLK_TCK))
  }

  /// What proc(5) lists behind the name, which stands in brackets and may contain anything.
  private var fields: [Substring]? {
    guard let file = fopen("/proc/\(processID)/stat", "r") else { return nil }
    defer { fclose(file) }
    var line = [UInt8](repeating: 0, count: 1024)
    let count = fread(&line, 1, line.count, file)
    let text = String(decoding: line[..<count], as: UTF8.self)
    return text.lastIndex(of: ")").map { text[$0...].dropFirst().split(separator: " ") }
  }
}
