import MobileNet
import Testing

@testable import Weights

@Suite("A slimmable pack")
struct SlimmablePackTests {
  @Test("brings its own classes, grid, sides and preprocessing")
  func metadata() throws {
    let source = try WeightSource.read(FileBytes(PackBuilder().encoded()), file: "test")
    #expect(source.name == "three")
    #expect(source.origin == "test")
    #expect(source.isTrained)
    #expect(source.variant == .separable)
    #expect(source.padding == .symmetric)
    #expect(source.baseSide == 48)
    #expect(source.widths.lowerBound.thousandths == 100)
    #expect(source.widths.upperBound.thousandths == 750)
    #expect(source.classes.map(\.id) == ["n1", "n2", ""])
    #expect(source.classes.map(\.name) == ["one, uno", "two", "three"])
    #expect(
      source.preprocessing
        == Preprocessing(mean: [0.1, 0.2, 0.3], std: [1, 2, 0.25], crop: 0.9))
    #expect(source.convolutions.count == 27)
    #expect(source.convolutions[2].weight.shape == [64, 32, 1, 1])
    #expect(source.classifierWeight.shape == [3, 1024])
    #expect(source.checksum()?.count == 64)
  }

  @Test(
    "is refused when its metadata mean nothing",
    arguments: [
      ("name", nil), ("widths", nil), ("widths", "[]"), ("widths", "[0.5, 0.25]"),
      ("widths", "[0.5, 0.5]"), ("widths", "[0, 0.5]"), ("widths", "[0.5, 1.001]"),
      ("widths", "[0.12345]"), ("widths", "0.5"), ("widths", "[1e300]"), ("sides", "[]"),
      ("sides", "[64, 32]"), ("sides", "[-1, 32]"), ("sides", "[32.5]"), ("sides", "[\"32\"]"),
      ("base_side", "31"), ("base_side", "513"), ("base_side", "x"), ("base_side", nil),
      ("channels", "round(alpha * n)"), ("channels", nil), ("padding", "valid"), ("padding", nil),
      ("mean", "[0.5, 0.5]"), ("mean", "[0.5, 0.5, \"x\"]"), ("mean", "[0.5, 0.5, 0.5, \"x\"]"),
      ("std", "[0.5, 0, 0.5]"), ("std", "[0.5, 0.5, -1]"), ("crop", "0"), ("crop", "1.5"),
      ("crop", "1e999"), ("classes", "[]"), ("classes", "[[\"a\"]]"), ("classes", "[1]"),
      ("classes", "[[\"a\", 1]]"), ("classes", "[[\"a\", \"b\"]"), ("classes", nil),
    ] as [(String, String?)])
  func badMetadata(key: String, value: String?) throws {
    var pack = PackBuilder(weights: false)
    pack.metadata[key] = value
    let error = try #require(errorReadingNetwork(pack.encoded()))
    guard case .badMetadata(_, key, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("of another version is refused by its version", arguments: ["2", "1.1", "", "10"])
  func version(number: String) {
    var pack = PackBuilder(weights: false)
    pack.metadata["format"] = "mobilenet-slimmable/\(number)"
    #expect(
      errorReadingNetwork(pack.encoded())
        == .unsupportedVersion(
          file: "test", found: "mobilenet-slimmable/\(number)", readable: "mobilenet-slimmable/1"))
  }

  @Test("of another format is not taken for a pack", arguments: ["pt", "mobilenet", nil])
  func format(name: String?) {
    var pack = PackBuilder(weights: false)
    pack.metadata["format"] = name
    #expect(errorReadingNetwork(pack.encoded()) == .unknownFormat(file: "test"))
  }

  @Test("with a tensor missing, added or of another shape names it")
  func tensors() {
    var pack = PackBuilder()
    pack.add("conv0.bias", [32])
    #expect(
      errorReadingNetwork(pack.encoded()) == .unexpectedTensor(file: "test", name: "conv0.bias"))
    pack.remove("block7.pw.weight")
    #expect(
      errorReadingNetwork(pack.encoded())
        == .missingTensor(file: "test", name: "block7.pw.weight", found: "conv0.bias"))
    pack.remove("conv0.bias")
    #expect(
      errorReadingNetwork(pack.encoded())
        == .missingTensor(file: "test", name: "block7.pw.weight", found: nil))
    pack.add("block7.pw.weight", [512, 511, 1, 1])
    #expect(
      errorReadingNetwork(pack.encoded())
        == .wrongShape(
          file: "test", tensor: "block7.pw.weight", expected: [512, 512, 1, 1],
          found: [512, 511, 1, 1]))
    pack = PackBuilder()
    pack.metadata["sides"] = "[40, 50, 60]"
    guard case .wrongShape(_, "bn.mean.0", _, _) = errorReadingNetwork(pack.encoded()) else {
      Issue.record("a third side without statistics")
      return
    }
    pack = PackBuilder()
    pack.add("mix", [10, 2])
    #expect(
      errorReadingNetwork(pack.encoded())
        == .wrongShape(file: "test", tensor: "mix", expected: [11, 2], found: [10, 2]))
  }

  @Test("with a number that cannot be used names the tensor", arguments: [Float.nan, 0, -1])
  func numbers(value: Float) throws {
    var pack = PackBuilder()
    let index = try #require(pack.tensors.firstIndex { $0.name == "bn.std.1" })
    let tensor = pack.tensors[index]
    var values = tensor.values
    values[77] = value
    pack.tensors[index] = .init(name: tensor.name, shape: tensor.shape, values: values)
    let expected: WeightsError =
      value.isNaN
      ? .notFinite(file: "test", tensor: "bn.std.1", index: 77)
      : .notPositive(file: "test", tensor: "bn.std.1", index: 77)
    #expect(errorReadingNetwork(pack.encoded()) == expected)
  }

  @Test("cut anywhere is refused")
  func damage() {
    let content = PackBuilder().encoded()
    let headerEnd = 8 + Int(content[0]) + Int(content[1]) << 8
    for length in stride(from: 0, to: headerEnd + 100, by: 7) {
      #expect(errorReadingNetwork(Array(content[..<length])) != nil, "\(length) bytes")
    }
  }
}
