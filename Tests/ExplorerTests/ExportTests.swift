import Measure
import MobileNet
import Testing

@testable import Explorer

@Suite("Exports")
struct ExportTests {
  private func answered(_ catalogue: Catalogue = Example.catalogue, _ keys: String = "") -> State {
    var state = Example.start(alpha: 500, side: 64, catalogue: catalogue)
    var snapshot = Example.answer(to: state)
    snapshot.builtInChecksum = "ab"
    _ = reduce(&state, .snapshot(snapshot))
    state.type(keys)
    return state
  }

  @Test("offer the plane and the frontier only where these have figures")
  func offers() {
    #expect(ExportMenu(answered()).exports == [.text, .picture, .state, .layers])
    #expect(
      ExportMenu(answered(Example.measured)).exports == [.text, .picture, .state, .layers, .plane])
    var state = answered(Example.measured, "f")
    #expect(ExportMenu(state).exports == Export.allCases)
    // A frontier of other weights is none of this network.
    state.press(.escape)
    state.type("w")
    #expect(ExportMenu(state).exports == [.text, .picture, .state, .layers])
  }

  @Test("are a menu: Enter writes the chosen line, with the menu gone and nothing else changed")
  func menu() {
    for (place, export) in Export.allCases.enumerated() {
      let start = answered(Example.measured, "f")
      var state = start
      #expect(state.type("e").isEmpty)
      state.press(Array(repeating: .down, count: place))
      #expect(ExportMenu(state).chosen == export)
      #expect(state.press(.enter) == [.export(export)])
      #expect(state == start)
    }
  }

  @Test("are left without writing anything", arguments: ["q", "e"])
  func left(key: Character) {
    let start = answered()
    for key in [Key.character(key), .escape] {
      var state = start
      state.type("e")
      state.press(.end)
      #expect(state.view.overlayPlace == 3)
      #expect(state.press(key).isEmpty && state == start)
    }
  }

  @Test("name the files after the setting, tables after what they hold")
  func names() {
    let state = answered()
    #expect(ExportMenu(state).stem(of: .picture) == "mobilenet-explorer-a0.5-s64")
    #expect(ExportMenu(state).stem(of: .layers) == "mobilenet-explorer-a0.5-s64-layers")
    #expect(Export.allCases.map(\.ending) == ["txt", "svg", "json", "csv", "csv", "csv"])
  }
}

@Suite("The report of a state")
struct StateReportTests {
  @Test("has the figures on the screen, and those that are stale or missing not at all")
  func figures() {
    var state = Example.start(alpha: 500, side: 64, catalogue: Example.measured)
    #expect(
      ShownReport(state).report.latency == nil
        && ShownReport(state).report.layers == Array(repeating: nil, count: 29))
    var snapshot = Example.answer(to: state)
    snapshot.builtInChecksum = "ab"
    _ = reduce(&state, .snapshot(snapshot))
    let report = ShownReport(state).report
    #expect(report.latency == snapshot.latency && report.layers == snapshot.layers)
    #expect(report.buildMilliseconds == 0.5 && report.predictions == snapshot.predictions)
    #expect(report.weights.trained && report.weights.sha256 == "ab")
    #expect(report.top1?.accuracy.measuredInterval != nil && report.top1?.pictures == 10_000)
    #expect(report.fullTop1?.accuracy == Example.surface?.accuracy(alpha: .one, side: 128))
    state.press(.left)
    #expect(
      ShownReport(state).report.latency == nil && ShownReport(state).report.predictions.isEmpty)
    #expect(ShownReport(state).report.architecture.setting == state.choice.setting)
    state.type("v")
    #expect(!ShownReport(state).report.weights.trained && ShownReport(state).report.top1 == nil)
  }

  @Test("has the pinned network, with its answer once that is known")
  func pinned() throws {
    var state = Example.start()
    state.answer()
    state.type("p2")
    let pinned = try #require(state.choice.pinned)
    #expect(ShownReport(state).report.pinned?.figures == PinnedFigures(pinned: pinned))
    var snapshot = Example.answer(to: state)
    var figures = PinnedFigures(pinned: pinned)
    figures.latency = Example.latency(60)
    figures.probabilities = (0..<200).map { $0 == 7 ? 0.8 : 0.001 }
    snapshot.pinned = figures
    _ = reduce(&state, .snapshot(snapshot))
    let report = try #require(ShownReport(state).report.pinned)
    #expect(report.figures == figures && report.answer?.label == "class 7")
    #expect(report.agrees(with: ShownReport(state).report.predictions.first) == true)
    #expect(report.agrees(with: ShownReport(state).report.predictions.last) == false)
    #expect(report.agrees(with: nil) == nil)
  }
}
