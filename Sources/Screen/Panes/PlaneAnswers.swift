import Explorer
import Measure
import MobileNet
import Reports

/// What the map shows of each setting's answer for the present picture: how sure it is where the
/// answer is the wanted one, a letter for the class where it is another.
///
/// Wanted is the right answer, where it is known what the picture shows; else that of α = ρ = 1.
struct PlaneAnswers {
  @Shared var state: State
  let theme: Theme
  let plane: AnswerMap.Grid
  /// The classes that are answered, with the number of settings: the wanted one first, then those
  /// answered most often.
  private let classes: [Answered]

  private struct Answered {
    let index: Int
    let label: String
    let count: Int
  }

  init(state: State, theme: Theme, plane: AnswerMap.Grid) {
    self.state = state
    self.theme = theme
    self.plane = plane
    let answers = ShownPlane(state).answers?.answers.compactMap(\.self) ?? []
    let counts = Dictionary(grouping: answers, by: \.index).values.map {
      Answered(index: $0[0].index, label: $0[0].label, count: $0.count)
    }
    let reference = ShownPlane(state).answers?.reference
    let wanted =
      state.figures.truth.map { ($0.index, $0.label) } ?? reference.map { ($0.index, $0.label) }
    let first = wanted.map { index, label in
      Answered(index: index, label: label, count: counts.first { $0.index == index }?.count ?? 0)
    }
    let others = counts.filter { $0.index != first?.index }
    classes =
      [first].compactMap(\.self) + others.sorted { (-$0.count, $0.index) < (-$1.count, $1.index) }
  }

  private var isTruthKnown: Bool { state.figures.truth != nil }

  func cell(_ alpha: Int, _ side: Int) -> PlaneCell {
    guard let answer = ShownPlane(state).answers?[alpha: alpha, side: side] else {
      return PlaneCell(texts: ["·"], field: .probability, style: theme.style(.faint))
    }
    let number = number(of: answer)
    let sure = Figure.wholePercent(answer.probability)
    let letter = letter(number)
    let wanted = isTruthKnown ? ["✓\(sure)", sure, "✓"] : [sure, "="]
    let texts = number == 0 ? wanted : ["\(letter)\(sure)", letter]
    return PlaneCell(texts: texts, field: .probability, style: theme.category(number))
  }

  private func number(of answer: Prediction) -> Int {
    classes.firstIndex { $0.index == answer.index } ?? 0
  }

  /// The right answer has a mark, the others letters.
  private func letter(_ number: Int) -> String {
    if isTruthKnown, number == 0 { return "✓" }
    let place = isTruthKnown ? number - 1 : number
    return place < 26 ? String(Character(Unicode.Scalar(UInt8(65 + place)))) : "*"
  }

  /// What stands below the map, where there is room for so many rows.
  func lines(columns: Int, rows: Int) -> [PlaneLine] {
    guard let map = ShownPlane(state).answers, map.reference != nil else {
      let text: Words =
        state.view.hidesAnswers
        ? Words(State.hiddenAnswers) : "… asking the network at every setting"
      return [PlaneLine([(text, theme.style(.faint))])]
    }
    let rest = [narrowing(map), shrinking(map), otherWeights ?? key].compactMap(\.self)
    return legend(columns: columns, rows: max(1, rows - rest.count)) + rest
  }

  /// The letters' classes with their numbers of settings: as many as there is room for, and how many
  /// more there are.
  private func legend(columns: Int, rows: Int) -> [PlaneLine] {
    let entries = classes.indices.map(entry)
    for count in (0...entries.count).reversed() {
      let rest = entries.count - count
      let more: [[PlaneLine.Piece]] =
        rest == 0 ? [] : [[("+ \(rest) more" as Words, theme.style(.faint))]]
      let lines = broken(entries.prefix(count) + more, columns: columns)
      if lines.count <= rows { return lines.map { PlaneLine($0) } }
    }
    return []
  }

  private func entry(_ number: Int) -> [PlaneLine.Piece] {
    let answered = classes[number]
    let all = number == 0 ? " of \(plane.alphas.count * plane.sides.count)" : ""
    let style = number == 0 ? theme.style(.strong) : theme.category(number)
    let name = label(answered.label, answered.index)
    let count = Words("\(answered.count)", .answered(answered.index))
    return [(Words(letter(number)), style), (" \(name) \(count)\(all)", theme.style(.plain))]
  }

  /// Entries side by side, on as many lines as they take.
  private func broken(
    _ entries: some Sequence<[PlaneLine.Piece]>, columns: Int
  ) -> [[PlaneLine.Piece]] {
    let gap: PlaneLine.Piece = ("   ", theme.style(.plain))
    let cells = { (pieces: [PlaneLine.Piece]) in pieces.reduce(0) { $0 + $1.words.cellCount } }
    return entries.reduce(into: []) { lines, entry in
      if let last = lines.last, cells(last) + 3 + cells(entry) <= columns {
        lines[lines.count - 1] += [gap] + entry
      } else {
        lines.append(entry)
      }
    }
  }

  private func narrowing(_ map: AnswerMap) -> PlaneLine? {
    let place = plane.nearest(to: state.choice.setting)
    return map.runs(atSide: place.side).map { runs in
      sentence(runs, at: "side \(plane.sides[place.side])", along: "α") { "\(plane.alphas[$0])" }
    }
  }

  private func shrinking(_ map: AnswerMap) -> PlaneLine? {
    let place = plane.nearest(to: state.choice.setting)
    return map.runs(atAlpha: place.alpha).map { runs in
      sentence(runs, at: "α \(plane.alphas[place.alpha])", along: "side") { "\(plane.sides[$0])" }
    }
  }

  private func sentence(
    _ runs: [AnswerMap.Run], at place: String, along dial: String, name: (Int) -> String
  ) -> PlaneLine {
    let steps = runs.map { run in
      FlipSentence.Step(
        label: label(run.answer.label, run.answer.index),
        isWanted: run.answer.index == classes.first?.index,
        first: "\(dial) \(name(run.places.upperBound))",
        last: "\(dial) \(name(run.places.lowerBound))", isOne: run.places.count == 1)
    }
    let wanted = classes.first.map { label($0.label, $0.index) } ?? ""
    let sentence = FlipSentence(place: place, dial: dial, wanted: wanted, steps: steps)
    return PlaneLine(sentence.wordings.map { [(Words($0), theme.style(.plain))] })
  }

  private var key: PlaneLine {
    let wordings =
      isTruthKnown
      ? ["figures: how sure, in %; ✓ right, a letter where it is wrong", "in %; ✓ right"]
      : [
        "figures: how sure, in %; a letter where the answer is not that of α = ρ = 1",
        "how sure, in %; letter: another answer",
      ]
    return PlaneLine(wordings.map { [(Words($0), theme.style(.faint))] })
  }

  private var otherWeights: PlaneLine? {
    guard state.accuracy == .ofOtherWeights else { return nil }
    return PlaneLine([("accuracy was measured on other weights: not shown", theme.style(.faint))])
  }

  private func label(_ label: String, _ index: Int) -> String {
    shortLabel(label, index: index).clipped(to: 20)
  }
}
