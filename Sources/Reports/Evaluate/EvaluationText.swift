import Engine
import Measure

extension EvaluationResult {
  /// An evaluation for people: what was measured on what, then a line for each setting.
  public var text: String {
    let columns: [(String, TextTable.Alignment)] = [
      ("α", .left), ("side", .right), ("top-1", .right), ("95 % interval", .right),
      ("top-5", .right), ("95 % interval", .right),
    ]
    let compared = precision == .float32 ? [] : [("as float32", TextTable.Alignment.right)]
    var table = TextTable(
      columns + compared + (boxes == nil ? [] : [("pointing", .right), ("95 % interval", .right)]))
    for accuracy in accuracies {
      let shares = [
        Figure.percent(top1(accuracy)), Figure.range(top1Interval(accuracy)),
        Figure.percent(top5(accuracy)), Figure.range(top5Interval(accuracy)),
      ]
      table.add(
        ["\(accuracy.alpha)", "\(accuracy.side)"]
          + shares.map { hasAccuracy ? $0 : Figure.missing } + agreementCells(accuracy)
          + pointingCells(accuracy))
    }
    return ([heading(self), ""] + table.lines + pointingNote).joined(separator: "\n")
  }
}

extension EvaluationResult {
  /// How often float32 answers the same; none where that was measured itself.
  fileprivate func agreementCells(_ accuracy: Accuracy) -> [String] {
    guard precision != .float32 else { return [] }
    return [agreement(accuracy).map { Figure.percent($0) } ?? Figure.missing]
  }

  fileprivate func pointingCells(_ accuracy: Accuracy) -> [String] {
    guard boxes != nil else { return [] }
    guard let pointing = pointing(accuracy) else { return [Figure.missing, Figure.missing] }
    return [Figure.percent(pointing), Figure.range(pointingInterval(accuracy))]
  }

  /// What pointing means, below the table.
  fileprivate var pointingNote: [String] {
    guard boxes != nil else { return [] }
    let middle = pointingAtMiddle.map {
      "; the middle of the picture lies in it on \(Figure.percent($0))"
    }
    return [
      "",
      "pointing: of \(Figure.counted(boxed, "picture")) with a box, those on which the class activation of the",
      "right class is largest inside it (the pointing game of arXiv:1608.00507, without tolerance)"
        + (middle ?? ""),
    ]
  }
}

private func heading(_ result: EvaluationResult) -> String {
  var counts = [Figure.counted(result.pictures, "picture")]
  if result.damaged > 0 { counts.append("\(Figure.grouped(result.damaged)) damaged") }
  if result.leftOut > 0 {
    counts.append("\(Figure.grouped(result.leftOut)) left out")
  }
  if !result.isComplete {
    counts.append("\(Figure.grouped(result.planned - result.seen)) still to be measured")
  }
  if result.shardCount > result.shards.count {
    let parts = result.shards.map(String.init).joined(separator: ", ")
    counts.append("part \(parts) of \(result.shardCount)")
  }
  if result.precision != .float32 { counts.append("\(result.precision)") }
  return """
    accuracy of \(visible(result.weights.name)) on \(visible(result.dataset))
    \(counts.joined(separator: ", "))
    """
}
