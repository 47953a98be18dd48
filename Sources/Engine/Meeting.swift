import Synchronization

/// What the threads of one run share: a barrier, the strips that nobody has claimed, whether to stop.
///
/// With a single thread no call here touches memory that others see.
final class Meeting: Sendable {
  private let threads: Int
  private let arrived = AtomicLine()
  private let phase = AtomicLine()
  private let stopStep = AtomicLine()
  /// One counter for each step, each on its own cache line.
  private let claims: [AtomicLine]
  /// One for each thread.
  private let bells: [Bell]

  init(threads: Int) {
    self.threads = threads
    claims = (0..<Clocks.layers).map { _ in AtomicLine() }
    bells = (0..<threads).map { _ in Bell() }
    stopStep.value.store(.max, ordering: .relaxed)
  }

  /// Begins a run; to be called before its threads start.
  func reset() {
    for claim in claims { claim.value.store(0, ordering: .relaxed) }
    stopStep.value.store(.max, ordering: .relaxed)
  }

  /// Claims the next strip of a step that no thread has claimed; past the last one all are. With a single
  /// thread it is the one after `last`, which that thread had before (−1: none).
  func claim(_ step: Int, thread: Int, after last: Int) -> Int {
    guard threads > 1 else { return last + 1 }
    return claims[step].value.add(1, ordering: .relaxed).oldValue
  }

  /// Waits until all threads have called this. Afterwards each sees what any of them wrote before.
  func wait(thread: Int) {
    guard threads > 1 else { return }
    let current = phase.value.load(ordering: .relaxed)
    if arrived.value.add(1, ordering: .acquiringAndReleasing).newValue == threads {
      arrived.value.store(0, ordering: .relaxed)
      phase.value.store(current &+ 1, ordering: .sequentiallyConsistent)
      for other in 0..<threads where other != thread { bells[other].ring() }
      return
    }
    bells[thread].wait { phase.value.load(ordering: .sequentiallyConsistent) != current }
  }

  /// Lets no thread begin this step or a later one; to be called by one thread before it waits.
  ///
  /// It names the step, because a slow thread may look only when the others have met once more.
  func stop(before step: Int) {
    stopStep.value.store(step, ordering: .relaxed)
  }

  /// Whether this step must not begin.
  func isStopped(before step: Int) -> Bool {
    stopStep.value.load(ordering: .relaxed) <= step
  }
}
