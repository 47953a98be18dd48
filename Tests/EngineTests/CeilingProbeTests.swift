import Testing

@testable import Engine

@Suite("The probe of this host's ceilings")
struct CeilingProbeTests {
  @Test("has rates on every instruction set", arguments: InstructionSet.available, [1, 2])
  func rates(instructionSet: InstructionSet, threads: Int) throws {
    let probe = CeilingProbe(instructionSet, threads: threads)
    #expect(probe.threads == threads)
    let multiplyAdds = probe.multiplyAddRate()
    #expect(multiplyAdds > 0 && multiplyAdds.isFinite)
    let memory = try #require(ProbeMemory(bytesPerThread: 20_000, threads: threads))
    while probe.write(memory) {}
    let bytes = probe.readRate(memory)
    #expect(bytes > 0 && bytes.isFinite)
  }

  @Test("writes all memory before it reads, part by part")
  func parts() throws {
    let probe = CeilingProbe(.best, threads: 1)
    // Two and a half times what a call takes.
    let memory = try #require(ProbeMemory(bytesPerThread: 20 << 20, threads: 1))
    #expect((0..<3).allSatisfy { _ in probe.write(memory) })
    #expect(!probe.write(memory))
    for _ in 0..<4 { #expect(probe.readRate(memory) > 0) }
  }

  @Test("goes on where the system has no memory to give")
  func refused() {
    #expect(ProbeMemory(bytesPerThread: 1 << 60, threads: 2) == nil)
  }
}
