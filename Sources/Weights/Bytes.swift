import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, embedded or read: immutable, shared by every tensor that looks at them.
///
/// Unchecked, because the pointer is only ever read through: the bytes were complete before `init`,
/// nothing writes them afterwards, and they go away with the last reference.
final class Bytes: @unchecked Sendable {
  /// 64-byte aligned.
  let buffer: UnsafeRawBufferPointer
  private let isOwned: Bool
  private let digest = Mutex<String?>(nil)

  /// Looks at bytes that live as long as the program.
  init(forever buffer: UnsafeRawBufferPointer) {
    self.buffer = buffer
    isOwned = false
  }

  /// Takes over memory from `allocate(_:)`.
  init(owning buffer: UnsafeMutableRawBufferPointer) {
    self.buffer = UnsafeRawBufferPointer(buffer)
    isOwned = true
  }

  /// Copies a few bytes; like an array, it needs the memory to be there.
  convenience init(copying content: UnsafeRawBufferPointer) {
    guard let buffer = Bytes.allocate(content.count) else { preconditionFailure("out of memory") }
    buffer.copyMemory(from: content)
    self.init(owning: buffer)
  }

  deinit {
    if isOwned { free(UnsafeMutableRawPointer(mutating: buffer.baseAddress)) }
  }

  var count: Int { buffer.count }

  /// Uninitialised memory for `init(owning:)`; nil where there is not that much.
  static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer? {
    var start: UnsafeMutableRawPointer?
    guard posix_memalign(&start, 64, max(1, count)) == 0 else { return nil }
    return UnsafeMutableRawBufferPointer(start: start, count: count)
  }

  /// The SHA-256 as 64 hexadecimal digits, computed when first asked for.
  func checksum() -> String {
    digest.withLock { digest in
      if let digest { return digest }
      let computed = SHA256.hexadecimal(of: buffer)
      digest = computed
      return computed
    }
  }
}
