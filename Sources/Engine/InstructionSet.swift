/// The vector instructions that the kernels are compiled for, slowest first.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// What every x86-64 processor has (SSE2); on arm64 the generic code.
  case baseline
  case avx2
  case avx512
  /// arm64's own.
  case neon

  /// As written on the screen.
  public var title: String {
    switch self {
    case .baseline: "baseline"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    case .neon: "NEON"
    }
  }
}
