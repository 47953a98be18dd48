import MobileNet

extension PublishedTable {
  /// A table of the paper for people: printed and exact figures side by side, then a sentence a row.
  public var text: String {
    var table = TextTable([
      ("model", .left), ("top-1", .right), ("multiply-adds: printed", .right), ("exact", .right),
      ("parameters: printed", .right), ("exact", .right),
    ])
    for row in rows {
      let exact = row.recomputed
      table.add([
        row.model, "\(Figure.fixed(row.top1, decimals: 1)) %",
        "\(Figure.grouped(row.multiplyAdds)) M",
        exact.map { Figure.grouped($0.multiplyAdds) } ?? Figure.missing,
        "\(Figure.fixed(row.parameters, decimals: row.parameters < 100 ? 1 : 0)) M",
        exact.map { Figure.grouped($0.parameters + $0.biases) } ?? Figure.missing,
      ])
    }
    let heading = "Table \(number): \(caption)"
    let remarks = rows.map { "\($0.model): \($0.remark)" }
    return ([heading, ""] + table.lines + [""] + remarks).joined(separator: "\n")
  }

  /// What holds for all of the tables.
  public static let textSource = """
    Printed, and top-1 on ImageNet: \(source).
    Exact: counted here from the layers, 1000 classes, the classifier and its biases included.
    """

  /// The contract `mobilenet-explorer/table/1`: the tables asked for in one JSON object, with the memory
  /// of small devices where that was asked for.
  public static func json(_ tables: [PublishedTable], withMemory: Bool = false) throws -> String {
    try encodeJSON(
      TablesJSON(
        source: source,
        tables: tables.map {
          TableJSON(number: $0.number, caption: $0.caption, rows: $0.rows.map(RowJSON.init))
        }, memory: withMemory ? DevicesJSON() : nil))
  }

  /// One line a row of all the tables asked for, RFC 4180, with a line of names.
  public static func csv(_ tables: [PublishedTable]) -> String {
    let names = """
      table,model,alpha,side,variant,top1_printed,multiply_adds_printed,multiply_adds,\
      parameters_printed,parameters,remark
      """
    let lines = tables.flatMap { table in
      table.rows.map { row in
        let json = RowJSON(row)
        let fields: [String?] = [
          "\(table.number)", row.model, json.alpha.map { "\($0)" }, json.side.map { "\($0)" },
          json.variant, "\(json.top1Printed)", "\(json.multiplyAddsPrinted)",
          json.multiplyAdds.map { "\($0)" }, "\(json.parametersPrinted)",
          json.parameters.map { "\($0)" }, "\"\(row.remark)\"",
        ]
        return fields.map { $0 ?? "" }.joined(separator: ",")
      }
    }
    return ([names] + lines).joined(separator: "\n")
  }
}

private struct TablesJSON: Encodable {
  let schema = "mobilenet-explorer/table/1"
  let source: String
  let tables: [TableJSON]
  let memory: DevicesJSON?
}

private struct TableJSON: Encodable {
  let number: Int
  let caption: String
  let rows: [RowJSON]
}

private struct RowJSON: Encodable {
  let model: String
  @Nullable var alpha: Double?
  @Nullable var side: Int?
  @Nullable var variant: String?
  let top1Printed: Double
  /// Whole numbers, not millions.
  let multiplyAddsPrinted: Int
  @Nullable var multiplyAdds: Int?
  let parametersPrinted: Int
  /// Weights and the classifier's biases.
  @Nullable var parameters: Int?
  let remark: String

  init(_ row: PublishedTable.Row) {
    let exact = row.recomputed
    model = row.model
    alpha = row.setting?.alpha.value
    side = row.setting?.side
    variant = row.setting?.variant.rawValue
    top1Printed = toMillionths(row.top1 / 100)
    multiplyAddsPrinted = row.multiplyAdds * 1_000_000
    multiplyAdds = exact?.multiplyAdds
    parametersPrinted = Int((row.parameters * 10).rounded()) * 100_000
    parameters = exact.map { $0.parameters + $0.biases }
    remark = row.remark
  }
}
