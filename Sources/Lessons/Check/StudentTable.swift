import Files
import Reports

/// A student's table of layers, read from CSV: columns `name`, `multiply_adds`, `parameters`, `output` in any
/// order, of the last three any; between commas, semicolons or tabs.
public struct StudentTable: Equatable, Sendable {
  let rows: [Row]

  struct Row: Equatable, Sendable {
    /// In the file, from 1 on.
    let line: Int
    let name: String
    var multiplyAdds: StudentNumber?
    var parameters: StudentNumber?
    var output: StudentShape?
  }

  enum Column: String, CaseIterable {
    case name
    case multiplyAdds = "multiply_adds"
    case parameters, output
  }

  private static let largestFile = 1_000_000
  private static let mostRows = 1000

  /// Reads a file, or a pipe.
  public static func read(path: String) throws(TableError) -> StudentTable {
    let bytes: [UInt8]
    do throws(UnreadableFile) {
      bytes = try ReadableFile(path: path, orPipe: true).contents(limit: largestFile)
    } catch {
      throw TableError(file: path, line: nil, problem: .unreadable(error))
    }
    return try StudentTable(bytes, file: path)
  }

  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - file: what errors call it.
  /// - Throws: where it is no table that can be graded.
  init(_ bytes: [UInt8], file: String) throws(TableError) {
    let fail = { (line: Int?, problem: TableError.Problem) in
      TableError(file: file, line: line, problem: problem)
    }
    guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
      throw fail(nil, .notText)
    }
    var lines = try CSVLines(text, file: file).lines[...]
    guard let head = lines.popFirst() else { throw fail(nil, .empty) }
    var columns: [Column] = []
    for field in head.fields {
      let name = trimmed(field).lowercased().map { "- ".contains($0) ? "_" : "\($0)" }.joined()
      guard let column = Column(rawValue: name) else {
        throw fail(head.line, .unknownColumn(trimmed(field)))
      }
      guard !columns.contains(column) else { throw fail(head.line, .columnTwice(name)) }
      columns.append(column)
    }
    guard let nameColumn = columns.firstIndex(of: .name) else { throw fail(head.line, .noNames) }
    guard columns.count > 1 else { throw fail(head.line, .onlyNames) }
    guard lines.count <= Self.mostRows else { throw fail(nil, .tooManyRows(Self.mostRows)) }
    rows = try lines.map { (line) throws(TableError) in
      guard line.fields.count == columns.count else {
        throw fail(line.line, .fields(found: line.fields.count, wanted: columns.count))
      }
      var row = Row(line: line.line, name: trimmed(line.fields[nameColumn]))
      for (column, field) in zip(columns, line.fields) where !trimmed(field).isEmpty {
        try row.take(column, field) { fail(line.line, $0) }
      }
      return row
    }
    guard !rows.isEmpty else { throw fail(nil, .empty) }
  }
}

extension StudentTable.Row {
  fileprivate mutating func take(
    _ column: StudentTable.Column, _ field: String, _ fail: (TableError.Problem) -> TableError
  ) throws(TableError) {
    switch column {
    case .name: return
    case .multiplyAdds: multiplyAdds = StudentNumber(field)
    case .parameters: parameters = StudentNumber(field)
    case .output: output = StudentShape(field)
    }
    let isRead =
      switch column {
      case .name: true
      case .multiplyAdds: multiplyAdds != nil
      case .parameters: parameters != nil
      case .output: output != nil
      }
    guard isRead else {
      throw fail(column == .output ? .noShape(trimmed(field)) : .noNumber(trimmed(field)))
    }
  }
}

/// Why a student's table can't be read: one line with file, line, what is wrong and the mend.
public struct TableError: Error, Equatable, Sendable {
  let file: String
  /// From 1 on; nil where it is about the file as a whole.
  let line: Int?
  let problem: Problem

  enum Problem: Error, Equatable {
    case unreadable(UnreadableFile)
    case notText
    case empty
    case unknownColumn(String)
    case columnTwice(String)
    case noNames
    case onlyNames
    case fields(found: Int, wanted: Int)
    case noNumber(String)
    case noShape(String)
    case openQuote
    case strayQuote
    case tooManyRows(Int)
  }
}

extension TableError: CustomStringConvertible {
  public var description: String {
    let place = line.map { "\(file): line \($0)" } ?? file
    return "\(place): \(visible(sentence))"
  }

  private var sentence: String {
    let columns = StudentTable.Column.allCases.map(\.rawValue).joined(separator: ", ")
    return switch problem {
    case .unreadable(let error):
      "cannot be read: \(error.reason); check the path; a table has at most 1 MB"
    case .notText: "not UTF-8; save it as CSV in UTF-8"
    case .empty: "no layer in it; give a line of names (\(columns)) and a line for each layer"
    case .unknownColumn(let name): "unknown column '\(name)'; give \(columns)"
    case .columnTwice(let name): "the column \(name) stands twice; leave one out"
    case .noNames: "no column name; name each row's layer as the program does: conv0, block1.dw"
    case .onlyNames: "nothing but names; add one of multiply_adds, parameters, output"
    case .fields(let found, let wanted):
      "\(found) fields, where the first line has \(wanted); put numbers with commas between quotation marks"
    case .noNumber(let text): "'\(text)' is no number; write 864, 3686400 or 44.0 M"
    case .noShape(let text): "'\(text)' is no shape; write rows, columns and channels as 48x48x16"
    case .openQuote: "a quotation mark is not closed; close it"
    case .strayQuote: "a quotation mark inside a field; double it, and put the field between two"
    case .tooManyRows(let most): "more than \(most) rows; give those of one network"
    }
  }
}
