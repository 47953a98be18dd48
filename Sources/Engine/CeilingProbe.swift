import CProcessor
import Kernels
import LibC

/// Finds out how much this host can do at best: multiply-adds on registers alone, and bytes read from
/// memory of a given extent, on some threads together.
///
/// Each call takes below a millisecond or so, and another program can only lower what it finds: the
/// ceiling is the best of many calls. Like a network it belongs to one thread, which the others help.
public final class CeilingProbe {
  /// Threads that work together, the calling one included: fewer than were asked for where the system
  /// refused them.
  public let threads: Int

  fileprivate enum Work {
    case multiplyAdd
    case write(ProbeMemory, part: Range<Int>)
    case read(ProbeMemory, part: Range<Int>, passes: Int)
  }

  private let kernels: KernelTable
  /// Nil where float32's multiply-adds are asked for.
  private let integerKernels: IntegerKernelTable?
  /// `[thread]`: bytes of 1 that products of bytes are made of, and behind them room for their sums.
  private let bytes: FloatMemory
  private let meeting: Meeting
  private var work = Work.multiplyAdd
  /// `[thread]`: when each one began and ended its part, in nanoseconds, a cache line apart.
  private let begun: UnsafeMutablePointer<UInt64>
  private let ended: UnsafeMutablePointer<UInt64>
  private static let line = 8
  /// What the loops gave: their next input depends on it, so that the compiler can't leave one out.
  private var last: Float = 0

  private static let steps = 20_000
  /// Floats of each thread's `bytes`: 256 · 4 bytes, and 24 · 16 sums.
  private static let floatsOfBytes = 640
  /// Floats that each thread reads in a call, or a little more: 8 MB.
  private static let floatsAtOnce = 1 << 21

  /// - Parameters:
  ///   - instructionSet: one of `InstructionSet.available`.
  ///   - threads: at least 1.
  ///   - precision: of the multiply-adds.
  public init(_ instructionSet: InstructionSet, threads: Int, precision: Precision = .float32) {
    self.threads = 1 + ThreadPool.shared.reserve(threads - 1)
    kernels = instructionSet.kernels
    integerKernels = precision == .float32 ? nil : instructionSet.integerKernels
    bytes = FloatMemory(requiring: precision == .float32 ? 0 : self.threads * Self.floatsOfBytes)
    memset(bytes.start, 1, bytes.count * MemoryLayout<Float>.stride)
    meeting = Meeting(threads: self.threads)
    begun = .allocate(capacity: self.threads * Self.line)
    ended = .allocate(capacity: self.threads * Self.line)
    begun.initialize(repeating: 0, count: self.threads * Self.line)
    ended.initialize(repeating: 0, count: self.threads * Self.line)
  }

  deinit {
    begun.deallocate()
    ended.deallocate()
  }

  /// Multiply-adds a second of all threads together, on registers alone.
  public func multiplyAddRate() -> Double {
    work = .multiplyAdd
    let perStep =
      integerKernels.map { $0.peakLoopMultiplyAdds / Self.integerShare }
      ?? kernels.peakLoopMultiplyAdds
    return Double(threads * Self.steps * perStep) / seconds()
  }

  /// Writes the next part of the memory: only what has been written lies in memory of its own.
  ///
  /// - Returns: false once all of it has been written.
  public func write(_ memory: ProbeMemory) -> Bool {
    guard let part = memory.nextUnwritten(atMost: Self.floatsAtOnce) else { return false }
    work = .write(memory, part: part)
    _ = seconds()
    return true
  }

  /// Bytes a second that all threads together read of the memory's next part. Small memory is read
  /// several times over.
  ///
  /// - Precondition: all of it has been written.
  public func readRate(_ memory: ProbeMemory) -> Double {
    precondition(memory.threads == threads, "memory for as many threads")
    let part = memory.nextRead(atMost: Self.floatsAtOnce)
    let passes = max(1, Self.floatsAtOnce / part.count)
    work = .read(memory, part: part, passes: passes)
    return Double(threads * part.count * passes * MemoryLayout<Float>.stride) / seconds()
  }

  /// From when the first thread begins until the last one has ended.
  private func seconds() -> Double {
    if threads == 1 {
      perform(0)
    } else {
      let job = ThreadPool.Job(
        body: { context, thread in
          // The calling thread keeps the probe alive and waits until this returns.
          Unmanaged<CeilingProbe>.fromOpaque(context).takeUnretainedValue().perform(thread)
        }, context: Unmanaged.passUnretained(self).toOpaque(), processor: processor_current())
      ThreadPool.shared.run(job, helpers: threads - 1) { perform(0) }
    }
    let places = (0..<threads).map { $0 * Self.line }
    let first = places.map { begun[$0] }.min() ?? 0
    let end = places.map { ended[$0] }.max() ?? 0
    return Double(max(1, end &- first)) / 1e9
  }

  private func perform(_ thread: Int) {
    meeting.wait(thread: thread)
    begun[thread * Self.line] = now()
    let result: Float
    switch work {
    case .multiplyAdd where integerKernels != nil: result = multiplyBytes(thread)
    case .multiplyAdd: result = kernels.peakLoop(Self.steps, 0.5, last.isFinite ? 1 : 0)
    case .write(let memory, let part):
      memory.start(of: thread).advanced(by: part.lowerBound)
        .initialize(repeating: 1, count: part.count)
      result = 0
    case .read(let memory, let part, let passes):
      result = kernels.readLoop(
        memory.start(of: thread) + part.lowerBound, part.count, passes)
    }
    ended[thread * Self.line] = now()
    if thread == 0 { last = result }
  }

  /// A step of products of bytes is four dots for each sum: so many fewer steps.
  private static let integerShare = 4

  private func multiplyBytes(_ thread: Int) -> Float {
    let start = bytes.start + thread * Self.floatsOfBytes
    integerKernels?.peakLoop(
      Self.steps / Self.integerShare, UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self),
      start + 256)
    return start[256]
  }
}

/// Memory that a probe's threads read, each its own part. It is the system's own, not the allocator's,
/// because the program must go on where there is none.
public final class ProbeMemory {
  /// Floats of each thread.
  private let count: Int
  fileprivate let threads: Int
  private let memory: UnsafeMutableRawPointer
  private var written = 0
  private var read = 0

  /// Memory that has not been written yet; nil where the system has none to give.
  ///
  /// - Parameters:
  ///   - bytesPerThread: rounded up to a multiple of 4096.
  ///   - threads: those of the probe.
  public init?(bytesPerThread: Int, threads: Int) {
    count = (max(1, bytesPerThread) + 4095) / 4096 * 1024
    self.threads = threads
    let bytes = count * MemoryLayout<Float>.stride * threads
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED
    else { return nil }
    madvise(memory, bytes, MADV_HUGEPAGE)
    self.memory = memory
  }

  deinit {
    munmap(memory, count * MemoryLayout<Float>.stride * threads)
  }

  fileprivate func start(of thread: Int) -> UnsafeMutablePointer<Float> {
    memory.assumingMemoryBound(to: Float.self) + thread * count
  }

  fileprivate func nextUnwritten(atMost floats: Int) -> Range<Int>? {
    guard written < count else { return nil }
    let part = written..<min(count, written + floats)
    written = part.upperBound
    return part
  }

  /// Round and round.
  fileprivate func nextRead(atMost floats: Int) -> Range<Int> {
    precondition(written == count, "all has been written")
    let part = read..<min(count, read + floats)
    read = part.upperBound == count ? 0 : part.upperBound
    return part
  }
}
