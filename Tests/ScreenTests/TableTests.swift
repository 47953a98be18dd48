import Testing

@testable import Screen

@Suite("A table")
struct TableTests {
  private let columns = [
    Column("name", "", width: 4, .left), Column("count", "count", width: 6),
    Column("bar", "", width: 3, upTo: 8, .left), Column("more", "more", width: 5),
  ]

  private func table(_ width: Int) -> Table<String> {
    Table(columns, priority: ["name", "count", "bar"], extras: ["more"], width: width)
  }

  @Test("leaves out the least important columns before it narrows any")
  func narrow() {
    #expect(table(4).places.isEmpty)
    #expect(table(6).places == ["name": 1..<5])
    #expect(table(13).places == ["name": 1..<5, "count": 6..<12])
    #expect(table(17).places == ["name": 1..<5, "count": 6..<12, "bar": 13..<16])
  }

  @Test("lets flexible columns grow, takes extras with wider gaps, then widens gaps")
  func wide() {
    #expect(table(22).places["bar"] == 13..<21)
    #expect(table(26).places == ["name": 1..<5, "count": 7..<13, "bar": 15..<18, "more": 20..<25])
    #expect(table(60).places["more"] == 28..<33)
  }

  @Test("puts headings above the columns' own ends")
  func headings() {
    #expect(table(13).headings == [Panel.Heading(text: "count", column: 7)])
  }
}
