import Engine
import Explorer
import Measure
import MobileNet
import Reports
import Weights

/// The best five classes, or twenty where there is room: how sure the network is, and what has changed since the setting before.
///
///     ┬ predictions ─────────────────────────── p change rank ┐
///     │  1 Egyptian cat       ██████▊      61.4 %   −8.2    = │
///     │  2 tabby              █▏           10.2 %   +3.8   ▴1 │
///     │  3 cougar             ▌             4.9 %   −2.2   ▾1 │
///     │  4 window screen      ▎             2.1 %    new   ▴2 │
///     │  5 lynx               ▎             1.8 %   −0.2   ▾1 │
///     │ top-1 32.7 %, 31.8–33.6 % of 10 000 pictures          │
///
/// In int8 the last line also tells how often float32 answers the same.
struct PredictionsPane: PaneDrawing {
  let place: PanePlace

  private enum Field: Hashable, Sendable {
    case rank, label, bar, probability, pinned, change, moved
  }

  func panel() -> Panel {
    var canvas = Canvas(columns: columns, rows: rows)
    switch state.figures.predictionsAvailability {
    case .unavailable(let reason):
      drawLines("\(Figure.missing) \(visible(reason))", on: &canvas)
      return Panel(title: "predictions", inside: canvas)
    case .available: break
    }
    let answers = state.figures.predictionRows
    if answers.isEmpty {
      drawLines(
        state.view.hidesAnswers ? State.hiddenAnswers : "… the first run has not finished",
        on: &canvas)
    }
    let table = self.table
    let shown = answers.prefix(rows > 6 ? rows : 5)
    for (row, answer) in shown.prefix(rows).enumerated() {
      draw(answer, table, row, on: &canvas)
    }
    let end = max(5, shown.count)
    if rows > end { canvas.write(accuracy, at: 1, end, theme.style(.faint)) }
    let (names, best) = (end + 2, answers.prefix(5))
    if rows > names + best.count { drawNames(best, from: names, on: &canvas) }
    let weights = names + best.count + 1
    if rows > weights + 4 { drawWeights(from: weights, on: &canvas) }
    return Panel(
      title: title(table), headings: table.headings, note: rows > 5 && rows <= end ? accuracy : nil,
      inside: canvas)
  }

  /// Below the answers: how often this setting is right at all.
  private var accuracy: Words {
    let wordings: [Words]
    switch state.accuracy {
    case .known(let accuracy):
      let grounds = accuracy.grounds(pictures: state.accuracySurface?.pictures ?? 0)
      let plain =
        (["top-1 of this setting", "top-1"].map { "\($0) \(accuracy.top1Text), \(grounds[0])" }
        + grounds.dropFirst().map { "top-1 \(accuracy.top1Text), \($0)" })
        .map { accuracy.named(Words($0)) }
      let agreement = state.agreement.map {
        Words("\(Figure.percent($0)) as float32").naming(Figure.percent($0), .agreement)
      }
      wordings = (agreement.map { agreement in plain.map { "\($0); \(agreement)" } } ?? []) + plain
    case .outside(let sides):
      wordings = ["top-1 \(Figure.missing), measured only at \(sides)", "only at \(sides)"]
    case .ofOtherWeights:
      wordings = [
        "top-1 \(Figure.missing), accuracy was measured on other weights", "other weights",
      ]
    case nil: wordings = published.map { Words(theme.spelled($0)) } + unchecked
    }
    return fitting(wordings, columns - 4)
  }

  /// Where the pane fills the screen: the classes with all their names.
  private func drawNames(
    _ answers: some Sequence<PredictionRow>, from start: Int, on canvas: inout Canvas
  ) {
    for (place, answer) in answers.enumerated() {
      let prediction = answer.prediction
      let id = prediction.id.isEmpty ? "class \(prediction.index)" : visible(prediction.id)
      let text = "\(answer.rank) \(id)  \(visible(prediction.label))"
      canvas.write(
        text.clipped(to: columns - 3), at: 2, start + place,
        theme.style(answer.isStale ? .stale : .faint))
    }
  }

  /// And what answers: the weights, and what was published for this configuration.
  private func drawWeights(from start: Int, on canvas: inout Canvas) {
    guard let weights = state.figures.answeringWeights else { return }
    let trained = weights.isSingleWidth ? "α \(weights.widths.upperBound), " : ""
    var facts = [
      "weights \(visible(weights.name)): \(trained)side \(weights.baseSide), "
        + weights.format.rawValue,
      visible(weights.origin),
    ]
    if let published = state.figures.publishedAccuracy {
      facts.append(
        "published for this configuration: \(Figure.accuracy(published)) on ImageNet "
          + "(\(published.source.rawValue))")
    }
    let lines = facts.flatMap { fact in
      Words(theme.spelled(fact)).wrapped(to: columns - 3).map { ($0, theme.style(.faint)) }
    }
    canvas.write(lines: lines, at: 2, from: start)
  }

  /// Where the weights' accuracy is known, but not as they are quantised here.
  private var unchecked: [Words] {
    let precision = state.choice.precision
    guard precision != precision.arithmetic, state.hasAccuracyInFloat32 else { return [] }
    return ["top-1 \(Figure.missing), unchecked \(precision.place)", "unchecked"]
  }

  /// Where nobody has measured the accuracy of these weights: what was published for this
  /// configuration, or that they were trained for another side, which costs accuracy.
  private var published: [String] {
    guard let weights = state.figures.answeringWeights, weights.isSingleWidth else { return [] }
    guard let published = state.figures.publishedAccuracy else {
      return weights.baseSide == state.choice.setting.side
        ? []
        : [
          "these weights were trained at side \(weights.baseSide); [ ] lead there",
          "trained at side \(weights.baseSide)",
        ]
    }
    let accuracy = Figure.accuracy(published)
    return [
      "published \(accuracy) (\(published.source.rawValue))",
      "published \(accuracy) (Google's figures)", "published \(accuracy) (Google)",
    ]
  }

  /// What has no line of its own below the answers stands beside the pane's name.
  private func title(_ table: Table<Field>) -> Words {
    let name = "predictions"
    // The headings of the last columns stay.
    let room = (table.headings.dropFirst().first?.column ?? columns) - 3
    let facts = right + (rows <= 5 ? published : [])
    return Words(fitting(facts.map { theme.spelled("\(name) · \($0)") } + [name], room))
  }

  /// Where the right answer is not among those shown: what it is, and how far down it stands.
  private var right: [String] {
    guard let truth = state.figures.truth, let rank = state.figures.rightRank, rank > 5,
      state.figures.predictionsAvailability == .available
    else { return [] }
    let label = firstSynonym(truth.label).clipped(to: 24)
    return ["✓ \(label), rank \(rank)", "✓ rank \(rank)"]
  }

  private func drawLines(_ text: String, on canvas: inout Canvas) {
    let lines = Words(text).wrapped(to: columns - 2).map { ($0, theme.style(.faint)) }
    canvas.write(lines: lines, at: 1, from: 0)
  }

  private var table: Table<Field> {
    let isPinned = state.choice.pinned != nil
    return Table(
      [
        Column(.rank, "", width: 2),
        Column(.label, "", width: 12, upTo: labelWidth, .left),
        Column(.bar, "", width: 6, upTo: 40, .left),
        Column(.probability, "p", width: 7),
        Column(.pinned, "pinned", width: 7),
        // Points of a percent and places, at most "−100.0" and "▾999".
        Column(.change, "change", width: 6),
        Column(.moved, "rank", width: 4),
      ],
      priority: [.label, .probability] + (isPinned ? [.pinned] : [])
        + [.rank, .moved, .change, .bar], width: columns)
  }

  /// The longest label, but never so wide that the bars lose what they need.
  private var labelWidth: Int {
    columns >= 100 ? 36 : columns >= 70 ? 22 : 18
  }

  private func draw(
    _ answer: PredictionRow, _ table: Table<Field>, _ row: Int, on canvas: inout Canvas
  ) {
    let style = theme.figure(isStale: answer.isStale)
    let probability = answer.prediction.probability
    table.write(
      (answer.isRight ? "✓" : "") + "\(answer.rank)", right: .rank, on: &canvas, row, style)
    table.write(
      shortLabel(answer.prediction.label, index: answer.prediction.index), left: .label,
      on: &canvas, row, style)
    table.write(
      theme.bar(probability, width: table.width(.bar)), left: .bar, on: &canvas, row,
      theme.style(answer.isStale ? .staleBar : .bar))
    table.write(
      Figure.percent(probability), right: .probability, on: &canvas, row, style,
      .prediction(rank: answer.rank, .probability))
    if state.choice.pinned != nil {
      let other = answer.pinnedProbability.map(Figure.percent) ?? Figure.missing
      table.write(
        other, right: .pinned, on: &canvas, row, theme.style(.plain),
        .prediction(rank: answer.rank, .pinned))
    }
    guard let (mark, role) = answer.rankChange.map(spelled) else { return }
    // A class that was not among the best five before has no figure to compare with.
    let change = answer.probabilityChange.map(Figure.points) ?? "new"
    table.write(
      change, right: .change, on: &canvas, row, theme.style(.plain),
      .prediction(rank: answer.rank, .change))
    table.write(
      mark, right: .moved, on: &canvas, row, theme.style(role),
      .prediction(rank: answer.rank, .moved))
  }

  private func spelled(_ change: RankChange) -> (String, Role) {
    switch change {
    case .same: ("=", .plain)
    case .up(let places): ("▴\(places)", .rise)
    case .down(let places): ("▾\(places)", .fall)
    case .new: (Figure.missing, .plain)
    }
  }
}
