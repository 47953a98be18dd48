import LibC

/// A cache for data.
public struct CacheLevel: Equatable, Sendable {
  /// 1 for the one nearest to a core.
  public let level: Int
  /// Its size.
  public let bytes: Int
  /// Processors that share it, at least one.
  public let sharing: Int

  public init(level: Int, bytes: Int, sharing: Int) {
    (self.level, self.bytes, self.sharing) = (level, bytes, sharing)
  }

  /// What each of so many threads has of it at least.
  public func bytes(perThreadOf threads: Int) -> Int { bytes / min(threads, sharing) }
}

extension Processor {
  /// The first processor's caches for data, the smallest first; empty where the system tells nothing of
  /// them.
  public static let caches: [CacheLevel] = {
    let told = caches(reading: KernelFile.contents)
    return told.isEmpty ? cachesOfLibrary : told
  }()

  /// The caches as Linux tells them: `type` (`Data`, `Instruction`, `Unified`), `level`, `size` (`1024K`)
  /// and `shared_cpu_list` (`0-1,4`) of each (docs.kernel.org, ABI/testing/sysfs-devices-system-cpu).
  ///
  /// - Parameter read: a file's text by its path; nil where it can't be read.
  /// - Returns: those for data, by their level.
  static func caches(reading read: (String) -> String?) -> [CacheLevel] {
    let found = (0..<16).compactMap { index -> CacheLevel? in
      let folder = "/sys/devices/system/cpu/cpu0/cache/index\(index)"
      func word(_ name: String) -> String? {
        read("\(folder)/\(name)")?.split(whereSeparator: \.isWhitespace).first.map(String.init)
      }
      guard let type = word("type"), type != "Instruction",
        let level = word("level").flatMap({ Int($0) }), level > 0,
        let bytes = word("size").flatMap(bytes), bytes > 0
      else { return nil }
      return CacheLevel(
        level: level, bytes: bytes, sharing: max(1, processors(in: word("shared_cpu_list") ?? "")))
    }
    return found.sorted { $0.level < $1.level }
  }

  /// Memory that can be taken without another program losing any, as far as the system tells: what
  /// Linux deems available, and no more than a container's or a batch system's limit leaves.
  public static var availableMemory: Int? { availableMemory(reading: KernelFile.contents) }

  /// Reads `MemAvailable` of `/proc/meminfo` and, of the process's control group and those above it,
  /// `memory.max` and `memory.current` (version 2) or `memory.limit_in_bytes` and
  /// `memory.usage_in_bytes` (version 1). Pages of files that a group may give back are not counted.
  static func availableMemory(reading read: (String) -> String?) -> Int? {
    func number(_ path: String) -> Int? {
      read(path)?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }
    let line = read("/proc/meminfo")?.split(separator: "\n").first {
      $0.hasPrefix("MemAvailable:")
    }
    let host = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    let limits = ControlGroup.folders(of: "memory", reading: read).map { folder -> Int? in
      let limit = number("\(folder)/memory.max") ?? number("\(folder)/memory.limit_in_bytes")
      let usage = number("\(folder)/memory.current") ?? number("\(folder)/memory.usage_in_bytes")
      return limit.map { max(0, $0 - (usage ?? 0)) }
    }
    return (limits + [host]).compactMap(\.self).min()
  }

  /// `1024K`, `32M`, `49152`.
  private static func bytes(_ text: String) -> Int? {
    let units: [Character: Int] = ["K": 1024, "M": 1024 * 1024, "G": 1024 * 1024 * 1024]
    guard let unit = text.last.flatMap({ units[$0] }) else { return Int(text) }
    let (product, isTooLarge) = (Int(text.dropLast()) ?? 0).multipliedReportingOverflow(by: unit)
    return isTooLarge ? nil : product
  }

  /// `0-1,4` are three.
  private static func processors(in list: String) -> Int {
    list.split(separator: ",").reduce(0) { sum, part in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, (first...max(first, last)).count < 65_536
      else { return sum }
      return sum + max(0, last - first + 1)
    }
  }

  /// What the C library knows where the kernel's files are not to be seen. It does not tell who shares a
  /// cache: the first two are taken for a core's own, the third for everybody's.
  private static var cachesOfLibrary: [CacheLevel] {
    #if canImport(Musl)
      return []
    #else
      let names = [_SC_LEVEL1_DCACHE_SIZE, _SC_LEVEL2_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE]
      return names.enumerated().compactMap { place, name in
        let bytes = Int(sysconf(Int32(name)))
        let sharing = place < 2 ? 1 : coreCount
        return bytes > 0 ? CacheLevel(level: place + 1, bytes: bytes, sharing: sharing) : nil
      }
    #endif
  }
}
