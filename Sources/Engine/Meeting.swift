import Synchronization

/// Where the threads of one run meet: a barrier, the strips still to be claimed, and whether to stop.
///
/// With one thread nothing here does anything.
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
