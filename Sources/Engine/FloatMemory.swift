import LibC

/// Floats that live as long as this object, all zero at first.
///
/// They begin at a multiple of 2 MB. So a feature map falls on the same cache sets in every network of a
/// setting, and such networks are equally fast. Before, at (0.25, 112) with AVX-512, a depthwise layer of
/// 4 µs took 1.31 times as long in one network as in another; now at most 1.05 times.
///
/// They are the system's own pages. In the C library's heap blocks so aligned leave holes between them, and
/// the program grew while its networks changed.
final class FloatMemory {
  /// The first float.
  let start: UnsafeMutablePointer<Float>
  let count: Int
  private let pages: UnsafeMutableRawPointer
  private let bytes: Int

  private static let alignment = 1 << 21

  /// Memory for `count` floats. From 2 MB on the system is asked for huge pages.
  ///
  /// - Throws: where the system refuses it.
  init(count: Int) throws(MemoryRefused) {
    let page = Int(getpagesize())
    bytes = (max(count, 1) * MemoryLayout<Float>.stride + page - 1) / page * page
    // In a range that is longer by the alignment such a place lies for sure; the rest goes back.
    guard
      let range = mmap(
        nil, bytes + Self.alignment, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      range != MAP_FAILED
    else { throw MemoryRefused(bytes: bytes) }
    let before = -Int(bitPattern: range) & (Self.alignment - 1)
    pages = range + before
    if before > 0 { munmap(range, before) }
    munmap(pages + bytes, Self.alignment - before)
    if bytes >= Self.alignment { madvise(pages, bytes, MADV_HUGEPAGE) }
    start = pages.bindMemory(to: Float.self, capacity: max(count, 1))
    self.count = count
  }

  /// The same for what is small beside packed weights. Where the system refuses that, the program ends with
  /// one sentence and status 1: Swift's own arrays end it then, too.
  convenience init(requiring count: Int) {
    do {
      try self.init(count: count)
    } catch {
      let line = "mobilenet-explorer: \(error)\n"
      _ = write(STDERR_FILENO, line, line.utf8.count)
      exit(EXIT_FAILURE)
    }
  }

  deinit {
    munmap(pages, bytes)
  }
}

/// The system refuses memory for a network: a limit (`ulimit -v`), or all of it is in use.
public struct MemoryRefused: Error, Equatable, Sendable, CustomStringConvertible {
  /// That were asked for.
  public let bytes: Int

  public var description: String {
    "the system refuses \((bytes + 999_999) / 1_000_000) MB of memory that this network takes; choose a smaller one, "
      + "or raise the limit (ulimit -v)"
  }
}
