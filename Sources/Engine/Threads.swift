import CProcessor
import LibC

/// The error when the system gives this process no further thread.
public struct ThreadRefusal: Error, Equatable, CustomStringConvertible {
  /// The system's error number.
  public let code: Int32

  /// The sentence for the user: what failed, why, and what helps.
  public var description: String {
    "the system gives this program no further thread (\(String(cString: strerror(code)))): "
      + "end other programs, or raise the limits on processes and memory (ulimit -u, ulimit -v)"
  }
}

/// Runs a body on a thread of its own, where the same signals are blocked as in the calling thread.
///
/// - Throws: the system's refusal.
public func startThread(_ body: @escaping @Sendable () -> Void) throws(ThreadRefusal) {
  let context = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, context.toOpaque())
  guard code == 0 else {
    context.release()
    throw ThreadRefusal(code: code)
  }
  pthread_detach(thread)
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

extension Processor {
  /// Makes sure that so many threads can work at the same time, the calling one included. They are kept
  /// for later runs.
  ///
  /// - Throws: the system's refusal.
  public static func reserve(threads: Int) throws(ThreadRefusal) {
    guard ThreadPool.shared.reserve(threads - 1) == threads - 1 else {
      throw ThreadRefusal(code: EAGAIN)
    }
  }

  /// Calls a body on so many threads at the same time, the calling one included, and waits for all. There
  /// are fewer if the system refuses some. The body may run networks of one thread only.
  public static func concurrently(threads: Int, _ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(ThreadBody(run: body))
    let job = ThreadPool.Job(
      body: { context, _ in
        Unmanaged<ThreadBody>.fromOpaque(context).takeUnretainedValue().run()
      }, context: context.toOpaque(), processor: processor_current())
    let helpers = ThreadPool.shared.reserve(threads - 1)
    ThreadPool.shared.run(job, helpers: helpers, caller: body)
    context.release()
  }
}
