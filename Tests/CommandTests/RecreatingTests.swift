import ArgumentParser
import Engine
import MobileNet
import Reports
import Screen
import Testing
import Weights

@testable import Explorer
@testable import Measure
@testable import mobilenet_explorer

/// The command of key `y`, read by the program's own parser: does it lead back to the same screen?
///
/// Measured figures come from a fake that gives the same network always the same ones. What has been,
/// such as changes against the setting before, is left out.
@Suite("The command that recreates a screen, read by the program")
struct RecreatingTests {
  @Test("gives the same canvas after any walk of keys", arguments: 1...200)
  func walk(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let starts = Self.starts
    var state = try starts[seed % starts.count].get()
    let sizes = [(80, 24), (120, 40), (200, 60), (70, 20)]
    let (columns, rows) = sizes[seed / starts.count % sizes.count]
    _ = reduce(&state, .resize(columns: columns, rows: rows))
    for _ in 0..<30 {
      _ = reduce(&state, Self.action(in: state, &random))
      if Bool.random(using: &random) { Self.measure(&state) }
    }
    Self.leaveEntered(&state)
    let command = RecreatingCommand(state).text
    var again = try Self.begun(try #require(shellWords(command)).dropFirst().map(\.self))
    _ = reduce(&again, .resize(columns: columns, rows: rows))
    #expect(RecreatingCommand(again).text == command)
    let found = Self.canvas(again)
    let expected = Self.canvas(state)
    #expect(found == expected, "\(command)\n\(found.text())\n\(expected.text())")
  }

  @Test(
    "what can't be is refused with the option's name",
    arguments: [
      (["--layer", "block99.dw"], "--layer block99.dw: the separable network has no such layer"),
      (["--pin", "--alpha 2"], "--pin"), (["--pin", "'--alpha 1"], "a quote is not closed"),
      (["--pin", "--side 600"], "600"), (["--view", "map"], "--view"),
      (["--tile", "32"], "--tile 32: conv0 has channels 0 … 31 here"),
      (["--focus", "plane"], "--focus"), (["--budget", "-1"], "--budget"),
      (["--point", "0.5x96"], "--point"),
      (
        ["--label", "tabbi", photo],
        "--label tabbi: no class of built-in; did you mean 'tabby'?"
      ),
      (["--label", "tabby", "cat"], "--label: 1 for 0 pictures of yours"),
      (["--label", "tabby", "--label", "lemon", photo], "--label: 2 for 1 pictures of yours"),
    ])
  func refused(arguments: [String], words: String) {
    let error = #expect(throws: (any Error).self) {
      try ExploreCommand.parse(arguments).start()
    }
    if let error { #expect(ExploreCommand.message(for: error).contains(words)) }
  }

  // MARK: Walking

  private static let starts = [
    [], ["viaduct"], ["goldfish", "cat", "--color", "16", "--theme", "light", "--ascii"],
    ["--weights", "built-in", "--weights", fixture, "--no-mouse", "espresso"],
    ["--weights", fixture, "--weights", "built-in", "--label", "espresso", photo, "bison"],
    ["--base", "160", "--classes", "10", "--seed", "7"],
    ["--rho-rule", "filters", "--variant", "shallow", "--library", "/no library/at all"],
    ["--pin", "--alpha 0.5 --side 96", "--view", "frontier", "--budget", "0.3"],
    ["--view", "frontier", "--axis", "maps", "--budget", "54"],
    ["--precision", "int8", "--weight-bits", "4", "--pin", "--precision int8 --scales tensor"],
    ["--precision", "int8", "--scales", "tensor", "--view", "plane"],
    ["--guess", "--present", "--view", "answers"],
    ["--view", "frontier", "--axis", "memory", "--scale", "linear", "--budget", "2.5"],
  ].map { arguments in Result { try begun(arguments) } }

  private static let photo = #filePath.replacing(
    "CommandTests/RecreatingTests.swift", with: "PicturesTests/Fixtures/good/exif-1.jpg")
  private static let fixture = #filePath.replacing(
    "CommandTests/RecreatingTests.swift", with: "WeightsTests/Fixtures/random-uint8.tflite")

  /// All keys but those that leave, and Space: a pause is not a part of the screen that is recreated.
  private static let keys: [Key] =
    (KeyBinding.all.flatMap(\.commands.keys)
    + [.enter, .backspace] + "xLjkjkaf05.<>>mj".map(Key.character))
    .filter { ![.character("q"), .character(" ")].contains($0) }
    .sorted { "\($0)" < "\($1)" }

  private static let surfaces = Result { try AccuracySurfaces.builtIn() }

  private static func begun(_ arguments: [String]) throws -> State {
    var state = try ExploreCommand.parse(arguments).start().state
    _ = reduce(&state, .accuracy(try surfaces.get()))
    return state
  }

  private static func action(in state: State, _ random: inout SplitMix) -> Action {
    guard Int.random(in: 0..<8, using: &random) == 0 else {
      return .key(keys.randomElement(using: &random) ?? .left)
    }
    let column = Int.random(in: 0..<state.view.columns, using: &random)
    let row = Int.random(in: 0..<state.view.rows, using: &random)
    let click = Key.click(column: column, row: row)
    return Screen.action(for: click, in: state) ?? .key(click)
  }

  /// Closes an overlay, a line on which something is being typed, and what was entered before that.
  private static func leaveEntered(_ state: inout State) {
    while Help(state).enteredKeys != nil { _ = reduce(&state, .key(.escape)) }
  }

  /// The screen without its past.
  private static func canvas(_ state: State) -> Canvas {
    var state = state
    state.figures.previous = nil
    // What has been measured in the other precision is of the past, too.
    state.frontier.other = nil
    state.view.message = nil
    state.figures.current = Snapshot(generation: state.figures.generation)
    measure(&state)
    return draw(state, appearance: Appearance())
  }

  // MARK: Measuring

  private static func measure(_ state: inout State) {
    var snapshot = Snapshot(generation: state.figures.generation)
    let side = state.choice.setting.side
    snapshot.buildMilliseconds = 0.5
    snapshot.fed = FedPicture(side: side, rgb: Array(repeating: 90, count: side * side * 3))
    snapshot.layers = state.figures.architecture.layers.map {
      LayerLatency(minimum: milliseconds($0.multiplyAdds), median: milliseconds($0.multiplyAdds))
    }
    snapshot.latency = latency(state.choice.setting)
    snapshot.fullLatency = latency(state.choice.setting.full)
    snapshot.fullLayersMilliseconds = milliseconds(state.figures.fullArchitecture.multiplyAdds)
    snapshot.activationBytes = 1_000_000
    snapshot.fullActivationBytes = 2_000_000
    snapshot.isSettled = true
    if state.family.isBuiltIn {
      snapshot.builtInChecksum = state.catalogue.accuracy[.float32]?.checksum
    }
    if state.figures.predictionsAvailability == .available {
      snapshot.ranking = Array(0..<5)
      snapshot.predictions = snapshot.ranking.map(prediction)
    }
    snapshot.pinned = state.choice.pinned.map(pinnedFigures)
    snapshot.background = state.request.background.map(background)
    snapshot.inside = state.request.inside.map { inside($0, of: state.figures.architecture) }
    _ = reduce(&state, .snapshot(snapshot))
  }

  private static func milliseconds(_ multiplyAdds: Int) -> Double {
    Double(multiplyAdds) / 60e6 + 0.002
  }

  private static func latency(_ setting: Setting) -> LatencySummary {
    let median = milliseconds(Architecture(setting).multiplyAdds)
    return LatencySummary(
      minimum: median, p10: median, median: median, p90: median, runs: 300,
      interval: MedianInterval(low: median, high: median))
  }

  private static func prediction(_ index: Int) -> Prediction {
    Prediction(
      index: index, id: "", label: "class \(index)", probability: 0.5 / Double(1 + index), logit: 1)
  }

  private static func inside(_ index: Int, of architecture: Architecture) -> Inside {
    let layer = architecture.layers[index]
    let values = { (count: Int) in (0..<count).map { Float($0 * $0 % 7) } }
    let channels = layer.kind == .pool ? 0 : layer.output.channels
    return Inside(
      ObservedLayer(
        index: index, input: values(layer.input.count), output: values(layer.output.count),
        scale: values(channels), shift: values(channels)),
      layer, weights: nil, logits: values(architecture.setting.classes))
  }

  private static func pinnedFigures(_ pinned: Pinned) -> PinnedFigures {
    var figures = PinnedFigures(pinned: pinned)
    figures.latency = latency(pinned.setting)
    figures.activationBytes = 3_000_000
    return figures
  }

  private static func background(_ work: BackgroundWork) -> BackgroundResult {
    switch work {
    case .answerMap(let grid):
      let count = grid.alphas.count * grid.sides.count
      return .answerMap(AnswerMap(grid, answers: (0..<count).map { prediction($0 % 7 % 5) }))
    case .latencyMap(let grid):
      var map = LatencyMap(grid)
      map.latencies = grid.settings.map(latency)
      map.turnsDone = grid.turns
      return .latencyMap(map)
    case .ceilings(let subject):
      let level = Ceilings.Level(name: "L1", bytes: nil, bandwidth: 1e11)
      return .ceilings(Ceilings(subject: subject, peak: 5e10, levels: [level], roundsDone: 100))
    case .ceilingsAgain(var known, _):
      known.repeats = Ceilings.mostRepeats
      return .ceilings(known)
    case .probes: return .probes([])
    }
  }
}
