// Speed of the kernels one by one, and of whole networks, beside what this core can do at most.
//
//   kernel-bench [--isa baseline|avx2|avx512|neon]
//   kernel-bench network --alpha 0.5 --side 160 --threads 1 --rounds 50 [--variant V] [--json] [--layers]

import Engine

let options = Options(CommandLine.arguments.dropFirst())
let instructionSet = options.instructionSet
if options.isNetwork {
  NetworkBenchmark(options).run()
} else {
  KernelBenchmark(instructionSet).run()
}
