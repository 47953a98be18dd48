import Testing

@testable import Engine

@Suite("Precisions")
struct PrecisionTests {
  private static let few = Precision.int8(Quantisation(weightBits: 4, scales: .channel))
  private static let shared = Precision.int8(Quantisation(weightBits: 8, scales: .tensor))
  private static let both = Precision.int8(Quantisation(weightBits: 3, scales: .tensor))

  @Test("say in a word or two how weights are quantised where it is not the usual way")
  func words() {
    let all: [Precision] = [.float32, .int8, Self.few, Self.shared, Self.both]
    #expect(
      all.map(\.description) == [
        "float32", "int8", "int4 weights", "int8, one scale", "int3 weights, one scale",
      ])
    #expect(all.map(\.name) == ["float32", "int8", "int8", "int8", "int8"])
    #expect(Precision.allCases.map { Precision(name: $0.name) } == Precision.allCases)
    #expect(Precision(name: "int4") == nil)
  }

  @Test("differ by their quantisation, yet make the same products and take as many bytes")
  func arithmetic() {
    #expect(Self.few != .int8 && Self.shared != .int8 && Self.both != Self.few)
    #expect(Precision.int8(.usual) == .int8)
    for precision in [Self.few, Self.shared, Self.both] {
      #expect(precision.arithmetic == .int8 && precision.bytes == 1)
    }
    #expect(Precision.float32.arithmetic == .float32 && Precision.float32.quantisation == nil)
  }
}
