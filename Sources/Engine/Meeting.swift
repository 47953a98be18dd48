import CProcessor
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the threads of one run meet: a barrier, the strips still to be claimed, and whether to stop.
///
/// Nothing here sleeps: a run takes milliseconds. With one thread nothing here does anything.
final class Meeting: Sendable {
  /// Turns of a waiting loop before it yields, some 10 to 20 µs: longer than threads of equal parts
  /// wait for each other, shorter than what spinning against a thread on the same core costs.
  static let patience = 512

  private let threads: Int
  private let arrived = AtomicLine()
  private let phase = AtomicLine()
  private let stopStep = AtomicLine()
  /// One counter for each step, each on its own cache line.
  private let claims: [AtomicLine]

  init(threads: Int) {
    self.threads = threads
    claims = (0..<Clocks.layers).map { _ in AtomicLine() }
    stopStep.value.store(.max, ordering: .relaxed)
  }

  /// Before the threads of a run set out.
  func reset() {
    for claim in claims { claim.value.store(0, ordering: .relaxed) }
    stopStep.value.store(.max, ordering: .relaxed)
  }

  /// The next strip of a step that no thread has taken.
  func claim(_ step: Int, thread: Int, after last: Int) -> Int {
    guard threads > 1 else { return last + 1 }
    return claims[step].value.add(1, ordering: .relaxed).oldValue
  }

  /// Waits for all threads; what any of them wrote before it, all see behind it.
  func wait() {
    guard threads > 1 else { return }
    let current = phase.value.load(ordering: .relaxed)
    if arrived.value.add(1, ordering: .acquiringAndReleasing).newValue == threads {
      arrived.value.store(0, ordering: .relaxed)
      phase.value.store(current &+ 1, ordering: .releasing)
      return
    }
    var turns = 0
    while phase.value.load(ordering: .acquiring) == current {
      processor_pause()
      turns += 1
      // Someone else may have the core that we wait for: let go of ours.
      if turns > Meeting.patience { sched_yield() }
    }
  }

  /// Called by one thread before it waits: no thread enters this step any more.
  ///
  /// The step's number goes with it, because a slow thread may look only when the others have
  /// already met again.
  func stop(before step: Int) {
    stopStep.value.store(step, ordering: .relaxed)
  }

  func isStopped(before step: Int) -> Bool {
    stopStep.value.load(ordering: .relaxed) <= step
  }
}

/// A number that threads share, on a cache line of its own.
final class AtomicLine: Sendable {
  private let before: (Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0)
  let value = Atomic<Int>(0)
  private let after: (Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0)
}
