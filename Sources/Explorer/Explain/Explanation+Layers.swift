import Measure
import MobileNet

// The figures of the layers' table and of its total.
extension Figures {
  func explanation(ofLayer index: Int, _ field: FigureName.LayerField) -> Explanation? {
    guard architecture.layers.indices.contains(index) else { return nil }
    let row = layerRow(index)
    let layer = row.layer
    switch field {
    case .sees:
      return layer.seesExplanation(
        after: index > 0 ? architecture.layers[index - 1] : nil, picture: architecture.setting.side)
    case .parameters:
      return Explanation(
        "parameters of \(layer.name)", .computed, .product(layer.parameterFactors),
        notes: [layer.letters])
    case .multiplyAdds:
      return Explanation(
        "multiply-adds of \(layer.name)", .computed, .product(layer.multiplyAddsFactors),
        notes: [layer.letters])
    case .time, .best, .pinned, .factor: return timeExplanation(row, field)
    case .workShare:
      return Explanation(
        "share of \(layer.name) in the work", .computed,
        .quotient(
          .init("its multiply-adds", layer.multiplyAdds),
          .init("the network's", architecture.multiplyAdds)))
    case .timeShare: return shareExplanation(row)
    case .peakShare: return peakExplanation(row)
    case .channels: return channelsExplanation(layer)
    case .rate: return rateExplanation(row)
    case .standardWork, .separableWork, .separableShare:
      return architecture.comparison(at: index)?.explanation(field, of: layer)
    case .roof, .roofShare, .intensity, .mapIntensity, .bytes, .strip: return nil
    }
  }

  /// Times of a layer, and how they compare.
  private func timeExplanation(
    _ row: LayerRow, _ field: FigureName.LayerField
  ) -> Explanation? {
    let name = row.layer.name
    switch field {
    case .best:
      return row.latency.map {
        Explanation(
          "best time of \(name)", .measured, .reading($0.value.minimum),
          notes: ["The fastest of its runs: what disturbs a run only ever adds to it."])
      }
    case .pinned:
      return row.pinned?.latency.map {
        Explanation(
          "time of the pinned \(name)", .measured, .reading($0.value.median),
          notes: ["The median over the pinned network's runs in which each layer is timed."])
      }
    case .factor:
      return row.pinned?.comparison.map {
        Explanation(
          "factor of \(name)", .measured, .reading($0.ratio),
          notes: ["The median of the ratios of paired bursts, here to pinned, that took turns."])
      }
    default:
      return row.latency.map {
        Explanation(
          "time of \(name)", .measured, .reading($0.value.median),
          notes: ["The median over runs in which each layer is timed on this host."])
      }
    }
  }

  private func shareExplanation(_ row: LayerRow) -> Explanation? {
    let snapshot = row.latency?.isStale == true ? previous?.snapshot : current
    guard row.share != nil, let latency = row.latency, let sum = snapshot?.layersMilliseconds else {
      return nil
    }
    return Explanation(
      "share of \(row.layer.name) in the time", .measured,
      .quotient(.init("its median", latency.value.median), .init("sum of all medians", sum)))
  }

  private func peakExplanation(_ row: LayerRow) -> Explanation? {
    guard let speed = row.throughput, row.shareOfPeak != nil,
      let peak = dated(\.peakMultiplyAddsPerSecond)
    else { return nil }
    return Explanation(
      "share of \(row.layer.name) in the peak", .measured,
      .quotient(
        .init("its multiply-adds a second", speed.value),
        .init("the cores' at best", peak.value * Double(choice.threads))),
      notes: [
        "The best that this host did on registers alone, with this instruction set; measured again where a "
          + "layer's best run is faster."
      ])
  }

  /// What α has left of the layer's channels.
  private func channelsExplanation(_ layer: Layer) -> Explanation {
    let setting = architecture.setting
    let rule = setting.rhoRule == .filters ? "α · ρ²" : "α"
    return Explanation(
      "channels of \(layer.name)", .computed, .reading(Double(layer.output.channels)),
      notes: [
        "\(layer.fullOutput) channels at α = ρ = 1, times \(rule), rounded down, but never fewer than 8 "
          + "(arXiv:1704.04861, section 3.3)."
      ])
  }

  private func rateExplanation(_ row: LayerRow) -> Explanation? {
    // The roofline shows a stale time with the multiply-adds of its own setting.
    let isStale = row.latency?.isStale == true
    let layers = isStale ? previous?.architecture.layers : architecture.layers
    guard let latency = row.latency?.value, latency.median > 0,
      let layer = layers.flatMap({ $0.indices.contains(row.index) ? $0[row.index] : nil })
    else { return nil }
    return Explanation(
      "multiply-adds a second of \(layer.name)", .measured,
      .quotient(
        .init("its multiply-adds", Double(layer.multiplyAdds)),
        .init("seconds", latency.median / 1000)))
  }

  func explanation(ofTotal field: FigureName.LayerField) -> Explanation? {
    switch field {
    case .parameters: explanation(of: .parameters, .here)
    case .multiplyAdds: explanation(of: .multiplyAdds, .here)
    case .time: explanation(of: .layersSummed, .here)
    case .best: explanation(of: .latency, .here)
    default: nil
    }
  }
}

extension ConvolutionComparison {
  fileprivate func explanation(
    _ field: FigureName.LayerField, of layer: Layer
  ) -> Explanation? {
    switch field {
    case .standardWork:
      Explanation(
        "a standard convolution in the place of two", .computed,
        .product([
          .init("D_K", kernel, power: 2), .init("M", inputChannels), .init("N", outputChannels),
          .init("D_F", outputSide, power: 2),
        ]), notes: ["Its multiply-adds (arXiv:1704.04861, section 3.1)."])
    case .separableWork:
      Explanation(
        "depthwise and pointwise together", .computed,
        .sum([
          .init("depthwise, D_K² · M · D_F²", depthwiseMultiplyAdds),
          .init("pointwise, M · N · D_F²", separableMultiplyAdds - depthwiseMultiplyAdds),
        ]), notes: ["Their multiply-adds (arXiv:1704.04861, section 3.1)."])
    default:
      Explanation(
        "what a separable convolution costs of a standard one", .computed,
        .sum([
          .init("1/N", 1 / Double(outputChannels)), .init("1/D_K²", 1 / Double(kernel * kernel)),
        ]),
        notes: ["In multiply-adds and in parameters alike (arXiv:1704.04861, section 3.1)."])
    }
  }
}

extension Layer {
  /// `D_K² · M · N` of a standard convolution, with this layer's numbers; empty for the pool.
  var parameterFactors: [Recipe.Factor] {
    let kernel = Recipe.Factor("D_K", self.kernel, power: 2)
    let (inputs, outputs) = (
      Recipe.Factor("M", input.channels), Recipe.Factor("N", output.channels)
    )
    switch kind {
    case .conv: return [kernel, inputs, outputs]
    case .depthwise: return [kernel, inputs]
    case .pointwise, .linear: return [inputs, outputs]
    case .pool: return [Recipe.Factor("no weights:", 0)]
    }
  }

  /// The same at each place of the output.
  var multiplyAddsFactors: [Recipe.Factor] {
    switch kind {
    case .conv, .depthwise, .pointwise:
      parameterFactors + [Recipe.Factor("D_F", output.height, power: 2)]
    case .pool, .linear: parameterFactors
    }
  }

  fileprivate var letters: String {
    switch kind {
    case .conv, .pointwise:
      "D_K is the kernel's side, M and N the channels in and out, D_F the output's side "
        + "(arXiv:1704.04861, section 3.1)."
    case .depthwise:
      "D_K is the kernel's side, M the channels, D_F the output's side (arXiv:1704.04861, section 3.1)."
    case .pool: "It adds up and divides once for each channel: nothing to multiply with is stored."
    case .linear: "M are the channels that come in, N the classes."
    }
  }

  fileprivate func seesExplanation(after before: Layer?, picture: Int) -> Explanation {
    let name = "pixels of a side that \(name) sees"
    guard field.side < picture else {
      return Explanation(
        name, .computed, .reading(Double(picture)),
        notes: ["All of them: in a larger picture it would see \(field.side) of a side."])
    }
    let (side, step) = (before?.field.side ?? 1, before?.field.step ?? 1)
    return Explanation(
      name, .computed,
      .sum([
        .init(before.map { "\($0.name) sees" } ?? "a pixel is", side),
        .init("(D_K − 1) · the strides before", (kernel - 1) * step),
      ]),
      notes: ["One value of the layer depends on that many pixels, as far as the picture reaches."])
  }
}
