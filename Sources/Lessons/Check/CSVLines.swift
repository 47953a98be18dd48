import Reports

/// The fields of a text as RFC 4180 has them; empty lines are left out. Fields end at commas, or at the
/// semicolons or tabs that some spreadsheets write: the first line tells.
struct CSVLines {
  struct Line {
    /// In the file, from 1 on.
    let line: Int
    var fields: [String]
  }

  private(set) var lines: [Line] = []

  /// - Parameters:
  ///   - text: of the whole file.
  ///   - file: what errors call it.
  /// - Throws: where quotation marks stand as in no CSV.
  init(_ text: String, file: String) throws(TableError) {
    let head = text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }
    let separator = [";", "\t"].first { !head.contains(",") && head.contains($0) } ?? ","
    var reader = FieldReader(text: text[...], separator: separator)
    while !reader.text.isEmpty {
      let line = reader.line
      var fields: [String] = []
      repeat {
        do throws(TableError.Problem) {
          fields.append(try reader.field())
        } catch {
          throw TableError(file: file, line: line, problem: error)
        }
      } while reader.takeSeparator()
      reader.takeLineEnd()
      if fields.contains(where: { !trimmed($0).isEmpty }) {
        lines.append(Line(line: line, fields: fields))
      }
    }
  }
}

/// Takes field after field from the front of a text.
private struct FieldReader {
  var text: Substring
  let separator: Character
  var line = 1

  mutating func field() throws(TableError.Problem) -> String {
    guard text.first == "\"" else {
      let field = text.prefix { $0 != separator && !$0.isNewline }
      guard !field.contains("\"") else { throw .strayQuote }
      text = text[field.endIndex...]
      return String(field)
    }
    text.removeFirst()
    var field = ""
    while let character = text.popFirst() {
      if character == "\"" {
        guard text.first == "\"" else {
          guard text.first.map({ $0 == separator || $0.isNewline }) ?? true else {
            throw .strayQuote
          }
          return field
        }
        text.removeFirst()
      }
      if character.isNewline { line += 1 }
      field.append(character)
    }
    throw .openQuote
  }

  mutating func takeSeparator() -> Bool {
    guard text.first == separator else { return false }
    text.removeFirst()
    return true
  }

  mutating func takeLineEnd() {
    guard text.first?.isNewline == true else { return }
    text.removeFirst()
    line += 1
  }
}
