import Explorer
import Lessons
import Measure
import MobileNet
import Reports
import Weights

/// What has changed between two states, in sentences: for those who hear the explorer instead of seeing it, and
/// for terminals on which nothing can be drawn.
public struct Narration {
  @Shared private var before: State?
  @Shared private var state: State

  /// - Parameters:
  ///   - before: what was told last; nil for nothing yet.
  ///   - state: what is to be told.
  public init(from before: State?, to state: State) {
    (self.before, self.state) = (before?.shown, state.shown)
  }

  /// Whether the figures that a sentence would tell are there: of this setting, from enough runs.
  public var isReady: Bool {
    let figures = state.figures
    if figures.current.failure != nil { return true }
    guard let latency = figures.latency, !latency.isStale, !latency.value.isProvisional else {
      return false
    }
    if state.choice.pinned != nil, figures.current.pinned == nil { return false }
    let isAnswered =
      state.view.hidesAnswers || figures.predictionsAvailability != .available
      || !figures.current.predictions.isEmpty
    return isAnswered && isPaneReady
  }

  /// Of what is opened: the answers over the plane, the ceilings under the roofline, the maps.
  private var isPaneReady: Bool {
    switch state.view.lower {
    case .plane where ShownPlane(state).content == .answers:
      state.view.hidesAnswers || ShownPlane(state).grid == nil
        || ShownPlane(state).answers?.isComplete == true
    case .maps: ShownMaps(state).inside.map { !$0.isStale } ?? false
    case .roofline: ShownRoofline(state).ceilings.peak != nil
    default: true
    }
  }

  /// Whether something is to be told though no key was pressed: a message, a step of a lesson or of the tour.
  public var hasNews: Bool {
    state.view.message != before?.view.message && state.view.message != nil
      || strip(of: state) != before.flatMap(strip)
  }

  /// One sentence for a change, or the lines of a list that was asked for; never empty.
  public var lines: [String] {
    let told = message + (covering ?? entered ?? stripChange ?? changes)
    return told.isEmpty ? ["nothing changes"] : told
  }

  private var message: [String] {
    state.view.message == before?.view.message ? [] : [state.view.message].compactMap(\.self)
  }

  // MARK: What covers the panes, what has been entered

  /// Nil where nothing does, and nothing did.
  private var covering: [String]? {
    guard let overlay = state.view.overlay else {
      return before?.view.overlay == nil ? nil : ["closed"] + changesBehind
    }
    let isNew = before?.view.overlay != overlay
    switch overlay {
    case .command: return isNew ? [RecreatingCommand(state).text] : []
    case .help:
      let lines =
        Help(state).bindings.map { "\($0.shown): \($0.sentence)" } + Help.notes
      return isNew ? lines : chosen(in: lines)
    case .export:
      return (isNew ? ["what to write, Enter writes it"] : [])
        + chosen(in: ExportMenu(state).exports.map(\.sentence))
    case .lessons:
      return (isNew ? ["lessons, Enter begins one"] : [])
        + chosen(in: state.lesson.lessons.map { "\($0.title), about \($0.minutes) minutes" })
    }
  }

  private func chosen(in lines: [String]) -> [String] {
    lines.indices.contains(state.view.overlayPlace) ? [lines[state.view.overlayPlace]] : []
  }

  /// An explanation, a budget that is typed.
  private var entered: [String]? {
    if state.view.explained != nil {
      guard let place = ExplainedFigures(state).current,
        let explanation = Explanation(place.figure, in: state)
      else { return ["there is no figure to explain"] }
      let name = "\(explanation.name), \(explanation.provenance.rawValue)"
      return [([name] + ExplanationPane.lines(explanation, place.figure)).joined(separator: "; ")]
    }
    if let budget = state.frontier.budget {
      return [budget.isEmpty ? "type a budget, then Enter" : budget]
    }
    return nil
  }

  // MARK: A lesson, the tour

  private var stripChange: [String]? {
    let now = strip(of: state)
    return now == before.flatMap(strip) ? nil : now ?? ["the lesson is left"] + changesBehind
  }

  private func strip(of state: State) -> [String]? {
    if let lesson = ShownLesson(state) {
      let page = lesson.pages.count > 1 ? ", page \(lesson.page + 1) of \(lesson.pages.count)" : ""
      let title =
        "step \(lesson.number) of \(lesson.lesson.steps.count)\(page): \(lesson.step.title)"
      return [title] + lesson.pages[lesson.page].map(\.spoken)
    }
    return state.lesson.tour.map { [$0.sentence(state)] }
  }

  // MARK: The network, and what is looked at

  private var changes: [String] {
    guard let before else { return [opening] }
    return network(since: before) ?? layer(since: before) ?? pane(since: before) ?? []
  }

  /// Behind what was closed something may have been chosen.
  private var changesBehind: [String] {
    before.flatMap { network(since: $0) ?? layer(since: $0) ?? pane(since: $0) } ?? []
  }

  private var opening: String {
    let setting = state.choice.setting
    let picture = state.view.hidesAnswers ? "a picture" : state.pictureEntry.name
    return "\(picture) on \(state.family.name), \(setting.variant), α \(setting.alpha), "
      + "\(side(setting)): \(figures(since: nil)); ? lists the keys, q leaves"
  }

  /// The dials that were moved, then what follows from them.
  private func network(since before: State) -> [String]? {
    let dials = dials(since: before)
    if dials.isEmpty { return nil }
    let isOther = before.figures.generation != state.figures.generation
    return [dials.joined(separator: ", ") + (isOther ? ": \(figures(since: before))" : "")]
  }

  private func dials(since before: State) -> [String] {
    let (old, new) = (before.choice, state.choice)
    var dials: [String] = []
    if old.picture != new.picture { dials.append("picture \(state.pictureEntry.name)") }
    if old.weights != new.weights { dials.append("weights \(state.family.name)") }
    if old.setting.variant != new.setting.variant { dials.append("\(new.setting.variant)") }
    if old.setting.baseSide != new.setting.baseSide {
      dials.append("base side \(new.setting.baseSide)")
    }
    if old.setting.alpha != new.setting.alpha { dials.append("α \(new.setting.alpha)") }
    if (old.setting.side, old.setting.baseSide) != (new.setting.side, new.setting.baseSide) {
      dials.append(side(new.setting))
    }
    if old.precision != new.precision { dials.append("\(new.precision)") }
    if old.threads != new.threads { dials.append(Figure.counted(new.threads, "thread")) }
    if old.isPaused != new.isPaused { dials.append(new.isPaused ? "paused" : "measuring") }
    if old.pinned != new.pinned { dials.append(new.pinned == nil ? "unpinned" : "pinned") }
    return dials
  }

  private func side(_ setting: Setting) -> String {
    "ρ \(Figure.rho(setting.rho)), side \(setting.side) of \(setting.baseSide)"
  }

  /// A figure, and the words that follow it.
  private typealias Told = (figure: String, words: String)

  /// The answer, the time, the work, the parameters; with what they were where they differ.
  private func figures(since before: State?) -> String {
    [answer, latency, work, parameters].compactMap { tell -> String? in
      guard let now = tell(state) else { return nil }
      let was = before.flatMap(tell).flatMap {
        $0.figure == now.figure ? nil : " (was \($0.figure))"
      }
      return now.figure + now.words + (was ?? "")
    }.joined(separator: ", ")
  }

  private func answer(_ state: State) -> Told? {
    if state.view.hidesAnswers { return ("the answer is hidden", "") }
    if case .unavailable(let reason) = state.figures.predictionsAvailability { return (reason, "") }
    guard let row = state.figures.predictionRows.first, !row.isStale else { return nil }
    let share = Figure.percent(row.prediction.probability)
    let right = state.figures.truth == nil ? "" : row.isRight ? ", right" : ", wrong"
    return ("\(firstSynonym(row.prediction.label)) \(share)", right)
  }

  private func latency(_ state: State) -> Told? {
    guard let latency = state.figures.latency, !latency.isStale else { return nil }
    let mark = latency.value.isProvisional ? "~" : ""
    return (mark + Figure.milliseconds(latency.value.median), "")
  }

  private func work(_ state: State) -> Told? {
    (Figure.count(Double(state.figures.architecture.multiplyAdds)), " multiply-adds")
  }

  private func parameters(_ state: State) -> Told? {
    (Figure.count(Double(state.figures.architecture.parameters)), " parameters")
  }

  private func layer(since before: State) -> [String]? {
    let isOther =
      (before.view.selectedLayer, before.view.layerOrder)
      != (state.view.selectedLayer, state.view.layerOrder)
    guard isOther, state.view.lower == .layers else { return nil }
    let sorted =
      before.view.layerOrder == state.view.layerOrder
      ? "" : "by \(state.view.layerOrder.title): "
    return [sorted + selectedLayer]
  }

  /// `block3.dw: depthwise 3×3, stride 1; out 20×20×96, 864 parameters, …`.
  private var selectedLayer: String {
    let row = state.figures.layerRows[state.view.selectedLayer]
    let (layer, output) = (row.layer, row.layer.output)
    var facts = [
      "out \(output.height)×\(output.width)×\(output.channels)",
      "\(Figure.grouped(layer.parameters)) parameters",
      "\(Figure.count(Double(layer.multiplyAdds))) multiply-adds",
      "\(Figure.percent(row.workShare)) of the work",
    ]
    if let latency = row.latency { facts.append(Figure.milliseconds(latency.value.median)) }
    if let share = row.share { facts.append("\(Figure.percent(share.value)) of the time") }
    let sees = "sees \(layer.field.side)×\(layer.field.side) pixels"
    return "\(LayerDetails(state).title); \(facts.joined(separator: ", ")); \(sees)"
  }

  /// What the focused or the opened pane tells, where that is something else than before.
  private func pane(since before: State) -> [String]? {
    if before.view.activation != state.view.activation
      || before.view.showsDetail != state.view.showsDetail
    {
      return ["\(drawing(of: .picture, state).panel().title)"]
    }
    if before.view.hidesAnswers != state.view.hidesAnswers {
      return [
        state.view.hidesAnswers
          ? "answers are hidden" : "answers are told again: \(figures(since: nil))"
      ]
    }
    let (old, new) = (spoken(before), spoken(state))
    if old != new { return new }
    if before.view.usesMouse != state.view.usesMouse {
      return [state.view.usesMouse ? "the mouse is the explorer's" : "the mouse is the terminal's"]
    }
    return nil
  }

  private func spoken(_ state: State) -> [String] {
    let pane = state.view.focused
    if pane == .layers { return ["layers: \(Narration(from: nil, to: state).selectedLayer)"] }
    let drawing = drawing(of: pane, state)
    // What explains marks, or is a scale, says nothing without the drawing.
    let lines = drawing.spoken.filter { line in
      line.contains(where: \.isLetter) && !line.unicodeScalars.contains(where: Canvas.isDrawing)
    }
    let name = "\(drawing.panel().title)"
    return [name] + lines.filter { $0 != name }
  }

  private func drawing(of pane: Pane, _ state: State) -> any PaneDrawing {
    pane.drawing.init(
      place: PanePlace(
        state: state, theme: Theme(Appearance()), columns: Self.columns, rows: 40))
  }

  /// So wide that every sentence has room in its longest wording.
  private static let columns = 400
}

extension ShownLesson.Line {
  fileprivate var spoken: String {
    switch self {
    case .text(let spans): spans.map(\.text).joined()
    case .prompt(let text): text
    case .options(let options, let chosen):
      options.enumerated().map { $0 == chosen ? "chosen: \($1)" : $1 }.joined(separator: "; ")
    case .number(let typed, let unit):
      typed.map { $0.isEmpty ? "type a number, then Enter" : "\($0) \(unit)" }
        ?? ": types a number\(unit.isEmpty ? "" : ", in \(unit)")"
    case .condition(let text, let holds, let present):
      "\(holds == true ? "done" : "to do"): \(text), now \(present ?? "not known")"
    case .verdict(let text, _), .waiting(let text): text
    }
  }
}

extension Canvas {
  /// The rows that hold words or numbers, without bars, lines and pictures, their parts set apart by commas.
  var spoken: [String] {
    (0..<rows).compactMap { row in
      let scalars = (0..<columns).map { self[$0, row].scalar }
        .map { Self.isDrawing($0) ? " " : $0 }.filter { $0 != Cell.secondHalf }
      let parts = String(String.UnicodeScalarView(scalars)).split(separator: "  ")
        .map { $0.drop { $0 == " " } }.filter { $0.contains { $0.isLetter || $0.isNumber } }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }

  /// Lines, blocks, shades, dots of Braille, geometric marks.
  static func isDrawing(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x25FF).contains(scalar.value) || DotGrid.patterns.contains(scalar.value)
  }
}
