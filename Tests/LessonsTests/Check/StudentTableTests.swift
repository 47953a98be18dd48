import MobileNet
import Testing
import Weights

@testable import Lessons

@Suite("A student's file")
struct StudentTableTests {
  @Test(
    "has numbers as people write them",
    arguments: [
      ("864", 864, 0.5), ("3,686,400", 3_686_400, 0.5), ("3 686 400", 3_686_400, 0.5),
      ("44.0 M", 44e6, 5e4),
      ("1.95M", 1.95e6, 5e3), ("0.35k", 350, 5), ("1,95 M", 1.95e6, 5e3),
      ("3'686'400", 3_686_400, 0.5),
      ("1,234.5", 1234.5, 0.05), ("3.7e6", 3.7e6, 5e4), (" 12 ", 12, 0.5),
      ("1\u{A0}000", 1000, 0.5),
    ])
  func numbers(text: String, value: Double, tolerance: Double) throws {
    let number = try #require(StudentNumber(text))
    #expect(
      abs(number.value - value) < 1e-6 * value
        && abs(number.tolerance - tolerance) < 1e-6 * tolerance)
  }

  @Test(
    "has nothing else for a number",
    arguments: [
      "", "M", "-5", "1,,2", "1.2.3", "12,34,567", "1e99", "nan", "0x10", "5 m", "5 MB", ",5", "1.",
      "1,234,5 6", "٣",
      String(repeating: "9", count: 31),
    ])
  func noNumbers(text: String) {
    #expect(StudentNumber(text) == nil)
  }

  @Test("has rounded figures that mean what rounds to them, and exact ones that mean themselves")
  func meaning() throws {
    let rounded = try #require(StudentNumber("1.95 M"))
    #expect(rounded.means(1_953_744) && rounded.means(1_945_000) && rounded.means(1_955_000))
    #expect(!rounded.means(1_955_001) && !rounded.means(1_944_999))
    let exact = try #require(StudentNumber("864"))
    #expect(exact.means(864) && !exact.means(863) && !exact.means(865))
  }

  @Test("has shapes in several spellings")
  func shapes() {
    for text in ["48x48x16", "48 × 48 × 16", "(48, 48, 16)", "48*48*16", "[48,48,16]"] {
      #expect(StudentShape(text)?.extents == [48, 48, 16])
    }
    #expect(StudentShape("200")?.extents == [1, 1, 200])
    for text in ["", "48x48", "0x1x1", "axbxc", "1x1x-5", "1234567x1x1", "1x1x1x1"] {
      #expect(StudentShape(text) == nil, "\(text)")
    }
  }

  @Test(
    "that can't be read is refused in one line",
    arguments: [
      ("", "a.csv: no layer in it; give a line of names"),
      ("name,parameters\n\n", "a.csv: no layer in it"),
      (
        "layer,parameters\nconv0,864",
        "a.csv: line 1: unknown column 'layer'; give name, multiply_adds, parameters, output"
      ),
      ("name,name\n", "a.csv: line 1: the column name stands twice"),
      ("parameters\n864", "a.csv: line 1: no column name"),
      ("name\nconv0", "a.csv: line 1: nothing but names"),
      (
        "name,parameters\nconv0,3,686,400",
        "a.csv: line 2: 4 fields, where the first line has 2; put numbers with commas"
      ),
      ("name,parameters\nconv0", "a.csv: line 2: 1 fields"),
      ("name,parameters\n\"a\nb\",1\nconv0,many", "a.csv: line 4: 'many' is no number; write 864"),
      ("name,output\nconv0,big", "a.csv: line 2: 'big' is no shape; write rows, columns"),
      ("name,output\nconv0,\"big", "a.csv: line 2: a quotation mark is not closed"),
      ("name,output\nconv0,\"1\"x", "a.csv: line 2: a quotation mark inside a field"),
      ("name,output\nconv0,b\"x", "a.csv: line 2: a quotation mark inside a field"),
      ("name,output\nconv0,\u{1B}[2J", "a.csv: line 2: '^[[2J' is no shape"),
    ])
  func refused(text: String, words: String) {
    let error = #expect(throws: TableError.self) {
      try StudentTable(Array(text.utf8), file: "a.csv")
    }
    #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("of bytes that are no text, or of too many rows, is refused")
  func bytes() {
    let error = #expect(throws: TableError.self) { try StudentTable([0x6E, 0xFF], file: "a") }
    #expect(error?.description == "a: not UTF-8; save it as CSV in UTF-8")
    let long = "name,output\n" + String(repeating: "conv0,1\n", count: 1001)
    #expect(throws: TableError.self) { try StudentTable(Array(long.utf8), file: "a") }
    #expect(throws: TableError.self) { try StudentTable.read(path: "/no/such/file") }
  }

  @Test("damaged anywhere is read or refused")
  func damage() {
    let good = Array(
      "name;multiply_adds,\"parameters\",output\r\nconv0,1.2 M,\"8,64\",48x48x16\ntotal,1,2,3".utf8)
    var random = SplitMix(state: 5)
    for _ in 0..<3000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let piece =
          [",", "\"", "\n", "\r", ";", "\t", " ", "9", "e", ".", "×", "\0"].randomElement(
            using: &random) ?? ""
        if Bool.random(using: &random) {
          bytes[place] = UInt8.random(in: 0...255, using: &random)
        } else {
          bytes.insert(contentsOf: Array(piece.utf8), at: place)
        }
      }
      do throws(TableError) {
        let table = try StudentTable(bytes, file: "a.csv")
        _ = Grading(table, of: Setting(side: 112, baseSide: 112, classes: 200)).text
      } catch {
        #expect(error.description.hasPrefix("a.csv: ") && !error.description.contains("\n"))
      }
    }
  }
}
