import Engine
import MobileNet
import Testing
import Weights

/// Small networks with random weights, every activation compared with PyTorch's.
@Suite("Parity with PyTorch")
struct ParityTests {
  @Test("every layer of every network", arguments: InstructionSet.available, ParityNetwork.all)
  func layers(instructionSet: InstructionSet, fixture: ParityNetwork) throws {
    let network = try fixture.network(instructionSet)
    let expected = try fixture.expected()
    network.load(input: try expected.tensor("input").values())
    var compared = 0
    for (index, found) in network.activations().enumerated() {
      let layer = network.architecture.layers[index]
      let wanted = try expected.tensor("act.\(layer.name)").values()
      let isWhole = layer.kind == .pool || layer.kind == .linear
      let sampled = isWhole ? found : fixture.sampled(found)
      let difference = difference(sampled, wanted, tolerance: 1e-4)
      #expect(difference <= 1, "\(layer.name): \(difference) times the tolerance")
      compared += wanted.count
    }
    #expect(compared > 10_000)
  }

  @Test(
    "a run that fuses layers gives the logits of one that does not",
    arguments: InstructionSet.available, ParityNetwork.all)
  func fused(instructionSet: InstructionSet, fixture: ParityNetwork) throws {
    let network = try fixture.network(instructionSet)
    network.load(input: try fixture.expected().tensor("input").values())
    let layerByLayer = network.activations().last
    #expect(network.run())
    #expect(network.logits == layerByLayer)
  }
}

/// The built-in network against its reference, on and off its grid of widths and sides.
@Suite("The built-in network")
struct PackTests {
  static let settings = [
    "250@32", "250@64", "370@72", "500@96", "630@100", "750@160", "905@208", "1000@128", "1000@224",
  ]

  @Test("gives the reference's logits", arguments: InstructionSet.available, settings)
  func logits(instructionSet: InstructionSet, key: String) throws {
    let reference = try SafetensorsFile(path: fixture("pack/reference.safetensors"))
    let (inputs, wanted) = (
      try reference.tensor("\(key).input"), try reference.tensor("\(key).logits")
    )
    let parts = key.split(separator: "@").compactMap { Int($0) }
    let alpha = try #require(WidthMultiplier(thousandths: parts[0]))
    let network = Network(panels: try BuiltIn.panels.get(), instructionSet: instructionSet)
    network.rebuild(network.setting(alpha: alpha, side: parts[1]))
    let (pixels, classes) = (parts[1] * parts[1] * 3, wanted.shape[1])
    let (inputValues, wantedValues) = (inputs.values(), wanted.values())
    for photo in 0..<inputs.shape[0] {
      network.load(input: Array(inputValues[(photo * pixels)..<((photo + 1) * pixels)]))
      #expect(network.run())
      let logits = Array(wantedValues[(photo * classes)..<((photo + 1) * classes)])
      let difference = difference(network.logits, logits, tolerance: 1e-3)
      #expect(difference <= 1, "photo \(photo): \(difference) times the tolerance")
      #expect(ranking(network.logits).prefix(5) == ranking(logits).prefix(5))
    }
  }
}

/// Packed once for all tests.
enum BuiltIn {
  static let panels = Result { try Panels(WeightSource.builtIn()) }
}

/// The largest |found − wanted| in units of tolerance · (1 + |wanted|): 1 just passes, NaN does not.
func difference(_ found: [Float], _ wanted: [Float], tolerance: Float) -> Float {
  guard found.count == wanted.count else { return .infinity }
  var largest: Float = 0
  for (one, other) in zip(found, wanted) {
    let ratio = abs(one - other) / (tolerance * (1 + abs(other)))
    if !(ratio <= largest) { largest = ratio.isNaN ? .infinity : ratio }
  }
  return largest
}

func ranking(_ logits: [Float]) -> [Int] {
  logits.indices.sorted { logits[$0] > logits[$1] }
}

extension Network {
  /// A setting of this network's weights.
  func setting(alpha: WidthMultiplier, side: Int) -> Setting {
    let setting = architecture.setting
    return Setting(
      alpha: alpha, side: side, baseSide: setting.baseSide, variant: setting.variant,
      padding: setting.padding, classes: setting.classes)
  }

  /// Each layer's output.
  func activations() -> [[Float]] {
    var result: [[Float]] = []
    run { layer, activation in
      #expect(layer == result.count)
      result.append(activation)
    }
    return result
  }
}
