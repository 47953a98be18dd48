import LibC

/// Nanoseconds of a clock that never goes back; reading it takes about 25 ns.
func now() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}

/// How long layers take. Each thread writes its own readings, so that no cache line goes to and fro.
final class Clocks {
  /// The most layers that any network has.
  static let layers = 32
  let threads: Int
  /// `[thread][layer]`: nanoseconds of work, without waiting.
  let work: UnsafeMutablePointer<UInt64>
  /// `[layer of the architecture]`: nanoseconds in the present timed run or else in the last one; 0 for
  /// a layer that has not finished.
  let times: UnsafeMutablePointer<UInt64>

  init(threads: Int) {
    self.threads = threads
    work = .allocate(capacity: threads * Clocks.layers)
    times = .allocate(capacity: Clocks.layers)
    work.initialize(repeating: 0, count: threads * Clocks.layers)
    times.initialize(repeating: 0, count: Clocks.layers)
  }

  deinit {
    work.deallocate()
    times.deallocate()
  }

  /// Forgets all readings, before a run begins.
  func clear() {
    work.update(repeating: 0, count: threads * Clocks.layers)
    times.update(repeating: 0, count: Clocks.layers)
  }

  /// Adds to a layer's work of one thread.
  func add(_ nanoseconds: UInt64, layer: Int, thread: Int) {
    work[thread * Clocks.layers + layer] &+= nanoseconds
  }

  /// Gives a step's wall time, in nanoseconds, to its layer. The two layers of a separable block share
  /// it in the ratio of their work over all threads.
  func settle(_ step: Step, wall: UInt64) {
    guard step.operation == .separable else {
      times[step.layer] = wall
      return
    }
    var sums = (depthwise: UInt64(0), pointwise: UInt64(0))
    for thread in 0..<threads {
      sums.depthwise &+= work[thread * Clocks.layers + step.layer]
      sums.pointwise &+= work[thread * Clocks.layers + step.layer + 1]
    }
    let share = Double(sums.depthwise) / Double(max(1, sums.depthwise &+ sums.pointwise))
    times[step.layer] = UInt64(Double(wall) * share)
    times[step.layer + 1] = wall &- times[step.layer]
  }
}
