import Measure
import MobileNet

/// What is told of the selected layer: its formula with this network's numbers put in, and its speed.
public struct LayerDetails: Equatable, Sendable {
  public let layer: Layer
  /// `block1.dw: depthwise 3×3, stride 1`.
  public let title: String
  /// Nil for the pool, which has none.
  public let multiplyAdds: LayerFormula?
  /// Nil for the pool, too.
  public let parameters: LayerFormula?
  /// Nil for the first convolution, the pool and the classifier.
  public let comparison: ConvolutionComparison?
  /// Nil until it has been timed.
  public let latency: Dated<LayerLatency>?
  /// Multiply-adds in a second, by the median.
  public let throughput: Dated<Double>?
  /// Share of what the cores in use can do at best, 0…1, where that is known.
  public let shareOfPeak: Dated<Double>?
}

/// A formula in the paper's letters, with numbers, and its value.
///
/// D_K is the side of the kernel, D_F that of the output map, M and N are input and output channels
/// (arXiv:1704.04861, section 3.1).
public struct LayerFormula: Equatable, Sendable {
  public let factors: [Recipe.Factor]

  /// `D_K² · M · D_F²`.
  public var symbols: String { factors.map { $0.symbol + $0.exponent }.joined(separator: " · ") }
  /// `3² · 24 · 32²`.
  public var numbers: String {
    factors.map { "\(Int($0.number))" + $0.exponent }.joined(separator: " · ")
  }
  public var value: Int { Int(Recipe.product(factors).value) }
}

/// A standard convolution beside the depthwise and the pointwise one that do its work.
public struct ConvolutionComparison: Equatable, Sendable {
  /// Side of the kernel, D_K.
  public let kernel: Int
  /// M.
  let inputChannels: Int
  /// N.
  public let outputChannels: Int
  /// D_F.
  let outputSide: Int
  /// Of one standard convolution in their stead.
  public let standardMultiplyAdds: Int
  /// Depthwise and pointwise together.
  public let separableMultiplyAdds: Int

  /// Of the depthwise one alone.
  var depthwiseMultiplyAdds: Int { kernel * kernel * inputChannels * outputSide * outputSide }

  /// 1/N + 1/D_K²: the share of the standard convolution that the two together take.
  public var ratio: Double { 1 / Double(outputChannels) + 1 / Double(kernel * kernel) }
}

extension LayerDetails {
  /// Those of the selected layer.
  public init(_ state: State) {
    let figures = state.figures
    let index = min(max(0, state.view.selectedLayer), figures.architecture.layers.count - 1)
    let row = figures.layerRow(index)
    let layer = row.layer
    self.init(
      layer: layer, title: layer.title, multiplyAdds: layer.multiplyAddsFormula,
      parameters: layer.parametersFormula,
      comparison: figures.architecture.comparison(at: index), latency: row.latency,
      throughput: row.throughput, shareOfPeak: row.shareOfPeak)
  }
}

extension Architecture {
  /// The convolution that a layer stands for, done in one and done in two.
  func comparison(at index: Int) -> ConvolutionComparison? {
    let layer = layers[index]
    switch layer.kind {
    case .depthwise:
      // The pointwise layer follows.
      return ConvolutionComparison(kernel: layer.kernel, layer, to: layers[index + 1])
    case .pointwise:
      return ConvolutionComparison(kernel: layers[index - 1].kernel, layers[index - 1], to: layer)
    case .conv where index > 0:
      return ConvolutionComparison(kernel: layer.kernel, layer, to: layer)
    case .conv, .pool, .linear: return nil
    }
  }
}

extension ConvolutionComparison {
  fileprivate init(kernel: Int, _ first: Layer, to last: Layer) {
    let taps = kernel * kernel
    let (inputs, outputs, area) = (first.input.channels, last.output.channels, last.output.area)
    self.kernel = kernel
    (inputChannels, outputChannels, outputSide) = (inputs, outputs, last.output.height)
    standardMultiplyAdds = taps * inputs * outputs * area
    separableMultiplyAdds = (taps + outputs) * inputs * area
  }
}

extension Layer {
  fileprivate var title: String {
    switch kind {
    case .conv: "\(name): standard convolution \(kernel)×\(kernel), stride \(stride)"
    case .depthwise: "\(name): depthwise \(kernel)×\(kernel), stride \(stride)"
    case .pointwise: "\(name): pointwise \(kernel)×\(kernel), stride \(stride)"
    case .pool: "\(name): mean of \(kernel)×\(kernel) positions"
    case .linear: "\(name): linear, \(input.channels) to \(output.channels)"
    }
  }

  fileprivate var multiplyAddsFormula: LayerFormula? {
    kind == .pool ? nil : LayerFormula(factors: multiplyAddsFactors)
  }

  fileprivate var parametersFormula: LayerFormula? {
    kind == .pool ? nil : LayerFormula(factors: parameterFactors)
  }
}
