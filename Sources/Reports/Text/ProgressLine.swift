/// What a long command shows of itself while it works: one line.
public struct ProgressLine: Equatable, Sendable {
  public var title: String
  /// What is counted: "pictures".
  public var unit: String
  /// All there is to do.
  public var total: Int
  /// What was done before this run began; it tells nothing of the speed.
  public var before: Int

  public init(title: String, unit: String, total: Int, before: Int = 0) {
    self.title = title
    self.unit = unit
    self.total = total
    self.before = before
  }

  /// `evaluate ▕████▌     ▏ 45 %  4 500 of 10 000 pictures  812/s  0:07 left`: as much of it as
  /// fits, the bar takes what is left over.
  ///
  /// - Parameters:
  ///   - done: what is done by now, that of earlier runs included.
  ///   - seconds: since this run began.
  ///   - columns: cells that the line may take.
  /// - Returns: the line, without an end.
  public func text(done: Int, seconds: Double, columns: Int) -> String {
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
    let rate = seconds > 0 ? Double(done - before) / seconds : 0
    let percent = "\(Figure.fixed((share * 100).rounded(.down), decimals: 0)) %"
    let counts = "\(Figure.grouped(done)) of \(Figure.grouped(total)) \(unit)"
    var parts = [percent, counts]
    if rate > 0 {
      parts += ["\(Figure.significant(rate))/s"]
      parts += ["\(ProgressLine.clock(Double(total - done) / rate)) left"]
    }
    let words = parts.joined(separator: "  ")
    let room = columns - title.count - words.count - 4
    guard room >= 8 else {
      // Whole parts, the last ones left out first.
      let shorter = (1...parts.count).reversed().map { count in
        "\(title) \(parts.prefix(count).joined(separator: "  "))"
      }
      return fitting(shorter + [percent], columns)
    }
    let cells = min(room, 30)
    return "\(title) ▕\(Figure.bar(share, width: cells).left(cells))▏ \(words)"
  }

  /// `0:07`, `12:30`, `3:05:00`.
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return Figure.missing }
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let tail = twoDigits(whole % 60)
    return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(tail)" : "\(minutes):\(tail)"
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
