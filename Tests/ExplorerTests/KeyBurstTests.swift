import Measure
import MobileNet
import Testing
import Weights

@testable import Explorer

@Suite("Bursts of keys")
struct KeyBurstTests {
  @Test("leave every promise kept, however the engine's news fall between them", arguments: 1...8)
  func burst(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let keys = KeyBinding.all.flatMap(\.commands.keys).filter { $0 != .character("q") }
      .sorted { "\($0)" < "\($1)" }
    var state = Example.start()
    var asked = state.request
    var answers: [Snapshot] = []
    for _ in 0..<500 {
      let before = state
      let action = Self.action(state, keys, &answers, &random)
      let effects = reduce(&state, action)
      #expect(effects.count <= 1)
      for case .request(let request) in effects { asked = request }
      check(state, before: before, asked: asked, effects: effects, action: action)
    }
  }

  private static func action(
    _ state: State, _ keys: [Key], _ answers: inout [Snapshot], _ random: inout SplitMix
  ) -> Action {
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
      answers.append(Example.answer(to: state))
      return .snapshot(answers[answers.count - 1])
    case 1:
      // The engine's news of any earlier generation come late.
      return .snapshot(answers.randomElement(using: &random) ?? Snapshot(generation: -1))
    case 2:
      var failed = Snapshot(generation: state.figures.generation)
      failed.failure = "unreadable"
      return .snapshot(failed)
    default: return .key(keys.randomElement(using: &random) ?? .left)
    }
  }

  private func check(
    _ state: State, before: State, asked: Request, effects: [Effect], action: Action
  ) {
    let setting = state.choice.setting
    #expect((32...setting.baseSide).contains(setting.side))
    #expect(Setting.sides.contains(setting.baseSide))
    #expect((10...1000).contains(setting.alpha.thousandths))
    #expect((1...6).contains(state.choice.threads))
    #expect(state.figures.architecture == Architecture(setting))
    #expect(state.figures.fullArchitecture == Architecture(setting.full))
    #expect(state.figures.architecture.layers.indices.contains(state.view.selectedLayer))
    #expect(state.figures.current.generation == state.figures.generation)
    #expect(asked == state.request, "the newest request is the state, after \(action)")
    let requests = effects.filter { if case .request = $0 { true } else { false } }
    #expect(requests.isEmpty == (state.request == before.request))
    #expect(state.figures.generation - before.figures.generation <= effects.count)
  }
}
