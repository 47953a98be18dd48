import MobileNet

@testable import Lessons

/// A table as a student would write it who makes one mistake, counted here without the room's own code.
struct StudentWork {
  struct Line: Equatable {
    var name: String
    var multiplyAdds: Int
    var parameters: Int
    var output: [Int]
  }

  var lines: [Line]

  /// - Parameters:
  ///   - setting: of the network.
  ///   - mistake: nil for a table that is right.
  init(_ setting: Setting, _ mistake: Mistake? = nil) {
    let layers = Architecture(setting).layers
    let swollen = Architecture(filtering(setting)).layers
    var side = setting.side
    lines = layers.indices.map { index in
      let layer = layers[index]
      var input = layer.input.channels
      var output = layer.output.channels
      var outputSide = layer.output.height
      var pairs: Int?
      var (addedParameters, factor) = (0, 1)
      switch mistake {
      case nil, .classifierLeftOut: break
      case .strideForgotten: outputSide = layer.kind.hasBatchNorm ? setting.side : 1
      case .biasCounted: addedParameters = layer.kind == .pool ? 0 : output
      case .depthMultiplier:
        if layer.kind == .depthwise { pairs = input * input }
        if layer.kind == .conv, setting.variant == .standard { pairs = input }
      case .padding:
        side = layer.kernel == 3 ? max(1, (side - 3) / layer.stride + 1) : side
        if layer.kind.hasBatchNorm { outputSide = side }
      case .alphaOnOneSide:
        if layer.kind == .conv || layer.kind == .pointwise { output = layer.fullOutput }
      case .rhoOnChannels:
        (input, output) = (swollen[index].input.channels, swollen[index].output.channels)
      case .rounding:
        let round = { (full: Int) in max(8, Int((setting.alpha.value * Double(full)).rounded())) }
        if index > 0 { input = round(layer.fullInput) }
        if layer.kind != .linear { output = round(layer.fullOutput) }
      case .flops: factor = 2
      case .pictureScaled: if index == 0 { input = Int(setting.alpha.value * 3) }
      }
      let filters = pairs ?? (layer.kind == .depthwise ? input : input * output)
      let taps = layer.kind == .linear ? 1 : layer.kernel * layer.kernel
      let parameters = layer.kind == .pool ? 0 : filters * taps
      let isLeftOut = mistake == .classifierLeftOut && layer.kind == .linear
      return Line(
        name: layer.name,
        multiplyAdds: isLeftOut ? 0 : parameters * outputSide * outputSide * factor,
        parameters: isLeftOut ? 0 : parameters + addedParameters,
        output: [outputSide, outputSide, output])
    }
  }

  /// The file.
  var csv: String {
    let rows = lines.map {
      "\($0.name),\($0.multiplyAdds),\($0.parameters),\($0.output.map(String.init).joined(separator: "x"))"
    }
    return (["name,multiply_adds,parameters,output"] + rows).joined(separator: "\n")
  }

  func graded(_ setting: Setting) throws -> Grading {
    Grading(try StudentTable(Array(csv.utf8), file: "a.csv"), of: setting)
  }
}

private func filtering(_ setting: Setting) -> Setting {
  var setting = setting
  setting.rhoRule = .filters
  return setting
}
