import MobileNet

@testable import Weights

/// Builds a small pack in memory: three classes, a grid of its own, numbers that tell where they
/// come from. A test changes what it wants to break.
struct PackBuilder {
  var metadata = [
    "format": "mobilenet-slimmable/1", "name": "three", "widths": "[0.1, 0.5, 0.75]",
    "sides": "[40, 50]", "base_side": "48", "channels": "max(8, floor(alpha * n))",
    "padding": "symmetric", "mean": "[0.1, 0.2, 0.3]", "std": "[1, 2, 0.25]", "crop": "0.9",
    "classes": "[[\"n1\", \"one, uno\"], [\"n2\", \"two\"], [\"\", \"three\"]]",
  ]
  var tensors: [SafetensorsFile.NewTensor]

  static let widths = [100, 500, 750]
  static let sides = [40, 50]
  static let architecture = Architecture(Setting(side: 48, baseSide: 48, classes: 3))

  enum Kind: String, CaseIterable {
    case mean = "bn.mean"
    case deviation = "bn.std"
    case activation = "activation.mean"

    func has(_ kind: LayerKind) -> Bool {
      switch self {
      case .mean: kind == .conv || kind == .depthwise
      case .deviation: kind.hasBatchNorm
      case .activation: kind == .depthwise
      }
    }
  }

  /// The statistic of one channel at a point of the grid.
  static func statistic(_ kind: Kind, width: Int, side: Int, layer: Int, channel: Int) -> Float {
    let point = Float(1 + width * width + 3 * side + 5 * width * side)
    return point + Float(layer) / 8 + Float(channel) / 1024 + (kind == .activation ? 0.5 : 0)
  }

  /// With `weights` false only what is read first is there: the metadata.
  init(weights: Bool = true) {
    tensors = []
    guard weights else { return }
    for layer in PackBuilder.architecture.layers where layer.kind != .pool {
      let channels = [layer.output.channels]
      add("\(layer.name).weight", layer.weightShape)
      for name in layer.kind == .linear ? ["bias"] : ["bn.gamma", "bn.beta"] {
        add("\(layer.name).\(name)", channels)
      }
    }
    for width in PackBuilder.widths.indices {
      for kind in Kind.allCases { addStatistics(kind, width) }
    }
  }

  func encoded() -> [UInt8] {
    SafetensorsFile.encode(tensors, metadata: metadata)
  }

  mutating func remove(_ name: String) {
    tensors.removeAll { $0.name == name }
  }

  mutating func add(_ name: String, _ shape: [Int], value: Float = 0.125) {
    let values = Array(repeating: value, count: shape.reduce(1, *))
    tensors.append(.init(name: name, shape: shape, values: values))
  }

  /// How the two stored sides make up each side from 40 to 50: on the grid themselves, between it
  /// shares that no interpolation has; at 47 nothing but 0, at 48 far below it.
  static func mix(_ side: Int) -> [Float] {
    switch side {
    case 40: [1, 0]
    case 50: [0, 1]
    case 47: [0, 0]
    case 48: [-1, -1]
    default: [1.5, Float(side - 46) / 4]
    }
  }

  mutating func addMix() {
    let values = (PackBuilder.sides[0]...PackBuilder.sides[1]).flatMap(PackBuilder.mix)
    tensors.append(.init(name: "mix", shape: [11, 2], values: values))
  }

  private mutating func addStatistics(_ kind: Kind, _ width: Int) {
    var setting = PackBuilder.architecture.setting
    setting.alpha = WidthMultiplier(thousandths: PackBuilder.widths[width]) ?? .one
    var values: [Float] = []
    for side in PackBuilder.sides.indices {
      for (index, layer) in Architecture(setting).layers.enumerated() where kind.has(layer.kind) {
        values += (0..<layer.output.channels).map {
          PackBuilder.statistic(kind, width: width, side: side, layer: index, channel: $0)
        }
      }
    }
    let shape = [PackBuilder.sides.count, values.count / PackBuilder.sides.count]
    tensors.append(.init(name: "\(kind.rawValue).\(width)", shape: shape, values: values))
  }
}
