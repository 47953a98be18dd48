#if canImport(Glibc)
  import Glibc
#endif

/// Runs a body on a thread of its own for the rest of the program; signals are blocked there as
/// they are in the thread that starts it.
func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(Box(body))
  var thread = pthread_t()
  let status = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  precondition(status == 0, "the system gives a process a second thread")
  pthread_detach(thread)
}

private final class Box {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}
