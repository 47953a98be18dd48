import MobileNet
import Testing

@testable import Weights

@Suite("Batch-norm statistics")
struct StatisticsTests {
  @Test(
    "follow the pack's rule on the grid, between its points and beyond its ends",
    arguments: [50, 100, 101, 300, 500, 640, 750, 1000], [32, 40, 43, 50, 64])
  func rule(thousandths: Int, side: Int) throws {
    let architecture = try network(thousandths, side)
    var statistics = BatchNormStatistics()
    SlimPack.source.fillStatistics(&statistics, for: architecture)
    #expect(statistics.computesPointwiseMeans)
    var place = 0
    for (index, layer) in architecture.layers.enumerated() where layer.kind.hasBatchNorm {
      for channel in 0..<layer.output.channels {
        let wanted = PackBuilder.Kind.allCases.map { kind in
          expected(kind, layer, index, channel, thousandths, side)
        }
        let found = [
          statistics.means[place], statistics.deviations[place], statistics.activationMeans[place],
        ]
        for (found, wanted) in zip(found, wanted) where abs(found - wanted) > 1e-5 * 30 {
          Issue.record("\(layer.name) channel \(channel): \(found), expected \(wanted)")
          return
        }
        place += 1
      }
    }
    #expect(place == statistics.means.count)
    #expect(place == statistics.deviations.count)
    #expect(place == statistics.activationMeans.count)
  }

  @Test("on a grid point are the stored numbers, bit for bit")
  func gridPoint() throws {
    var statistics = BatchNormStatistics()
    SlimPack.source.fillStatistics(&statistics, for: try network(500, 50))
    let last = PackBuilder.statistic(.deviation, width: 1, side: 1, layer: 26, channel: 511)
    #expect(statistics.deviations.last == last)
  }

  @Test(
    "are mixed of the stored sides where the pack tells how, held at what is possible",
    arguments: [100, 300, 500], [39, 40, 43, 47, 48, 50, 64])
  func mix(thousandths: Int, side: Int) throws {
    let shares = PackBuilder.mix(min(max(side, 40), 50))
    let architecture = try network(thousandths, side)
    var mixed = BatchNormStatistics()
    let stored = try PackBuilder.sides.map { side in
      var statistics = BatchNormStatistics()
      SlimPack.source.fillStatistics(&statistics, for: try network(thousandths, side))
      return statistics
    }
    SlimPack.mixed.fillStatistics(&mixed, for: architecture)
    let (low, high) = (stored[0], stored[1])
    var place = 0
    for layer in architecture.layers where layer.kind.hasBatchNorm {
      for _ in 0..<layer.output.channels {
        let mean = shares[0] * low.means[place] + shares[1] * high.means[place]
        let deviation = shares[0] * low.deviations[place] + shares[1] * high.deviations[place]
        let after =
          shares[0] * low.activationMeans[place] + shares[1] * high.activationMeans[place]
        let pairs = [
          (mixed.means[place], mean), (mixed.deviations[place], max(deviation, 0.0316228)),
          (mixed.activationMeans[place], max(after, 0)),
        ]
        for (found, wanted) in pairs where abs(found - wanted) > 1e-5 * max(abs(wanted), 1) {
          Issue.record("\(layer.name): \(found), expected \(wanted)")
          return
        }
        place += 1
      }
    }
    #expect(place == mixed.means.count)
  }

  @Test("are written into the memory that is there")
  func memory() throws {
    var statistics = BatchNormStatistics()
    SlimPack.source.fillStatistics(&statistics, for: try network(1000, 50))
    let before = statistics.deviations.withUnsafeBufferPointer(\.baseAddress)
    for thousandths in [300, 1000, 50, 750] {
      SlimPack.source.fillStatistics(&statistics, for: try network(thousandths, 40))
      #expect(statistics.deviations.withUnsafeBufferPointer(\.baseAddress) == before)
    }
  }

  @Test("of a network of one width are the file's own, whatever was there before")
  func singleWidth() throws {
    let bytes = FileBytes(try fixture("sep-005-s33.weights.safetensors"))
    let source = try WeightSource.read(bytes, file: "test")
    let file = try SafetensorsFile(bytes, name: "test")
    let setting = Setting(
      alpha: source.widths.lowerBound, side: 64, baseSide: 64, classes: source.classes.count)
    var statistics = BatchNormStatistics()
    SlimPack.source.fillStatistics(&statistics, for: try network(1000, 50))
    source.fillStatistics(&statistics, for: Architecture(setting))
    #expect(!statistics.computesPointwiseMeans)
    #expect(statistics.activationMeans.isEmpty)
    let layers = Architecture(setting).layers.filter(\.kind.hasBatchNorm)
    #expect(
      try statistics.means == layers.flatMap { try file.tensor("\($0.name).bn.mean").values() })
    let variances = try layers.flatMap { try file.tensor("\($0.name).bn.var").values() }
    #expect(statistics.deviations == variances.map { ($0 + 1e-3).squareRoot() })
  }

  /// The rule in plain words: interpolate along the side, then along the width where the narrower
  /// width has the channel, by how many channels the layer's values are sums over.
  private func expected(
    _ kind: PackBuilder.Kind, _ layer: Layer, _ index: Int, _ channel: Int, _ thousandths: Int,
    _ side: Int
  ) -> Float {
    guard kind.has(layer.kind) else { return 0 }
    let widths = PackBuilder.widths
    let u = Float(min(max(side, 40), 50) - 40) / 10
    func atWidth(_ width: Int) -> Float? {
      guard channel < max(8, widths[width] * layer.fullOutput / 1000) else { return nil }
      let low = PackBuilder.statistic(kind, width: width, side: 0, layer: index, channel: channel)
      let high = PackBuilder.statistic(kind, width: width, side: 1, layer: index, channel: channel)
      return (1 - u) * low + u * high
    }
    let upper = widths.firstIndex { $0 >= thousandths } ?? 2
    guard let wide = atWidth(upper) else { return kind == .deviation ? 1 : 0 }
    guard upper > 0, widths[upper] > thousandths, let narrow = atWidth(upper - 1) else {
      return wide
    }
    let summed = summedChannels[index]
    func active(_ thousandths: Int) -> Float { Float(max(8, thousandths * summed / 1000)) }
    let (low, high) = (active(widths[upper - 1]), active(widths[upper]))
    let t = (active(thousandths) - low) / (high - low)
    return (1 - t) * narrow + t * wide
  }

  /// For each convolution the channels, at α = 1, that its values or those it filters are sums over.
  /// `conv0` and the first depthwise layer sum over pixels only; 1000 makes their share that of α.
  private let summedChannels =
    [1000, 1000]
    + [32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512].flatMap { [$0, $0] } + [1024]

  private func network(_ thousandths: Int, _ side: Int) throws -> Architecture {
    let alpha = try #require(WidthMultiplier(thousandths: thousandths))
    return Architecture(Setting(alpha: alpha, side: side, baseSide: side, classes: 3))
  }
}

/// Read once for all tests.
private enum SlimPack {
  static let source = read(PackBuilder())
  /// With shares of the stored sides for each side.
  static let mixed: WeightSource = {
    var pack = PackBuilder()
    pack.addMix()
    return read(pack)
  }()

  private static func read(_ pack: PackBuilder) -> WeightSource {
    do {
      return try WeightSource.read(FileBytes(pack.encoded()), file: "test")
    } catch {
      fatalError("\(error)")
    }
  }
}
