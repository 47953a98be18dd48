import CProcessor
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where one thread waits for what others do: first spinning, then asleep until they ring.
///
/// Threads of equal parts are ready within a few microseconds of each other, far less than waking a
/// sleeper takes. Where one is late, someone else has its core. Then sleeping beats yielding: a thread
/// that yields hands a busy neighbour a whole time slice, at each of a run's forty meetings, while
/// one that wakes goes before the neighbours that had their share.
final class Bell: Sendable {
  /// Turns of the spinning, some 320 µs: several times what waking a sleeper takes.
  /// A caller that falls asleep because its helper wakes late may be woken on the helper's processor.
  static let patience = 16384

  /// 1 while the thread is about to sleep or asleep.
  private let isAsleep = AtomicLine()
  // Given to `sem_init` before any thread can have this object; made for several threads.
  nonisolated(unsafe) private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    semaphore = .allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  /// Waits until `isOver` is true; for one thread at a time.
  /// - Parameter isOver: a look that is sequentially consistent, like what makes it true; whoever
  ///   does that rings afterwards. So either the sleeper sees it or the other sees the sleeper.
  func wait(until isOver: () -> Bool) {
    var turns = 0
    while !isOver() {
      processor_pause()
      turns += 1
      if turns >= Bell.patience {
        sleep(unless: isOver)
        turns = 0
      }
    }
  }

  /// Sleeps until the next ring, which may be an old one; not at all where it is over by now.
  func sleep(unless isOver: () -> Bool) {
    isAsleep.value.store(1, ordering: .sequentiallyConsistent)
    // Where the other has taken the flag back, it is ringing already: that ring is taken here.
    if isOver(), isAsleep.value.exchange(0, ordering: .sequentiallyConsistent) == 1 { return }
    while sem_wait(semaphore) != 0 {}
  }

  /// Wakes the thread if it sleeps; else costs a look.
  func ring() {
    if isAsleep.value.load(ordering: .sequentiallyConsistent) == 1,
      isAsleep.value.exchange(0, ordering: .sequentiallyConsistent) == 1
    {
      sem_post(semaphore)
    }
  }
}

/// A number that threads share, on a cache line of its own.
final class AtomicLine: Sendable {
  private let before: (Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0)
  let value = Atomic<Int>(0)
  private let after: (Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0)
}
