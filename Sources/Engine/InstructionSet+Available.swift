import CProcessor
import Kernels
import KernelsBaseline

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

extension InstructionSet {
  /// What this processor and its system can run, slowest first.
  public static let available: [InstructionSet] = {
    #if arch(x86_64)
      let level = Int(processor_level())
      return Array([.baseline, .avx2, .avx512].prefix(level + 1))
    #elseif arch(arm64)
      return [.neon]
    #else
      return [.baseline]
    #endif
  }()

  /// The fastest of `available`.
  public static var best: InstructionSet { available.last ?? .baseline }

  /// The kernels compiled for it; to be run only where it is available.
  package var kernels: KernelTable {
    switch self {
    #if arch(x86_64)
      case .avx2: avx2Kernels
      case .avx512: avx512Kernels
      case .baseline, .neon: baselineKernels
    #else
      case .baseline, .avx2, .avx512, .neon: baselineKernels
    #endif
    }
  }
}
