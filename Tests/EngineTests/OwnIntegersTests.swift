import Foundation
import MobileNet
import Testing

@testable import Engine
@testable import Weights

@Suite("A quantised file's own integers")
struct OwnIntegersTests {
  @Test(
    "have the bits of the plain loops on every instruction set, layer by layer",
    arguments: ["uint8", "int8"], [40, 33, 64])
  func files(encoding: String, side: Int) throws {
    let source = try WeightSource.read(path: fixture("checkpoints/tflite-\(encoding).tflite"))
    #expect(source.description.integers == .own)
    try compare(source, side: side)
  }

  @Test(
    "give the codes that LiteRT gives, to the last one",
    arguments: [
      ("tflite-uint8", "uint8"), ("tflite-int8", "int8"), ("converter-int8", "converter-int8"),
    ])
  func codes(file: String, key: String) throws {
    let source = try WeightSource.read(path: fixture("checkpoints/\(file).tflite"))
    let expected = try SafetensorsFile(
      path: fixture("checkpoints/tflite-integers.expected.safetensors"))
    let (pixels, codes) = (try expected.tensor("pixels"), try expected.tensor(key).values())
    let network = Network(panels: try Panels(source, precision: .int8), instructionSet: .best)
    let count = pixels.count / pixels.shape[0]
    var found: [Float] = []
    for photo in 0..<pixels.shape[0] {
      network.load(
        input: source.preprocessing.normalised(
          pixels.values(photo * count..<(photo + 1) * count)))
      #expect(network.run())
      found += try #require(network.panels.own?.integers).codes(of: network.logits)
    }
    #expect(found == codes)
  }

  @Test("with damaged steps, zero points and biases trap nowhere, and have the plain loops' bits")
  func damage() throws {
    let path = fixture("checkpoints/converter-int8.tflite")
    let good = try Array(Data(contentsOf: URL(filePath: path)))
    var values = SplitMix(state: 7)
    var used = 0
    for round in 0..<600 {
      var file = good
      let place = Int.random(in: 0..<file.count / 4 - 2, using: &values) * 4
      let hostile: [UInt32] = [
        Float.nan.bitPattern, Float.infinity.bitPattern, Float(1e-30).bitPattern,
        Float(0.01).bitPattern, 0x7fff_ffff, 0x8000_0000, 0x3fff_ffff, 0,
      ]
      let word = hostile[round % hostile.count]
      withUnsafeBytes(of: word.littleEndian) { file.replaceSubrange(place..<place + 4, with: $0) }
      let bytes = file.withUnsafeBytes { FileBytes(copying: $0) }
      guard let source = try? WeightSource.read(bytes, file: "test"), source.integers != nil,
        source.baseSide == 40, used < 60
      else { continue }
      used += 1
      let network = Network(panels: try Panels(source, precision: .int8), instructionSet: .best)
      let input = picture(side: 40)
      network.load(input: input)
      #expect(network.run())
      let wanted = QuantisedReference(source).activations(of: input, in: network.architecture)
      #expect(network.logits == wanted.last, "\(word) at \(place)")
    }
    #expect(used == 60)
  }

  /// Widths whose layers have 1, 2 and 3 channels more than a multiple of four.
  @Test(
    "so they have whatever their zero points are, at widths that fill no register",
    arguments: [50, 333, 370, 610], [-128, -40, 0, 75, 127])
  func zeroPoints(thousandths: Int, zero: Int) throws {
    let alpha = try #require(WidthMultiplier(thousandths: thousandths))
    try compare(
      OwnIntegersSource(alpha: alpha, zero: zero).source, side: 41)
  }

  @Test(
    "so they have where every weight is ±255 and every sum as large as it can be",
    arguments: [(127, -128), (-128, 127)])
  func saturation(number: Int, zero: Int) throws {
    var network = OwnIntegersSource(alpha: .one, zero: zero)
    network.number = Int8(number)
    try compare(network.source, side: 32)
    let weights = network.source.integers?.convolutions[0].weights
    #expect(weights?.allSatisfy { abs($0) == 255 } == true)
  }

  @Test("are computed with in int8 alone, and give the file's codes for logits")
  func precision() throws {
    let source = try WeightSource.read(path: fixture("checkpoints/tflite-uint8.tflite"))
    #expect(try Panels(source).own == nil)
    let panels = try Panels(source, precision: .int8)
    let integers = try #require(panels.own?.integers)
    let network = Network(panels: panels, instructionSet: .best)
    network.load(input: picture(side: 40))
    #expect(network.run())
    for logit in network.logits {
      let code = logit / integers.classifier.outputStep + Float(integers.logitZero)
      #expect(abs(code - code.rounded()) < 1e-3 && (0...255).contains(code.rounded()))
    }
    #expect(Set(network.logits).count > 2)
  }

  private func compare(_ source: WeightSource, side: Int) throws {
    let panels = try Panels(source, precision: .int8)
    let integers = try #require(panels.own?.integers)
    expectBits(
      of: panels, source.description.setting(alpha: source.widths.upperBound, side: side),
      QuantisedReference(source),
      steps: integers.convolutions.map(\.outputStep) + [integers.poolStep])
  }
}

extension OwnIntegers {
  func codes(of logits: [Float]) -> [Float] {
    logits.map { ($0 / classifier.outputStep + Float(logitZero)).rounded() }
  }
}

/// A network of one width on seeded integers.
struct OwnIntegersSource {
  let alpha: WidthMultiplier
  /// Of all weights.
  let zero: Int
  /// All numbers, where it is said.
  var number: Int8?

  init(alpha: WidthMultiplier, zero: Int) {
    (self.alpha, self.zero) = (alpha, zero)
  }

  var source: WeightSource {
    let architecture = Architecture(Setting(alpha: alpha, side: 32, baseSide: 32, classes: 19))
    let layers = architecture.layers.filter { $0.kind != .pool }
    var values = SplitMix(state: UInt64(alpha.thousandths * 1000 + zero))
    let integers = layers.map { layer(for: $0, &values) }
    let zeros = { (name: String, shape: [Int]) in
      Tensor(
        name: name, shape: shape,
        values: [Float](repeating: 0, count: shape.reduce(1, *)))
    }
    let convolutions = layers.dropLast().map { layer in
      let channels = [layer.output.channels]
      return ConvolutionTensors(
        name: layer.name, weight: zeros("weight", layer.weightShape),
        gamma: zeros("gamma", channels), beta: zeros("beta", channels))
    }
    let last = layers[layers.count - 1]
    let channels = layers.dropLast().map(\.output.channels)
    let total = channels.reduce(0, +)
    return WeightSource(
      WeightDescription(
        name: "own", origin: "own", format: .tfliteQuantised, padding: .same, baseSide: 32,
        widths: alpha...alpha, classes: ClassLabel.numbered(19), preprocessing: .plain),
      NetworkTensors(
        convolutions: convolutions, classifierWeight: zeros("classifier", last.weightShape),
        classifierBias: zeros("bias", [19])),
      .single(
        SingleWidthStatistics(
          means: Array(repeating: 0, count: total), deviations: Array(repeating: 1, count: total),
          channels: channels)), bytes: nil,
      integers: OwnIntegers(
        pictureStep: 1 / 110, pictureZero: 101, convolutions: Array(integers.dropLast()),
        poolStep: 0.011, poolRoundsHalvesUp: zero < 0, classifier: integers[integers.count - 1],
        logitZero: 77))
  }

  /// Scales that spread the outputs over the codes; biases that make up for weights of one sign.
  private func layer(for layer: Layer, _ values: inout SplitMix) -> OwnIntegers.Layer {
    let outputs = layer.output.channels
    let count = layer.weightShape.reduce(1, *)
    let terms = count / outputs
    let numbers = (0..<count).map { _ in
      UInt8(bitPattern: number ?? Int8.random(in: -128...127, using: &values))
    }
    let mean = Float(number.map(Int.init) ?? 0) - Float(zero)
    let usual = 300 / (Float(terms).squareRoot() * 70 * 90)
    return OwnIntegers.Layer(
      numbers: StoredNumbers(
        bytes: numbers.withUnsafeBytes { FileBytes(copying: $0) }, place: 0..<count,
        isUnsigned: false, turn: ChannelTurn(taps: 1, inner: 1)),
      zero: zero,
      bias: (0..<outputs).map { _ in
        Int32(-mean * Float(terms) * 120) + Int32.random(in: -3000...3000, using: &values)
      },
      scale: (0..<outputs).map { _ in Float.random(in: usual / 2...usual, using: &values) },
      outputStep: Float.random(in: 0.005...0.0235, using: &values))
  }
}
