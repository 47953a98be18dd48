import CProcessor
import LibC

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

/// How many of the host's cores a process may use: a cluster's scheduler, a container or `taskset` may
/// give it only some. More threads than that would wait for each other on one core.
public struct ProcessorAllowance: Equatable, Sendable {
  /// Threads that can run at the same time, at least one.
  public let count: Int
  /// Why there are no more.
  public let reason: Reason

  /// Why there are no more cores than `count`.
  public enum Reason: Equatable, Sendable {
    /// All cores of the host.
    case host
    /// The process is bound to some of the host's cores.
    case affinity(online: Int)
    /// A cgroup limits the time of the process to that of so many cores.
    case quota(Double)
  }

  /// What is wrong with an option that asks for so many threads; nil if nothing is.
  public func refusal(ofThreads number: Int, option: String = "--threads") -> String? {
    guard !(1...count).contains(number) else { return nil }
    return "\(option) \(number): \(self); give \(count == 1 ? "1" : "1 to \(count)")"
  }

  /// - Parameters:
  ///   - online: the host's cores.
  ///   - allowed: those that the process is bound to; below one where the system does not tell.
  ///   - quota: how many cores' time a cgroup leaves; nil where none limits it.
  init(online: Int, allowed: Int, quota: Double?) {
    let online = max(1, online)
    let bound = allowed >= 1 ? min(allowed, online) : online
    // Rounded down: a thread more would be held up in the midst of a run.
    if let quota, quota < Double(bound) {
      (count, reason) = (max(1, Int(quota)), .quota(quota))
    } else {
      (count, reason) = (bound, bound < online ? .affinity(online: online) : .host)
    }
  }
}

extension ProcessorAllowance: CustomStringConvertible {
  /// A clause on why there are no more: "this machine has 8 cores".
  public var description: String {
    switch reason {
    case .host: "this machine has \(count) core\(count == 1 ? "" : "s")"
    case .affinity(let online):
      "taskset, a container or a batch system binds this process to \(count) of the machine's "
        + "\(online) cores"
    case .quota(let quota):
      "a container or a batch system (its cgroup) gives this process the time of \((quota * 100).rounded() / 100) cores"
    }
  }
}

/// The limit that cgroups set to a process's time, as a number of cores.
enum ProcessorQuota {
  static let ofThisProcess = cores(reading: KernelFile.contents)

  /// The smallest limit of the process's cgroup and those above it; nil where there is none.
  ///
  /// Version 2 writes `cpu.max` (`150000 100000`, or `max 100000`), version 1 `cpu.cfs_quota_us` and
  /// `cpu.cfs_period_us` (docs.kernel.org, admin-guide/cgroup-v2 and scheduler/sched-bwc).
  ///
  /// - Parameter read: a file's text by its path; nil where it can't be read.
  /// - Returns: a number above 0.
  static func cores(reading read: (String) -> String?) -> Double? {
    ControlGroup.folders(of: "cpu", reading: read).compactMap { folder in
      if let both = read("\(folder)/cpu.max") { return limit(both) }
      guard let quota = read("\(folder)/cpu.cfs_quota_us") else { return nil }
      return limit("\(quota) \(read("\(folder)/cpu.cfs_period_us") ?? "")")
    }.min()
  }

  /// A quota and a period in microseconds; nil for `max`, −1 and whatever is no limit.
  private static func limit(_ text: String?) -> Double? {
    let words = (text ?? "").split(whereSeparator: \.isWhitespace).map { Double($0) }
    guard words.count == 2, let quota = words[0], let period = words[1], quota > 0, period > 0
    else { return nil }
    return quota / period
  }
}
