import CProcessor
import LibC
import Synchronization

/// The process's helping threads: started when first asked for, woken for a run, asleep in between.
///
/// After a run a helper spins for about 200 µs, because the next run often follows at once: handing it a
/// job then takes 0.1 µs, while waking it would take 15 to 40 µs. Then it sleeps and costs nothing.
final class ThreadPool: Sendable {
  static let shared = ThreadPool()

  /// What helpers do.
  struct Job {
    /// A function without captures; it gets the context and the helper's number (1, 2 …).
    let body: @Sendable (UnsafeMutableRawPointer, Int) -> Void
    /// What it works on.
    let context: UnsafeMutableRawPointer
    /// The processor that the caller runs on, −1 if unknown; helpers leave it.
    let processor: Int32
  }

  // Held during a run, so that networks on different threads take turns. It is the system's lock, not
  // `Mutex`, because the thread sanitizer knows it. Initialised before any thread can lock it.
  nonisolated(unsafe) private let lock: UnsafeMutablePointer<pthread_mutex_t>
  // Read and written only while the lock is held.
  nonisolated(unsafe) private var helpers: [Helper] = []
  /// Where the caller of a run waits for the helpers; one run at a time, so one for all.
  private let finished = Bell()

  private init() {
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
  }

  /// Starts helpers until there are `count`, or the system refuses.
  ///
  /// - Returns: how many there are, at most `count`.
  func reserve(_ count: Int) -> Int {
    guard count > 0 else { return 0 }  // While a run holds the lock its own bodies come by here.
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while helpers.count < count, let helper = Helper(number: helpers.count + 1, finished: finished)
    {
      helpers.append(helper)
    }
    return min(count, helpers.count)
  }

  /// Runs the job on the first `count` helpers and `caller` on this thread, and waits for all.
  ///
  /// `caller` must not run another job: the pool is locked meanwhile.
  ///
  /// - Precondition: so many helpers have been reserved.
  func run(_ job: Job, helpers count: Int, caller: () -> Void) {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    for index in 0..<count { helpers[index].start(job) }
    caller()
    for index in 0..<count {
      let helper = helpers[index]
      finished.wait { helper.isDone }
    }
  }
}

/// One helping thread.
private final class Helper: Sendable {
  private let number: Int
  /// Jobs handed over so far.
  private let given = AtomicLine()
  /// Jobs done so far; the helper works while they are fewer than the given ones.
  private let done = AtomicLine()
  private let bell = Bell()
  /// The caller's, rung when a job is done.
  private let finished: Bell
  // Written before `given` is raised (a release), read after that was seen (an acquire).
  nonisolated(unsafe) private let job: UnsafeMutablePointer<ThreadPool.Job?>

  /// Nil if the system refuses a thread. Helpers live as long as the process.
  init?(number: Int, finished: Bell) {
    self.number = number
    self.finished = finished
    job = .allocate(capacity: 1)
    job.initialize(to: nil)
    guard begin() else {
      job.deallocate()
      return nil
    }
  }

  func start(_ job: ThreadPool.Job) {
    self.job.pointee = job
    given.value.add(1, ordering: .sequentiallyConsistent)
    bell.ring()
  }

  /// Whether all jobs handed over are done; to be asked by the thread that hands them over.
  var isDone: Bool {
    done.value.load(ordering: .sequentiallyConsistent) == given.value.load(ordering: .relaxed)
  }

  private func begin() -> Bool {
    // Signals belong to the threads that wait for them; only those of faults stay with their cause.
    var blocked = sigset_t()
    var previous = sigset_t()
    sigfillset(&blocked)
    for fault in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { sigdelset(&blocked, fault) }
    pthread_sigmask(SIG_SETMASK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    do {
      try startThread { [self] in work() }
      return true
    } catch {
      return false
    }
  }

  private func work() {
    var jobs = 0
    while true {
      awaitJob(after: jobs)
      jobs += 1
      if let job = job.pointee {
        leave(job.processor)
        job.body(job.context, number)
      }
      done.value.store(jobs, ordering: .sequentiallyConsistent)
      finished.ring()
    }
  }

  /// Moves this helper off the caller's processor. Two threads that spin for each other on one processor
  /// stay there, because neither ever sleeps: a run was seen to take twice the time of one thread.
  private func leave(_ processor: Int32) {
    if processor >= 0, processor_current() == processor { processor_leave(processor) }
  }

  private func awaitJob(after jobs: Int) {
    let begin = now()
    while true {
      for _ in 0..<64 {
        if given.value.load(ordering: .acquiring) != jobs { return }
        processor_pause()
      }
      if now() &- begin > 200_000 { break }
    }
    while given.value.load(ordering: .sequentiallyConsistent) == jobs {
      bell.sleep { given.value.load(ordering: .sequentiallyConsistent) != jobs }
    }
  }
}
