import Explorer
import Measure
import MobileNet

/// What the map shows of each setting's answer for the present picture: how sure it is where the
/// answer is that of α = ρ = 1, a letter for the other class where it has flipped.
struct AnswersMap {
  let state: State
  let theme: Theme
  let plane: AnswerMap.Plan
  /// The classes that are answered, with the number of settings: that of α = ρ = 1 first, then those
  /// answered most often.
  private let classes: [(answer: Prediction, count: Int)]

  init(state: State, theme: Theme, plane: AnswerMap.Plan) {
    self.state = state
    self.theme = theme
    self.plane = plane
    let answers = state.answers?.answers.compactMap(\.self) ?? []
    let reference = state.answers?.reference?.index
    let counted = Dictionary(grouping: answers, by: \.index).values.map { ($0[0], $0.count) }
    classes = counted.sorted { one, other in
      let (isOne, isOther) = (one.0.index == reference, other.0.index == reference)
      if isOne != isOther { return isOne }
      return (-one.1, one.0.index) < (-other.1, other.0.index)
    }
  }

  func cell(_ alpha: Int, _ side: Int) -> PlaneCell {
    guard let answer = state.answers?[alpha: alpha, side: side] else {
      return PlaneCell(texts: ["·"], style: theme.style(.faint))
    }
    let number = number(of: answer)
    let sure = Figure.wholePercent(answer.probability)
    let letter = letter(number)
    let texts = number == 0 ? [sure, "="] : ["\(letter)\(sure)", letter]
    return PlaneCell(texts: texts, style: theme.category(number))
  }

  private func number(of answer: Prediction) -> Int {
    classes.firstIndex { $0.answer.index == answer.index } ?? 0
  }

  private func letter(_ number: Int) -> String {
    number < 26 ? String(Character(Unicode.Scalar(UInt8(65 + number)))) : "*"
  }

  func lines(columns: Int) -> [PlaneLine] {
    guard let map = state.answers, map.reference != nil else {
      return [PlaneLine([("… asking the network at every setting", theme.style(.faint))])]
    }
    return legend(columns: columns) + [narrowing(map), shrinking(map)].compactMap(\.self)
      + [otherWeights ?? key]
  }

  /// The letters' classes with their numbers of settings, as many as fit on two lines.
  private func legend(columns: Int) -> [PlaneLine] {
    var lines: [[PlaneLine.Piece]] = [[]]
    var room = columns
    for (number, (answer, count)) in classes.enumerated() {
      let all = number == 0 ? " of \(plane.alphas.count * plane.sides.count)" : ""
      let name = "\(label(answer)) \(count)\(all)"
      let width = letter(number).cellCount + 1 + name.cellCount
      if width > room {
        guard lines.count < 2 else { break }
        lines.append([])
        room = columns
      }
      let style = number == 0 ? theme.style(.strong) : theme.category(number)
      lines[lines.count - 1] += [
        (letter(number), style), (" \(name)   ", theme.style(.plain)),
      ]
      room -= width + 3
    }
    return lines.map { PlaneLine($0) }
  }

  private func narrowing(_ map: AnswerMap) -> PlaneLine? {
    let place = state.nearest(in: plane)
    return map.walk(atSide: place.side).map { walk in
      line(walk, along: "side \(plane.sides[place.side])", verb: "narrower") {
        "α \(plane.alphas[$0])"
      }
    }
  }

  private func shrinking(_ map: AnswerMap) -> PlaneLine? {
    let place = state.nearest(in: plane)
    return map.walk(atAlpha: place.alpha).map { walk in
      line(walk, along: "α \(plane.alphas[place.alpha])", verb: "smaller") {
        "side \(plane.sides[$0])"
      }
    }
  }

  /// "narrower at side 64: holds to α 0.45 (31 % sure), then B tabby"
  private func line(
    _ walk: AnswerMap.Walk, along: String, verb: String, _ name: (Int) -> String
  ) -> PlaneLine {
    let head: PlaneLine.Piece = ("\(verb) at \(along): ", theme.style(.faint))
    let plain = theme.style(.plain)
    guard let held = walk.held else {
      let first = walk.broke.map { spelled($0.answer) } ?? ""
      return PlaneLine([head, ("\(first) from the beginning", plain)])
    }
    let sure = "(\(Figure.percent(held.answer.probability)) sure)"
    guard let broke = walk.broke else {
      return PlaneLine([head, ("holds to the end, \(name(held.place)) \(sure)", plain)])
    }
    let holds = "holds to \(name(held.place)) \(sure)"
    let then = spelled(broke.answer)
    return PlaneLine(
      [head, ("\(holds), at \(name(broke.place)) \(then)", plain)],
      [head, ("\(holds), then \(letter(number(of: broke.answer)))", plain)],
      [(holds, plain)])
  }

  private var key: PlaneLine {
    let style = theme.style(.faint)
    return PlaneLine(
      [("figures: how sure, in %; a letter where the answer has flipped", style)],
      [("how sure, in %; letter: flipped", style)])
  }

  private var otherWeights: PlaneLine? {
    guard state.accuracy == .ofOtherWeights else { return nil }
    return PlaneLine([("accuracy was measured on other weights: not shown", theme.style(.faint))])
  }

  private func spelled(_ answer: Prediction) -> String {
    "\(letter(number(of: answer))) \(label(answer))"
  }

  /// The first of the synonyms.
  private func label(_ prediction: Prediction) -> String {
    let first = prediction.label.prefix { $0 != "," }
    return first.isEmpty ? "class \(prediction.index)" : visible(first).clipped(to: 20)
  }
}
