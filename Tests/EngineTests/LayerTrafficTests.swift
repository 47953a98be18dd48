import MobileNet
import Testing

@testable import Engine

@Suite("What layers move")
struct LayerTrafficTests {
  private func architecture(
    _ side: Int, alpha: Int = 1000, variant: Variant = .separable
  ) throws -> Architecture {
    let alpha = try #require(WidthMultiplier(thousandths: alpha))
    return Architecture(
      Setting(
        alpha: alpha, side: side, baseSide: max(224, side), variant: variant, padding: .symmetric,
        classes: 1000))
  }

  private func traffic(
    _ name: String, in architecture: Architecture, threads: Int = 1
  ) throws -> LayerTraffic {
    let place = try #require(architecture.layers.firstIndex { $0.name == name })
    return architecture.traffic(threads: threads)[place]
  }

  /// 9 multiply-adds a pixel; with stride 1 a value is read and one written, with stride 2 four are read.
  @Test(
    "by input and output maps alone a depthwise layer does 1.125 or 0.45 multiply-adds a byte",
    arguments: [224, 192, 160, 128], [1000, 500, 370])
  func textbook(side: Int, alpha: Int) throws {
    let architecture = try architecture(side, alpha: alpha)
    for (layer, traffic) in zip(architecture.layers, architecture.traffic(threads: 1)) {
      #expect(traffic.maps == 4 * (layer.input.count + layer.output.count))
      guard layer.kind == .depthwise, layer.input.height.isMultiple(of: 2) else { continue }
      let intensity = Double(layer.multiplyAdds) / Double(traffic.maps)
      #expect(abs(intensity - (layer.stride == 1 ? 1.125 : 0.45)) < 1e-12)
    }
  }

  @Test("a fused pair writes no map in between: strips are counted apart, weights once for each")
  func fused() throws {
    let architecture = try architecture(224)
    // 112 rows in 7 strips of 16; a strip reads a row more at each edge that is not the map's.
    let (strips, row) = (7, 4 * 112 * 32)
    let depthwise = try traffic("block1.dw", in: architecture)
    #expect(depthwise.weights == 4 * 10 * 32 * strips)
    #expect(depthwise.input == (112 + 2 * 6) * row)
    #expect(depthwise.output == 0 && depthwise.strip == 112 * row)
    #expect(depthwise.extent == 4 * 10 * 32 + 112 * row + 16 * row)

    let pointwise = try traffic("block1.pw", in: architecture)
    #expect(pointwise.weights == 4 * (32 + 2) * 64 * strips)
    #expect(pointwise.input == 0 && pointwise.strip == 112 * row)
    #expect(pointwise.output == 4 * 112 * 112 * 64)
    #expect(pointwise.extent == 4 * (32 + 2) * 64 + 16 * row + pointwise.output)
    #expect(pointwise.bytes == pointwise.weights + pointwise.output)
  }

  @Test("with stride 2 a strip reads twice its rows and one more, as far as the map goes")
  func stride() throws {
    let architecture = try architecture(224)
    // 56 rows of 56·64 channels are 14 KB each: 4 strips of 14, each 29 rows of the input, the first 28.
    let depthwise = try traffic("block2.dw", in: architecture)
    #expect(depthwise.input == (28 + 3 * 29) * 4 * 112 * 64)
    #expect(depthwise.strip == 4 * 56 * 56 * 64)
  }

  @Test("threads that share a small map's channels have a map in between, which each of them reads")
  func shared() throws {
    let architecture = try architecture(224)
    let map = 4 * 7 * 7 * 1024
    let depthwise = try traffic("block13.dw", in: architecture, threads: 2)
    #expect(depthwise.input == map && depthwise.output == map && depthwise.strip == 0)
    let pointwise = try traffic("block13.pw", in: architecture, threads: 2)
    #expect(pointwise.input == 2 * map && pointwise.strip == 0)
    #expect(pointwise.weights == 4 * (1024 + 2) * 1024)
    // Alone, one strip is enough.
    #expect(try traffic("block13.dw", in: architecture).output == 0)
  }

  @Test("the first convolution reads the picture with its zeros; pool and classifier read all once")
  func others() throws {
    let architecture = try architecture(32)
    let first = try traffic("conv0", in: architecture)
    #expect(first.weights == 4 * (27 + 2) * 32)
    #expect(first.input == 4 * 33 * 34 * 3)
    #expect(first.output == 4 * 16 * 16 * 32)
    #expect(first.extent == first.weights + 4 * 34 * 34 * 3 + first.output)
    let pool = try traffic("pool", in: architecture)
    #expect((pool.weights, pool.input, pool.output) == (0, 4 * 1024, 4 * 1024))
    let classifier = try traffic("classifier", in: architecture)
    #expect(classifier.weights == 4 * (1024 + 2) * 1008)
    #expect((classifier.input, classifier.output) == (4 * 1024, 4 * 1008))
  }

  @Test("a full convolution writes its sums for each 64 input channels, and reads them in between")
  func full() throws {
    let architecture = try architecture(32, variant: .standard)
    // 128 channels in; 4×4 pixels of 256 channels out, with zeros around them for the next one.
    let layer = try traffic("block4.conv", in: architecture)
    #expect(layer.weights == 4 * (9 * 128 + 2) * 256)
    #expect(layer.output == 3 * 4 * 6 * 6 * 256)
    #expect(layer.strip == 0)
  }

  @Test("in int8 maps take a byte a value, and so do weights but for two numbers a channel")
  func int8() throws {
    let architecture = try architecture(224)
    let traffic = { (name: String) in
      let place = try #require(architecture.layers.firstIndex { $0.name == name })
      return architecture.traffic(threads: 1, precision: .int8)[place]
    }
    let first = try traffic("conv0")
    #expect(first.weights == (3 * 3 * 4 + 8) * 32 * (first.weights / ((3 * 3 * 4 + 8) * 32)))
    #expect(first.output == 112 * 112 * 32)
    let pointwise = try traffic("block13.pw")
    #expect(pointwise.weights == (1024 + 8) * 1024)
    #expect(pointwise.output == 7 * 7 * 1024 && pointwise.strip == 7 * 7 * 1024)
    #expect(pointwise.maps == 2 * 7 * 7 * 1024)
    // Logits are floats.
    let classifier = try traffic("classifier")
    #expect((classifier.input, classifier.output) == (1024, 4 * 1008))
  }

  @Test(
    "channels count in whole blocks, and no layer moves less than its weights and its output",
    arguments: Variant.allCases, [1, 2, 3])
  func bounds(variant: Variant, threads: Int) throws {
    for (alpha, side) in [(1000, 224), (370, 97), (30, 32)] {
      let architecture = try architecture(side, alpha: alpha, variant: variant)
      let all = architecture.traffic(threads: threads)
      #expect(all.count == architecture.layers.count)
      for (layer, traffic) in zip(architecture.layers, all) {
        #expect(traffic.weights >= 4 * (layer.parameters + layer.biases))
        #expect(
          traffic.input + traffic.strip >= 4 * layer.input.count / layer.stride / layer.stride)
        #expect(traffic.output + traffic.strip >= 4 * layer.output.count)
        #expect(traffic.bytes.isMultiple(of: 4) && traffic.extent > 0)
      }
    }
  }
}
