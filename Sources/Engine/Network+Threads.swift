import CProcessor

extension Network {
  /// Walks through the steps on all threads.
  func runTogether(isTimed: Bool, isCancelled: () -> Bool) -> Bool {
    var isFinished = false
    let job = ThreadPool.Job(
      body: { context, thread in
        // The calling thread keeps the network alive and waits until this returns.
        Unmanaged<Network>.fromOpaque(context).takeUnretainedValue().help(thread)
      }, context: Unmanaged.passUnretained(self).toOpaque(), processor: processor_current())
    isTimedRun = isTimed
    ThreadPool.shared.run(job, helpers: threads - 1) {
      isFinished = walk(thread: 0, isTimed: isTimed, isCancelled: isCancelled)
    }
    return isFinished
  }

  private func help(_ thread: Int) {
    _ = walk(thread: thread, isTimed: isTimedRun, isCancelled: { false })
  }
}
