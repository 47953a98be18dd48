import ArgumentParser
import Engine

/// Refuses a number of threads that can't run at the same time here, and says why.
func checkThreads(_ count: Int) throws {
  let allowance = Processor.allowance
  guard !(1...allowance.count).contains(count) else { return }
  let range = allowance.count == 1 ? "1" : "1 to \(allowance.count)"
  throw ValidationError("--threads \(count): \(allowance); give \(range)")
}
