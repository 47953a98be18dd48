import Measure
import MobileNet
import Testing

@testable import Explorer

extension Example {
  /// α = 0.75, ρ = 0.5 in two threads, against ceilings of which so many have been measured.
  static func roofline(
    _ columns: Int = 80, _ rows: Int = 24, layer: String = "block3.dw", known: Int = 5,
    variant: Variant = .separable, memoryProblem: String? = nil
  ) throws -> State {
    var state = explored(columns: columns, rows: rows)
    if variant != .separable {
      state = start(
        alpha: 500, side: 64, variant: variant, classes: 1000, columns: columns, rows: rows)
      state.answer()
    }
    state.press(.character("r"))
    state.view.selectedLayer = try #require(
      state.figures.architecture.layers.firstIndex { $0.name == layer })
    let bandwidths = [640e9, 240e9, 205e9, 180e9]
    let names = ["L1", "L2", "L3", "memory"].dropLast(memoryProblem == nil ? 0 : 1)
    let bytes: [Int?] = [64 << 10, 2 << 20, 4 << 20, nil]
    let levels = names.enumerated().map { place, name in
      Ceilings.Level(
        name: name, bytes: bytes[place], bandwidth: place + 1 < known ? bandwidths[place] : nil)
    }
    let subject = Ceilings.Subject(
      instructionSet: state.choice.instructionSet, threads: state.choice.threads)
    let ceilings = Ceilings(
      subject: subject, peak: known > 0 ? 117e9 : nil, levels: levels,
      memoryProblem: memoryProblem, roundsDone: known == 5 ? Ceilings.rounds : 0)
    state.tell { $0.background = .ceilings(ceilings) }
    return state
  }
}
