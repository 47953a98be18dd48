import MobileNet
import Testing

@testable import Weights

@Suite("Seeded weights")
struct SeededWeightsTests {
  @Test("are the same numbers on every host")
  func sameEverywhere() {
    let source = WeightSource.seeded(
      variant: .separable, classes: 1000, seed: 1, baseSide: 224)
    let weights = source.convolutions[0].weight.values()
    #expect(Array(weights.prefix(4)) == [0.07375161, -0.10997164, 0.3216724, -0.107142925])
    #expect(Array(source.classifierWeight.values().suffix(2)) == [0.031854544, -0.03238356])
  }

  @Test("depend on the seed, the tensor and the place, not on the range that is read")
  func keys() {
    let one = WeightSource.seeded(variant: .shallow, classes: 7, seed: 1, baseSide: 64)
    let again = WeightSource.seeded(variant: .shallow, classes: 7, seed: 1, baseSide: 64)
    let other = WeightSource.seeded(variant: .shallow, classes: 7, seed: 2, baseSide: 64)
    let values = one.classifierWeight.values()
    #expect(values == again.classifierWeight.values())
    #expect(values != other.classifierWeight.values())
    #expect(
      one.convolutions[8].weight.values().prefix(9)
        != one.convolutions[10].weight.values().prefix(9))
    var part = [Float](repeating: 0, count: 100)
    part.withUnsafeMutableBufferPointer { one.classifierWeight.read(333..<433, into: $0) }
    #expect(part == Array(values[333..<433]))
    #expect(!values.contains { $0 != 0 && abs($0) < .leastNormalMagnitude })
  }

  @Test("have the full width's shapes, and names for the classes", arguments: Variant.allCases)
  func shapes(variant: Variant) {
    let source = WeightSource.seeded(variant: variant, classes: 12, seed: 5, baseSide: 96)
    let layers = Architecture(Setting(side: 96, baseSide: 96, variant: variant, classes: 12)).layers
    #expect(source.convolutions.map(\.name) == layers.filter(\.kind.hasBatchNorm).map(\.name))
    #expect(
      source.convolutions.reduce(0) { $0 + $1.weight.count } + source.classifierWeight.count
        == layers.reduce(0) { $0 + $1.parameters })
    #expect(!source.isTrained)
    #expect(source.classes.count == 12)
    #expect(source.classes.last?.name == "class 11")
    #expect(source.widths.contains(.one.moved(byThousandths: -999)))
    #expect(source.checksum() == nil)
  }

  @Test("have deviations that follow the share of active inputs")
  func deviations() throws {
    let source = WeightSource.seeded(variant: .separable, classes: 9, seed: 3, baseSide: 64)
    let quarter = try #require(WidthMultiplier("0.25"))
    let last = [quarter, .one].map { alpha in
      var statistics = BatchNormStatistics()
      source.fillStatistics(
        &statistics, for: Architecture(Setting(alpha: alpha, side: 64, baseSide: 64, classes: 9)))
      #expect(statistics.means.allSatisfy { $0 == 0 })
      #expect(!statistics.computesPointwiseMeans)
      // Of block13.pw, a sum over all inputs, and of block13.dw, which sees one.
      let channels = alpha.channels(of: 1024)
      let deviations = statistics.deviations.suffix(2 * channels)
      return (pointwise: deviations.last ?? 0, depthwise: deviations.first ?? 0)
    }
    #expect(last[0].pointwise == last[1].pointwise / 2)
    #expect(last[0].depthwise == last[1].depthwise)
  }

  @Test(
    "keep every layer alive at any width",
    arguments: [
      (Variant.separable, 10, RhoRule.compute), (.separable, 250, .compute),
      (.separable, 1000, .filters), (.shallow, 250, .compute),
      (.standard, 100, .compute),
    ])
  func health(variant: Variant, thousandths: Int, rule: RhoRule) throws {
    let source = WeightSource.seeded(variant: variant, classes: 50, seed: 3, baseSide: 128)
    let alpha = try #require(WidthMultiplier(thousandths: thousandths))
    let architecture = Architecture(
      Setting(
        alpha: alpha, side: 32, baseSide: 128, variant: variant, rhoRule: rule, classes: 50))
    var network = PlainLoops(source, architecture)
    let picture = (0..<3072).map { (place: Int) -> Float in Float(place * 7919 % 255) / 127 - 1 }
    for (name, map) in network.run(picture) where name != "classifier" {
      let meanSquare = map.reduce(0) { $0 + $1 * $1 } / Float(map.count)
      #expect((0.1...6).contains(meanSquare), "\(name): mean square \(meanSquare)")
      let clipped = Float(map.count { $0 == 6 }) / Float(map.count)
      #expect(clipped < 0.2, "\(name): \(clipped) clipped at 6")
    }
    let logits = network.map
    #expect(logits.allSatisfy { abs($0) < 20 })
    #expect((logits.max() ?? 0) - (logits.min() ?? 0) > 0.1)
  }
}

/// A network in the plainest loops, channels last.
private struct PlainLoops {
  private let source: WeightSource
  private let architecture: Architecture
  private var statistics = BatchNormStatistics()
  var map: [Float] = []

  init(_ source: WeightSource, _ architecture: Architecture) {
    self.source = source
    self.architecture = architecture
    source.fillStatistics(&statistics, for: architecture)
  }

  /// Every layer's name and output.
  mutating func run(_ picture: [Float]) -> [(String, [Float])] {
    map = picture
    var start = 0
    return architecture.layers.enumerated().map { index, layer in
      switch layer.kind {
      case .conv, .depthwise, .pointwise:
        map = convolved(layer, source.convolutions[index], start)
        start += layer.output.channels
      case .pool:
        let channels = layer.input.channels
        map = (0..<channels).map { channel in
          stride(from: channel, to: map.count, by: channels).reduce(0) { $0 + map[$1] }
            / Float(layer.input.area)
        }
      case .linear:
        let weights = source.classifierWeight.values()
        map = source.classifierBias.values().enumerated().map { row, bias in
          map.indices.reduce(bias) {
            $0 + weights[row * source.classifierWeight.shape[1] + $1] * map[$1]
          }
        }
      }
      return (layer.name, map)
    }
  }

  private func convolved(_ layer: Layer, _ tensors: ConvolutionTensors, _ start: Int) -> [Float] {
    let weight = tensors.weight.values()
    let gamma = tensors.gamma.values()
    let beta = tensors.beta.values()
    let (input, output, kernel) = (layer.input, layer.output, layer.kernel)
    let depth = tensors.weight.shape[1]
    var result: [Float] = []
    for y in 0..<output.height {
      for x in 0..<output.width {
        for channel in 0..<output.channels {
          var sum: Float = 0
          for dy in 0..<kernel {
            for dx in 0..<kernel {
              let (row, column) = (
                y * layer.stride + dy - layer.padding.top,
                x * layer.stride + dx - layer.padding.left
              )
              guard (0..<input.height).contains(row), (0..<input.width).contains(column) else {
                continue
              }
              let pixel = (row * input.width + column) * input.channels
              let inputs = layer.kind == .depthwise ? channel..<channel + 1 : 0..<input.channels
              for (i, source) in inputs.enumerated() {
                sum +=
                  map[pixel + source]
                  * weight[((channel * depth + i) * kernel + dy) * kernel + dx]
              }
            }
          }
          let place = start + channel
          let normal = (sum - statistics.means[place]) / statistics.deviations[place]
          result.append(min(max(gamma[channel] * normal + beta[channel], 0), 6))
        }
      }
    }
    return result
  }
}
