import Engine
import MobileNet
import Testing
import Weights

/// A file of this target's fixtures.
func fixture(_ name: String) -> String {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  return "/\(folder)/Fixtures/\(name)"
}

/// One network of `Fixtures/parity`.
struct ParityNetwork: CustomTestStringConvertible, Sendable {
  let name: String
  let side: Int
  /// Every n-th value of a convolution's output is kept in the file.
  let step: Int
  /// The wider network that this one is a slice of.
  var wide: String?

  static let all = [
    ParityNetwork(name: "sep-025-s32", side: 32, step: 1),
    ParityNetwork(name: "sep-037-s97", side: 97, step: 13),
    ParityNetwork(name: "sep-060-s75-symmetric", side: 75, step: 13),
    ParityNetwork(name: "sep-005-s33", side: 33, step: 1),
    ParityNetwork(name: "std-012-s48", side: 48, step: 1),
    ParityNetwork(name: "shallow-025-s64", side: 64, step: 7),
    ParityNetwork(name: "slim-040-of-060-s40", side: 40, step: 7, wide: "sep-060-s75-symmetric"),
  ]

  var testDescription: String { name }

  func source() throws -> WeightSource {
    guard let wide else {
      return try WeightSource.read(path: fixture("parity/\(name).weights.safetensors"))
    }
    return try WeightSource.slice(
      path: fixture("parity/\(name).slice.safetensors"),
      ofWide: fixture("parity/\(wide).weights.safetensors"))
  }

  func expected() throws -> SafetensorsFile {
    try SafetensorsFile(path: fixture("parity/\(name).expected.safetensors"))
  }

  func network(_ instructionSet: InstructionSet, threads: Int = 1) throws -> Network {
    let source = try source()
    let network = Network(
      panels: try Panels(source), instructionSet: instructionSet, threads: threads)
    network.rebuild(network.setting(alpha: source.widths.upperBound, side: side))
    return network
  }

  func sampled(_ values: [Float]) -> [Float] {
    stride(from: 0, to: values.count, by: step).map { values[$0] }
  }
}
