import Testing

@testable import Engine

@Suite("Instruction sets")
struct InstructionSetTests {
  @Test("have a name for options and one for people")
  func names() {
    #expect(InstructionSet.allCases.map(\.rawValue) == ["baseline", "avx2", "avx512", "neon"])
    #expect(InstructionSet.allCases.map(\.title) == ["baseline", "AVX2", "AVX-512", "NEON"])
    #expect(InstructionSet(rawValue: "AVX2") == nil && InstructionSet(rawValue: "auto") == nil)
  }

  @Test("are available slowest first, none without those below it, and the best is the last one")
  func available() {
    let available = InstructionSet.available
    #expect(!available.isEmpty && available.last == InstructionSet.best)
    #if arch(x86_64)
      #expect(available == Array(InstructionSet.allCases.prefix(available.count)))
      #expect(!available.contains(.neon))
    #endif
  }

  @Test("no further thread: the sentence has the system's words and the mend")
  func refusal() {
    #expect(
      ThreadRefusal(code: 11).description
        == "the system gives this program no further thread (Resource temporarily unavailable): "
        + "end other programs, or raise the limits on processes and memory (ulimit -u, ulimit -v)")
  }
}
