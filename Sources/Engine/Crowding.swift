/// Whether the cores are too busy for a run on several threads.
///
/// Threads that work in step are as slow as the slowest. Where neighbours want the same cores, each of
/// a run's forty meetings may wait for a time slice of theirs, and one thread by itself is faster. So
/// after a run that was mostly waiting the next ones go alone; then all threads try again, and after
/// each vain try later.
struct Crowding {
  private static let shortest = 8
  private static let longest = 128

  private var aloneRuns = 0
  private var next = Crowding.shortest

  /// Whether the run that begins now goes alone.
  mutating func goesAlone() -> Bool {
    guard aloneRuns > 0 else { return false }
    aloneRuns -= 1
    return true
  }

  /// Takes note of a run on all threads: crowded, if they slept for more than half of the time that
  /// the helping ones had. On free cores they hardly sleep.
  ///
  /// - Parameters:
  ///   - asleep: nanoseconds, of all threads together.
  ///   - duration: nanoseconds of the run.
  ///   - threads: of the run, the calling one included.
  mutating func note(asleep: Int, of duration: Int, threads: Int) {
    guard asleep > duration * (threads - 1) / 2 else {
      next = Crowding.shortest
      return
    }
    aloneRuns = next
    next = min(next * 2, Crowding.longest)
  }
}
