import CProcessor
import Kernels
import KernelsBaseline

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
  import KernelsAVXVNNI
  import KernelsVNNI
#endif

/// The vector instructions that the kernels are compiled for, slowest first.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// What every x86-64 processor has: SSE2.
  case baseline
  /// AVX2 and FMA.
  case avx2
  /// AVX-512F.
  case avx512
  /// arm64's own.
  case neon

  /// The name as people write it.
  public var title: String {
    switch self {
    case .baseline: "baseline"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    case .neon: "NEON"
    }
  }
}

extension InstructionSet {
  /// What the program holds kernels for, slowest first.
  public static var compiled: [InstructionSet] {
    #if arch(x86_64)
      [.baseline, .avx2, .avx512]
    #elseif arch(arm64)
      [.neon]
    #else
      [.baseline]
    #endif
  }

  /// What this processor and its system can run, slowest first.
  public static let available: [InstructionSet] = {
    #if arch(x86_64)
      Array(compiled.prefix(Int(processor_level()) + 1))
    #else
      compiled
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

  /// The kernels on bytes; to be run only where it is available. Where AVX-512 or AVX2 have VNNI, products
  /// of bytes, these use it; AVX-512 without it computes as AVX2.
  package var integerKernels: IntegerKernelTable {
    switch self {
    #if arch(x86_64)
      case .avx512 where processor_has_vnni() != 0: vnniIntegerKernels
      case .avx512, .avx2:
        processor_has_avx_vnni() != 0 ? avxVNNIIntegerKernels : avx2IntegerKernels
      case .baseline, .neon: baselineIntegerKernels
    #else
      case .baseline, .avx2, .avx512, .neon: baselineIntegerKernels
    #endif
    }
  }

  /// Measures how many multiply-adds per second one core does on registers alone: no layer can do more.
  ///
  /// It is the best of many short loops, so that another program on this core does not lower it.
  ///
  /// - Parameter loops: each takes below a millisecond.
  /// - Returns: multiply-adds a second.
  public func measurePeak(loops: Int = peakLoops) -> Double {
    let probe = CeilingProbe(self, threads: 1)
    return (0..<loops).map { _ in probe.multiplyAddRate() }.max() ?? 0
  }

  /// About 20 ms.
  public static let peakLoops = 30
}
