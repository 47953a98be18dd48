import Reports

extension Grading {
  /// One line a row, then how many are right.
  public var text: String {
    let right = rows.count(where: \.isRight)
    let sum = "\(right) of \(Figure.counted(rows.count, "row")) right"
    return (rows.map(\.text) + [sum]).joined(separator: "\n")
  }
}

extension Grading.Row {
  /// `block3.pw: multiply-adds 7.37 M, here 3 686 400: FLOPs: one multiply …`
  fileprivate var text: String {
    guard let findings else { return "\(name): no such layer in this network" }
    guard !findings.isEmpty else { return "\(name): right" }
    let figures = findings.map { "\($0.what) \($0.written), here \($0.right)" }
    let hasRiddle = findings.contains { $0.mistakes.isEmpty }
    let reasons = mistakes.map(\.sentence) + (hasRiddle ? ["no usual mistake gives this"] : [])
    return "\(name): \(figures.joined(separator: ", ")): \(reasons.joined(separator: "; "))"
  }
}
