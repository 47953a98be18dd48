import CProcessor
import Kernels
import KernelsBaseline
import Testing

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
  import KernelsAVXVNNI
  import KernelsVNNI
#endif

/// One instruction set's kernels under a name for the test's title.
struct NamedKernels: CustomTestStringConvertible, Sendable {
  let name: String
  let table: KernelTable
  var testDescription: String { name }

  /// All that this machine can run.
  static var all: [NamedKernels] {
    var kernels = [NamedKernels(name: "baseline", table: baselineKernels)]
    #if arch(x86_64)
      if processor_level() >= 1 { kernels.append(.init(name: "AVX2", table: avx2Kernels)) }
      if processor_level() >= 2 { kernels.append(.init(name: "AVX-512", table: avx512Kernels)) }
    #endif
    return kernels
  }
}

/// One instruction set's kernels on bytes.
struct NamedIntegerKernels: CustomTestStringConvertible, Sendable {
  let name: String
  let table: IntegerKernelTable
  var testDescription: String { name }

  /// All that this machine can run.
  static var all: [NamedIntegerKernels] {
    var kernels = [NamedIntegerKernels(name: "baseline", table: baselineIntegerKernels)]
    #if arch(x86_64)
      if processor_level() >= 1 { kernels.append(.init(name: "AVX2", table: avx2IntegerKernels)) }
      if processor_has_avx_vnni() != 0 {
        kernels.append(.init(name: "AVX-VNNI", table: avxVNNIIntegerKernels))
      }
      if processor_has_vnni() != 0 {
        kernels.append(.init(name: "AVX-512 VNNI", table: vnniIntegerKernels))
      }
    #endif
    return kernels
  }
}
