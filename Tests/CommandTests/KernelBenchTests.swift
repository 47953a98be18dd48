import Foundation
import PtySupport
import Testing

/// The engine's own benchmark: a tool for developers, but one that others' scripts read.
@Suite("kernel-bench")
struct KernelBenchTests {
  @Test(
    "refuses in one line what nothing can be measured with",
    arguments: [
      (["network", "--rounds", "0"], "--rounds 0: give 1 to 100000"),
      (["network", "--side", "20"], "--side 20: give 32 to 512"),
      (["network", "--threads", "0"], "--threads 0: "),
      (["network", "--threads", "100000"], "--threads 100000: "),
      (["network", "--alpha", "2"], "--alpha: '2' is not a value that it takes"),
      (["network", "--built-in", "--variant", "standard"], "the built-in weights are separable"),
      (["network", "--side"], "--side: '' is not a value that it takes"),
      (["netwrok"], "unknown option 'netwrok'"),
      (["--isa", "mmx"], "--isa: 'mmx' is not a value that it takes"),
    ])
  func refuses(arguments: [String], words: String) throws {
    let run = try Run(arguments, program: "kernel-bench")
    #expect(run.status == 64)
    #expect(run.error.hasPrefix("kernel-bench: ") && run.error.contains(words), "\(run.error)")
    #expect(run.error.count { $0 == "\n" } == 1)
    #expect(run.output.isEmpty)
  }

  @Test("refuses instructions that this processor lacks")
  func instructionSet() throws {
    let foreign = ["neon", "avx512", "avx2"].first { isa in
      (try? Run(["report", "--isa", isa, "--runs", "1"]))?.status == 64
    }
    guard let foreign else { return }
    let run = try Run(["network", "--isa", foreign], program: "kernel-bench")
    #expect(run.status == 64)
    #expect(run.error.contains("--isa \(foreign): not on this machine; give one of baseline"))
  }

  @Test("tells as JSON what was measured, as the program's own benchmark does")
  func json() throws {
    let run = try Run(
      ["network", "--alpha", "0.25", "--side", "32", "--rounds", "2", "--json"],
      program: "kernel-bench")
    let json = try run.json()
    #expect(json["schema"] as? String == "mobilenet-explorer/bench/1")
    #expect(json["classes"] as? Int == 1000)
    #expect(json["weights"] as? String == "seeded")
    #expect((json["inference_ms"] as? [String: Any])?["runs"] as? Int == 2)
  }
}
