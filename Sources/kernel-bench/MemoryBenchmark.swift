import Engine
import LibC
import MobileNet
import Reports
import Weights

/// What the engine adds to the memory of a program that has only read the built-in weights.
struct MemoryBenchmark {
  /// Room beside the packed weights, at α = 1 and 224 pixels: the arena takes three quarters of it.
  static let allowance = 8_000_000

  let options: Options

  /// - Returns: whether the peak grew by no more than the packed weights and the allowance.
  func run() throws -> Bool {
    let source = try WeightSource.builtIn()
    let input = [Float](repeating: 0.5, count: 224 * 224 * 3)
    // The sum reads every byte, so that the weights' own pages count as there.
    let checksum = source.checksum()
    guard checksum != nil, let before = peakBytes() else { return false }
    let network = Network(
      panels: try Panels(source, precision: options.precision),
      instructionSet: options.instructionSet, threads: options.threads)
    network.rebuild(source.description.setting(alpha: .one, side: 224))
    network.load(input: input)
    let isFinished = network.run()
    guard isFinished, let after = peakBytes() else { return false }
    let growth = after - before
    let limit = network.panels.bytes + MemoryBenchmark.allowance
    print(
      """
      resident peak with the built-in weights read \(megabytes(before)) MB, after an inference at \
      α 1, side 224, \(network.threads) threads \(megabytes(after)) MB
        grown by \(megabytes(growth)) MB, allowed \(megabytes(limit)) MB: packed weights \
      \(megabytes(network.panels.bytes)) MB and 8 MB; arena \(megabytes(network.arenaBytes)) MB
      """)
    return growth <= limit
  }

  private func megabytes(_ bytes: Int) -> String { Figure.fixed(Double(bytes) / 1e6, decimals: 1) }

  /// The process's largest resident memory so far (`VmHWM`), where the system tells.
  private func peakBytes() -> Int? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return Int(text.filter(\.isNumber)).map { $0 * 1024 }
    }
    return nil
  }
}
