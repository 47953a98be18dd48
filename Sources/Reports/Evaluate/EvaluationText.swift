import Measure

extension EvaluationResult {
  /// An evaluation for people: what was measured on what, then a line for each setting.
  public var text: String {
    var table = TextTable([
      ("α", .left), ("side", .right), ("top-1", .right), ("95 % interval", .right),
      ("top-5", .right), ("95 % interval", .right),
    ])
    for accuracy in accuracies {
      let shares = [
        Figure.percent(top1(accuracy)), Figure.range(top1Interval(accuracy)),
        Figure.percent(top5(accuracy)), Figure.range(top5Interval(accuracy)),
      ]
      table.add(
        ["\(accuracy.alpha)", "\(accuracy.side)"]
          + shares.map { hasAccuracy ? $0 : Figure.missing })
    }
    return ([heading(self), ""] + table.lines).joined(separator: "\n")
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
  return """
    accuracy of \(visible(result.weights.name)) on \(visible(result.dataset))
    \(counts.joined(separator: ", "))
    """
}
