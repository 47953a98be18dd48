import MobileNet

@testable import Weights

/// Builds a checkpoint of another library in memory; a test changes what it wants to break.
struct CheckpointBuilder {
  var tensors: [SafetensorsFile.NewTensor] = []
  let convention: Checkpoint.Convention

  init(_ convention: Checkpoint.Convention, alpha: String = "0.05", classes: Int = 3) {
    self.convention = convention
    let alpha = WidthMultiplier(alpha) ?? .one
    let layers = Architecture(Setting(alpha: alpha, side: 32, baseSide: 32, classes: classes))
      .layers
    for (layer, names) in zip(layers.filter(\.kind.hasBatchNorm), convention.names.convolutions) {
      add(names.weight, layer.weightShape)
      for name in [names.gamma, names.beta, names.mean, names.variance] {
        add(name, [layer.output.channels])
      }
    }
    for name in convention.counters { add(name, []) }
    add("classifier.weight", [classes, layers[layers.count - 1].input.channels])
    add("classifier.bias", [classes])
  }

  mutating func add(_ name: String, _ shape: [Int], value: Float = 0.25) {
    tensors.append(
      .init(
        name: name, shape: shape, values: Array(repeating: value, count: shape.reduce(1, *))))
  }

  mutating func remove(_ name: String) {
    tensors.removeAll { $0.name == name }
  }

  mutating func replace(_ name: String, _ shape: [Int], value: Float = 0.25) {
    remove(name)
    add(name, shape, value: value)
  }

  func encoded() -> [UInt8] {
    SafetensorsFile.encode(tensors, metadata: ["format": "pt"])
  }
}
