import Foundation
import Testing

/// Runs a suite's tests on threads of their own: they mostly wait for another program, and would keep a thread for each
/// core from the tests that compute.
struct WaitsForPrograms: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitsForPrograms {
  /// Its tests mostly wait for another program.
  static var waitsForPrograms: Self { Self() }
}

private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads()
  private let queue = OperationQueue()

  private init() {
    // More programs at once would be late for their deadlines on two cores.
    queue.maxConcurrentOperationCount = 3
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
