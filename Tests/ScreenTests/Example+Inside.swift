import Engine
import MobileNet

@testable import Explorer
@testable import Measure
@testable import Weights

extension Example {
  /// A screen with the feature maps of a layer, told by the engine.
  static func inside(
    _ layer: String, columns: Int = 80, rows: Int = 24, keys: [Key] = []
  ) -> State {
    var state = explored(columns: columns, rows: rows)
    state.view.selectedLayer =
      state.figures.architecture.layers.firstIndex { $0.name == layer } ?? 0
    state.press(.character("m"))
    state.tellInside()
    state.press(keys)
    return state
  }

  /// Rings that differ from channel to channel, some of them all dark; weights of both signs. What comes
  /// out of a depthwise layer is what its weights make of what goes in.
  static func inside(_ index: Int, of architecture: Architecture) -> Inside {
    let layer = architecture.layers[index]
    let input = rings(layer.input, offset: layer.input.channels == 3 ? -1 : 0)
    let channels = layer.kind == .pool ? 0 : layer.output.channels
    let scale = (0..<channels).map { 0.3 + Float($0 % 5) / 20 }
    let shift = (0..<channels).map { Float($0 % 7) / 4 - 0.5 }
    let logits = (0..<architecture.setting.classes).map { 9 - Float(($0 * 37) % 101) / 8 }
    func look(_ output: [Float]) -> Inside {
      Inside(
        ObservedLayer(index: index, input: input, output: output, scale: scale, shift: shift),
        layer, weights: weights(layer), logits: logits)
    }
    guard layer.kind == .depthwise else {
      return look(layer.kind == .linear ? logits : rings(layer.output, offset: 0))
    }
    let draft = look(rings(layer.output, offset: 0))
    let output = (0..<layer.output.count).map { place -> Float in
      let (channel, pixel) = (place / layer.output.area, place % layer.output.area)
      let arithmetic = draft.arithmetic(
        channel: channel, row: pixel / layer.output.width, column: pixel % layer.output.width)
      return Float(arithmetic.result)
    }
    return look(output)
  }

  private static func rings(_ shape: Shape, offset: Float) -> [Float] {
    (0..<shape.count).map { place in
      let (channel, pixel) = (place / shape.area, place % shape.area)
      let x = 2 * (pixel % shape.width) - shape.width + channel % 5
      let y = 2 * (pixel / shape.width) - shape.height + channel % 3
      let ring = (x * x + y * y) * (1 + channel % 4) / (2 * shape.width) % 8
      return Float(max(0, ring - channel % 8)) * 6 / 7 + offset
    }
  }

  private static func weights(_ layer: Layer) -> Tensor? {
    let inputs = layer.kind == .depthwise ? 1 : layer.input.channels
    guard layer.kind != .pool else { return nil }
    let shape = [layer.output.channels, inputs, layer.kernel, layer.kernel]
    let values = (0..<shape.reduce(1, *)).map { Float(($0 * 29) % 41) / 25 - 0.8 }
    return Tensor(name: layer.name, shape: shape, values: values)
  }
}

extension State {
  /// The engine has looked into the chosen layer.
  mutating func tellInside() {
    let inside = Example.inside(view.selectedLayer, of: figures.architecture)
    tell { $0.inside = inside }
  }
}
