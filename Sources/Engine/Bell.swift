import CProcessor
import LibC
import Synchronization

/// Where one thread waits for others: first it spins, then it sleeps until they ring.
///
/// Threads with equal parts of a layer finish within a few microseconds of each other, much sooner than
/// a sleeping thread wakes. If one is late, another program has its core. Then sleeping is better than
/// yielding: a thread that yields gives that program a whole time slice at each of a run's forty
/// meetings, while one that wakes up is scheduled before programs that have had their share.
final class Bell: Sendable {
  /// Turns to spin before sleeping, about 320 µs: several times as long as a sleeper needs to wake. A
  /// caller that sleeps because its helper wakes late may be woken on the helper's processor.
  static let patience = 16384

  /// 1 while the thread sleeps or is about to.
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
  ///
  /// - Parameter isOver: must read with sequentially consistent loads, and whoever makes it true must
  ///   do so with a sequentially consistent store and call `ring()` afterwards. So either the sleeper
  ///   sees the store, or the writer sees the sleeper.
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

  /// Sleeps until the next ring, which may belong to an earlier wait; returns at once if `isOver` is
  /// true already.
  func sleep(unless isOver: () -> Bool) {
    isAsleep.value.store(1, ordering: .sequentiallyConsistent)
    // If the flag is 0 again, the writer has begun to ring: `sem_wait` below takes that ring.
    if isOver(), isAsleep.value.exchange(0, ordering: .sequentiallyConsistent) == 1 { return }
    while sem_wait(semaphore) != 0 {}
  }

  /// Wakes the thread if it sleeps; otherwise this is a single load.
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
