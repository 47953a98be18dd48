import MobileNet
import Testing
import Weights

@testable import Engine

/// The order in memory is a promise to the kernels, whose tests pack by themselves.
@Suite("Packed weights")
struct PanelsTests {
  /// The values of a convolution's weights, and where each of them must lie.
  private func check(
    _ panels: Panels, _ index: Int,
    at place: (_ output: Int, _ input: Int, _ tap: Int, Panels.Convolution) -> Int
  ) {
    let packed = panels.convolutions[index]
    let weight = panels.source.convolutions[index].weight
    let values = weight.values()
    let (inputs, taps) = (weight.shape[1], weight.shape[2] * weight.shape[3])
    var wrong = 0
    for (position, value) in values.enumerated() {
      let (output, input, tap) = (
        position / (inputs * taps), position / taps % inputs, position % taps
      )
      let panel = packed.weights + output / 16 * packed.panelStride + output % 16
      if panels.start[panel + 16 * place(output, input, tap, packed)] != value { wrong += 1 }
    }
    #expect(wrong == 0 && values.count == packed.outputs * inputs * taps)
  }

  @Test("of the first convolution lie tap by tap, its three colours side by side")
  func first() {
    check(SeededPanels.of(.separable), 0) { _, input, tap, _ in tap * 3 + input }
  }

  @Test("of depthwise layers lie tap by tap, of pointwise ones input by input")
  func separable() {
    check(SeededPanels.of(.separable), 1) { _, _, tap, _ in tap }
    check(SeededPanels.of(.separable), 2) { _, input, _, _ in input }
    check(SeededPanels.of(.shallow), 3) { _, _, tap, _ in tap }
  }

  @Test("of full convolutions lie block by block of the inputs, in each tap by tap")
  func full() {
    check(SeededPanels.of(.standard), 1) { _, input, tap, _ in
      (input / 16 * 9 + tap) * 16 + input % 16
    }
  }

  @Test("of the classifier have γ 1, the bias for β, and nothing in the lanes past the last class")
  func classifier() {
    let panels = SeededPanels.of(.shallow)
    let packed = panels.classifier
    #expect(packed.inputs == 1024 && packed.outputs == 100 && packed.panelStride == 1024 * 16)
    let bias = panels.source.classifierBias.values()
    #expect((0..<100).allSatisfy { panels.start[packed.gamma + $0] == 1 })
    #expect((0..<100).allSatisfy { panels.start[packed.beta + $0] == bias[$0] })
    for lane in 100..<112 {
      #expect(panels.start[packed.gamma + lane] == 0 && panels.start[packed.beta + lane] == 0)
      let weights = packed.weights + lane / 16 * packed.panelStride + lane % 16
      #expect((0..<1024).allSatisfy { panels.start[weights + $0 * 16] == 0 })
    }
  }

  @Test("lie one behind the other, each on a cache line", arguments: Variant.allCases)
  func places(variant: Variant) {
    let panels = SeededPanels.of(variant)
    var end = 0
    for packed in panels.convolutions + [panels.classifier] {
      let blocks = (packed.outputs + 15) / 16
      #expect(packed.weights == end && packed.weights.isMultiple(of: 16))
      #expect(packed.gamma == packed.weights + blocks * packed.panelStride)
      #expect(packed.beta == packed.gamma + blocks * 16)
      end = packed.beta + blocks * 16
    }
    #expect(panels.bytes == end * 4)
    #expect(UInt(bitPattern: panels.start).isMultiple(of: 1 << 21))
  }
}
