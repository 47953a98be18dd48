import CEmbedded
import MobileNet
import Testing

@testable import Weights

@Suite("What is built in")
struct BuiltInTests {
  struct Probe: Decodable {
    let channels: Int
    let mean: [Float]
    let std: [Float]
  }
  struct Case: Decodable {
    let alpha: Double
    let side: Int
    let layers: [String: Probe]
  }
  struct Cases: Decodable {
    let cases: [Case]
  }

  @Test("the network has the channels and statistics that another implementation computed")
  func statistics() throws {
    let source = try WeightSource.builtIn()
    var statistics = BatchNormStatistics()
    for probe in try fixture("pack-statistics.json", as: Cases.self).cases {
      let thousandths = Int((1000 * probe.alpha).rounded())
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      let architecture = Architecture(
        Setting(alpha: alpha, side: probe.side, baseSide: probe.side, classes: 1))
      source.fillStatistics(&statistics, for: architecture)
      var start = 0
      for (index, layer) in architecture.layers.enumerated() where layer.kind.hasBatchNorm {
        let range = start..<start + layer.output.channels
        start = range.upperBound
        guard let expected = probe.layers[layer.name] else { continue }
        #expect(layer.output.channels == expected.channels)
        let places = [0, 1, range.count - 2, range.count - 1]
        for (place, (mean, deviation)) in zip(places, zip(expected.mean, expected.std)) {
          let found =
            layer.kind == .pointwise
            ? pointwiseMean(
              source.convolutions[index].weight, place, statistics, before: range, layer)
            : statistics.means[range.lowerBound + place]
          #expect(abs(found - mean) <= 1e-4 + 1e-4 * abs(mean), "\(layer.name) \(place)")
          let foundDeviation = statistics.deviations[range.lowerBound + place]
          #expect(abs(foundDeviation - deviation) <= 1e-5 * deviation, "\(layer.name) \(place)")
        }
      }
    }
  }

  @Test("the network tells who it is")
  func identity() throws {
    let source = try WeightSource.builtIn()
    #expect(source.name == "built-in")
    #expect(source.origin == "built-in")
    #expect(source.isTrained)
    #expect(source.widths.upperBound == .one)
    #expect(source.classes.count == source.classifierBias.count)
    #expect(source.checksum()?.count == 64)
  }

  @Test("five photos, the default one first")
  func photos() throws {
    let names = try (0..<embedded_photo_count()).map { index in
      let bytes = UnsafeBufferPointer(
        start: embedded_photo(index), count: embedded_photo_size(index))
      #expect(bytes.prefix(3).elementsEqual([0xff, 0xd8, 0xff]))
      return String(cString: try #require(embedded_photo_name(index)))
    }
    #expect(names == ["viaduct", "bison", "espresso", "cat", "goldfish"])
    for index: Int32 in [-1, 5] {
      #expect(embedded_photo(index) == nil)
      #expect(embedded_photo_name(index) == nil)
      #expect(embedded_photo_size(index) == 0)
    }
  }

  @Test("a compiled terminal entry")
  func terminal() {
    let bytes = UnsafeBufferPointer(start: embedded_terminfo(), count: embedded_terminfo_size())
    // The magic number of the format with 32-bit numbers; the names follow the header of 12 bytes.
    #expect(bytes.prefix(2).elementsEqual([0x1e, 0x02]))
    #expect(bytes.dropFirst(12).starts(with: "xterm-256color|".utf8))
  }

  /// mean[j] = Σᵢ weight[j, i] · activation mean[i] over the depthwise channels before.
  private func pointwiseMean(
    _ weight: Tensor, _ output: Int, _ statistics: BatchNormStatistics, before range: Range<Int>,
    _ layer: Layer
  ) -> Float {
    let inputs = layer.input.channels
    let means = statistics.activationMeans[range.lowerBound - inputs..<range.lowerBound]
    let row = weight.values()[output * layer.fullInput..<output * layer.fullInput + inputs]
    return zip(row, means).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
