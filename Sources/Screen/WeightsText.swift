import Measure
import MobileNet
import Weights

/// A list of weights for people: a line for each.
public func weightsText(_ summaries: [WeightSummary]) -> String {
  let rows =
    [["name", "α", "side", "classes", "format"]]
    + summaries.map { summary in
      [
        visible(summary.name), widths(summary), "\(summary.baseSide)", "\(summary.classes)",
        summary.format.rawValue,
      ]
    }
  let columns = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    let cells = zip(row, columns).map { cell, width in
      cell + String(repeating: " ", count: width - cell.count)
    }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }.joined(separator: "\n")
}

/// One file's weights for people: a line for each fact.
public func weightsText(_ summary: WeightSummary) -> String {
  var facts = [
    ("name", visible(summary.name)),
    ("file", visible(summary.origin)),
    ("format", summary.format.rawValue),
    ("network", "MobileNet v1, \(summary.variant.rawValue), padding \(summary.padding.rawValue)"),
    ("α", widths(summary)),
    ("base side", "\(summary.baseSide)"),
    ("classes", "\(summary.classes)"),
    ("parameters", Figure.grouped(summary.parameters)),
    ("bytes", Figure.grouped(summary.bytes)),
    ("SHA-256", summary.checksum),
  ]
  if let published = summary.published {
    let top5 = published.top5.map { ", top-5 \(Figure.fixed($0, decimals: 1)) %" } ?? ""
    facts.append(
      (
        "published",
        "top-1 \(Figure.fixed(published.top1, decimals: 1)) %\(top5) for this configuration "
          + "(\(published.source.rawValue))"
      ))
  }
  return facts.map { name, value in
    name + String(repeating: " ", count: 12 - name.count) + value
  }.joined(separator: "\n")
}

private func widths(_ summary: WeightSummary) -> String {
  let (narrowest, widest) = (summary.widths.lowerBound, summary.widths.upperBound)
  return narrowest == widest ? "\(widest)" : "\(narrowest)…\(widest)"
}
