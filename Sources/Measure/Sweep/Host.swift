import Engine
import LibC

/// The machine that latencies belong to.
public struct Host: Codable, Hashable, Sendable {
  /// What the network calls it.
  public let name: String
  /// What the processor calls itself; "" where the system does not tell.
  public let processor: String
  /// Threads of a process that can run at the same time.
  public let cores: Int
  /// The instruction set that was used.
  public let isa: String

  /// This machine.
  public static func present(_ instructionSet: InstructionSet) -> Host {
    Host(
      name: hostName(), processor: processorName(), cores: Processor.coreCount,
      isa: instructionSet.rawValue)
  }

  private static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Linux tells it in a file whose size it gives as 0.
  private static func processorName() -> String {
    let descriptor = unsafe open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    guard let line, let colon = line.firstIndex(of: ":") else { return "" }
    return line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
  }
}
