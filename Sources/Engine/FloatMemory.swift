#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Floats that begin on a cache line and live as long as this object.
final class FloatMemory {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  /// Zeros: fresh pages cost nothing until they are touched.
  init(count: Int) {
    let bytes = max(count, 16) * MemoryLayout<Float>.stride
    let isLarge = bytes >= 1 << 21
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? 1 << 21 : 64)
    #if os(Linux)
      if isLarge { madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    start = memory.bindMemory(to: Float.self, capacity: max(count, 16))
    start.initialize(repeating: 0, count: max(count, 16))
    self.count = count
  }

  deinit {
    start.deallocate()
  }
}

/// Blocks of sixteen that hold so many channels.
func blocks(of channels: Int) -> Int { (channels + 15) / 16 }
