import CProcessor

#if canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The host's processor, as far as the system tells.
public enum Processor {
  /// Threads of this process that can run at the same time, at least one.
  public static var coreCount: Int { allowance.count }

  /// How many of the host's cores this process may use, and why not all of them.
  public static let allowance = ProcessorAllowance(
    online: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), allowed: Int(processor_allowed_count()),
    quota: ProcessorQuota.ofThisProcess)

  /// Measures the round trip between two cores: nanoseconds from handing an empty job to a helping
  /// thread until it says that it is done, median of 2000. Nil where there is only one thread.
  ///
  /// On virtual machines it is 100 ns in some minutes and 400 ns in others. Times of several threads can
  /// be compared only where it is about the same.
  package static func measureRoundTrip() -> Double? {
    guard coreCount > 1, ThreadPool.shared.reserve(1) == 1 else { return nil }
    var nothing = 0
    let times = withUnsafeMutablePointer(to: &nothing) { nothing in
      let job = ThreadPool.Job(
        body: { _, _ in }, context: UnsafeMutableRawPointer(nothing), processor: -1)
      return (0..<4000).map { _ in
        let begin = now()
        ThreadPool.shared.run(job, helpers: 1) {}
        return now() &- begin
      }
    }
    return Double(times[2000...].sorted()[1000])
  }
}
