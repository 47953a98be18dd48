import MobileNet

/// A table of the paper for people: printed and exact figures side by side, then a sentence a row.
public func publishedTableText(_ table: PublishedTable) -> String {
  var text = TextTable([
    ("model", .left), ("top-1", .right), ("multiply-adds: printed", .right), ("exact", .right),
    ("parameters: printed", .right), ("exact", .right),
  ])
  for row in table.rows {
    let exact = row.recomputed
    text.add([
      row.model, "\(Figure.fixed(row.top1, decimals: 1)) %",
      "\(Figure.grouped(row.multiplyAdds)) M",
      exact.map { Figure.grouped($0.multiplyAdds) } ?? Figure.missing,
      "\(Figure.fixed(row.parameters, decimals: row.parameters < 100 ? 1 : 0)) M",
      exact.map { Figure.grouped($0.parameters + $0.biases) } ?? Figure.missing,
    ])
  }
  let heading = "Table \(table.number): \(table.caption)"
  let remarks = table.rows.map { "\($0.model): \($0.remark)" }
  return ([heading, ""] + text.lines + [""] + remarks).joined(separator: "\n")
}

/// What holds for all of the tables.
public let publishedTableSource = """
  Printed, and top-1 on ImageNet: \(PublishedTable.source).
  Exact: counted here from the layers, 1000 classes, the classifier and its biases included.
  """
