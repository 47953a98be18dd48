import Engine
import MobileNet
import Testing
import Weights

@Suite("Threads and cancellation")
struct ThreadTests {
  @Test(
    "any number of threads gives the same logits, bit for bit",
    arguments: InstructionSet.available, [Variant.separable, .standard, .shallow])
  func sameLogits(instructionSet: InstructionSet, variant: Variant) throws {
    let panels = SeededPanels.of(variant)
    for (thousandths, side) in [(50, 32), (370, 33), (610, 97), (250, 223)] {
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      let input = picture(side: side)
      let answers = [1, 2, 3, 5].map { threads in
        let network = Network(panels: panels, instructionSet: instructionSet, threads: threads)
        network.rebuild(network.setting(alpha: alpha, side: side))
        network.load(input: input)
        #expect(network.run(timingLayers: threads == 2))
        return network.logits
      }
      #expect(answers[0].allSatisfy { $0.isFinite })
      for answer in answers { #expect(answer == answers[0]) }
    }
  }

  @Test(
    "so do the built-in weights, whose means are computed in a rebuild",
    arguments: InstructionSet.available)
  func sameLogitsBuiltIn(instructionSet: InstructionSet) throws {
    let panels = try BuiltIn.panels.get()
    for (thousandths, side) in [(50, 32), (370, 33), (610, 97), (1000, 64)] {
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      let answers = [1, 2, 3].map { threads in
        let network = Network(panels: panels, instructionSet: instructionSet, threads: threads)
        network.rebuild(network.setting(alpha: alpha, side: side))
        network.load(input: picture(side: side))
        #expect(network.run())
        return network.logits
      }
      #expect(answers[0].allSatisfy { $0.isFinite })
      for answer in answers { #expect(answer == answers[0]) }
    }
  }

  @Test(
    "so does int8", arguments: InstructionSet.available,
    [Variant.separable, .standard, .shallow])
  func sameLogitsInt8(instructionSet: InstructionSet, variant: Variant) throws {
    let panels = QuantisedPanels.of(variant)
    for (thousandths, side) in [(50, 32), (370, 33), (250, 223)] {
      let alpha = try #require(WidthMultiplier(thousandths: thousandths))
      let answers = [1, 2, 3, 5].map { threads in
        let network = Network(panels: panels, instructionSet: instructionSet, threads: threads)
        network.rebuild(network.setting(alpha: alpha, side: side))
        network.load(input: picture(side: side))
        #expect(network.run(timingLayers: threads == 2))
        return network.logits
      }
      for answer in answers { #expect(answer == answers[0]) }
    }
  }

  @Test("a cancelled run says so, and the next one is whole", arguments: [1, 2, 3])
  func cancellation(threads: Int) {
    let network = Network(
      panels: SeededPanels.of(.shallow), instructionSet: .best, threads: threads)
    network.rebuild(network.setting(alpha: .one, side: 64))
    network.load(input: picture(side: 64))
    #expect(network.run())
    let logits = network.logits
    for stop in 0..<10 {
      var questions = 0
      let isFinished = network.run {
        questions += 1
        return questions > stop
      }
      #expect(!isFinished)
      #expect(questions == stop + 1)
    }
    #expect(network.run())
    #expect(network.logits == logits)
  }

  @Test("a timed run gives every layer its time", arguments: [1, 2])
  func layerTimes(threads: Int) {
    let network = Network(
      panels: SeededPanels.of(.separable), instructionSet: .best, threads: threads)
    network.load(input: picture(side: network.architecture.setting.side))
    #expect(network.run(timingLayers: true))
    #expect(network.layerNanoseconds.count == network.architecture.layers.count)
    #expect(network.layerNanoseconds.allSatisfy { $0 > 0 })
  }

  @Test("networks of several threads at once keep apart")
  func severalCallers() async throws {
    let panels = SeededPanels.of(.separable)
    let logits = try await withThrowingTaskGroup(of: [Float].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let network = Network(panels: panels, instructionSet: .best, threads: 2)
          let alpha = try #require(WidthMultiplier(thousandths: 250))
          network.rebuild(network.setting(alpha: alpha, side: 64))
          network.load(input: picture(side: 64))
          for _ in 0..<20 { #expect(network.run()) }
          return network.logits
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for answer in logits { #expect(answer == logits[0]) }
  }
}

/// Seeded weights of the full width, packed once for all tests.
enum SeededPanels {
  private static let separable = panels(.separable)
  private static let standard = panels(.standard)
  private static let shallow = panels(.shallow)

  static func of(_ variant: Variant) -> Panels {
    switch variant {
    case .separable: separable
    case .standard: standard
    case .shallow: shallow
    }
  }

  private static func panels(_ variant: Variant) -> Panels {
    packed(.seeded(variant: variant, classes: 100, seed: 1, baseSide: 224))
  }

  static func packed(_ source: WeightSource, _ precision: Precision = .float32) -> Panels {
    guard let panels = try? Panels(source, precision: precision) else {
      fatalError("no memory for the tests' weights")
    }
    return panels
  }
}

/// A seeded input, side × side × 3 values in −1…1.
func picture(side: Int) -> [Float] {
  var state: UInt64 = 88_172_645_463_325_252
  return (0..<(side * side * 3)).map { _ in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
  }
}
