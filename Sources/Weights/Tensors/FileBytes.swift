import Files
import LibC
import Synchronization

/// The bytes of a file, embedded or read: immutable, shared by every tensor that looks at them.
///
/// Unchecked, because the pointer is only ever read through: the bytes were complete before `init`,
/// nothing writes them afterwards, and they go away with the last reference.
final class FileBytes: @unchecked Sendable {
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
  private init(owning buffer: UnsafeMutableRawBufferPointer) {
    self.buffer = UnsafeRawBufferPointer(buffer)
    isOwned = true
  }

  /// Copies a few bytes; like an array, it needs the memory to be there.
  convenience init(copying content: UnsafeRawBufferPointer) {
    guard let buffer = FileBytes.allocate(content.count) else {
      preconditionFailure("out of memory")
    }
    buffer.copyMemory(from: content)
    self.init(owning: buffer)
  }

  deinit {
    if isOwned { free(UnsafeMutableRawPointer(mutating: buffer.baseAddress)) }
  }

  var count: Int { buffer.count }

  /// Uninitialised memory for `init(owning:)`; nil where there is not that much.
  private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer? {
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

// MARK: - Files

extension FileBytes {
  /// The largest file that is read: the standard network's float32 weights have 0.12 GB.
  private static let longestFile = 1 << 30

  /// Reads a whole regular file into memory.
  static func read(path: String) throws(WeightsError) -> FileBytes {
    let bytes: FileBytes
    do throws(UnreadableFile) {
      let file = try ReadableFile(path: path)
      let limit = min(longestFile, memorySize / 2)
      guard file.size <= limit, let buffer = allocate(file.size) else {
        throw UnreadableFile(path, .tooLarge(bytes: file.size, limit: limit))
      }
      // Owned from here on, so that every way out gives the memory back.
      bytes = FileBytes(owning: buffer)
      guard try file.read(at: 0, into: buffer) == file.size else {
        throw UnreadableFile(path, .shortened)
      }
    } catch {
      throw .unreadable(error)
    }
    guard bytes.count > 0 else { throw .empty(file: path) }
    return bytes
  }

  /// Writes them to a file, see `WholeFile`.
  func write(path: String) throws(WeightsError) {
    do throws(UnwritableFile) {
      try WholeFile.write(buffer, to: path)
    } catch {
      throw .unwritable(error)
    }
  }

  /// Bytes of memory in this machine.
  private static var memorySize: Int {
    sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  }
}
