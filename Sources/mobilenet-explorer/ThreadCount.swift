import ArgumentParser
import Engine

/// Refuses a number of threads that can't run at the same time here, and says why.
func checkThreads(_ count: Int) throws {
  if let refusal = Processor.allowance.refusal(ofThreads: count) { throw ValidationError(refusal) }
}
