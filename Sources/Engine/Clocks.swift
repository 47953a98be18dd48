#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Nanoseconds of a clock that only goes forward; one reading takes about 25 ns.
func now() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}

/// What layers take: room for every thread to write its own readings, without sharing a cache line.
final class Clocks {
  /// Layers that any network has at most.
  static let layers = 32
  let threads: Int
  /// `[thread][layer]`: nanoseconds of work, waiting left out.
  let work: UnsafeMutablePointer<UInt64>
  /// `[layer]`: the timed run at hand or the last one, per layer of the architecture; 0 where the
  /// layer has not finished.
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

  /// Forgets all readings: what is read from now on belongs to the run that begins.
  func clear() {
    work.update(repeating: 0, count: threads * Clocks.layers)
    times.update(repeating: 0, count: Clocks.layers)
  }

  /// Adds to a layer's work of one thread.
  func add(_ nanoseconds: UInt64, layer: Int, thread: Int) {
    work[thread * Clocks.layers + layer] &+= nanoseconds
  }

  /// Gives a step's wall time to its layer, or shares it between the two of a separable block in the
  /// ratio of their work over all threads.
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
