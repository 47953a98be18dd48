// Speed of the kernels one by one, and of whole networks, beside what this core can do at most; and
// the memory that the engine adds to the weights.
//
//   kernel-bench [--isa baseline|avx2|avx512|neon] [--precision float32|int8]
//   kernel-bench network --alpha 0.5 --side 160 --threads 1 --rounds 50 [--variant V] [--built-in]
//                        [--precision P] [--json] [--layers]
//   kernel-bench memory [--precision P] [--threads 1]
//   kernel-bench agreement [--threads 1] [--rounds 3]: the explorer's latencies beside `bench`

import Engine

let options = Options(CommandLine.arguments.dropFirst())
do {
  try Processor.reserve(threads: options.threads)
  switch options.subject {
  case .kernels where options.precision == .int8:
    IntegerKernelBenchmark(options.instructionSet).run()
  case .kernels: KernelBenchmark(options.instructionSet).run()
  case .network: try NetworkBenchmark(options: options).run()
  case .memory:
    guard try MemoryBenchmark(options: options).run() else {
      options.fail("the engine takes more memory than it promises", status: 1)
    }
  case .agreement: try AgreementBenchmark(options).run()
  }
} catch {
  options.fail("\(error)", status: 1)
}
