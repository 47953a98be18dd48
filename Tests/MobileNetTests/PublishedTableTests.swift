import Testing

@testable import MobileNet

@Suite("The paper's tables")
struct PublishedTableTests {
  /// The printed counts are the exact ones rounded, but for two: those say so.
  @Test("differ from the exact counts only where the remark says so", arguments: 4...8)
  func differences(number: Int) throws {
    let table = try #require(PublishedTable(number: number))
    for row in table.rows {
      guard let exact = row.recomputed else {
        #expect(row.remark.contains("Not a MobileNet"))
        continue
      }
      let rounded = Int((Double(exact.multiplyAdds) / 1e6).rounded())
      #expect(
        (rounded == row.multiplyAdds) == !["Conv MobileNet", "1.0 MobileNet-160"].contains(
          row.model))
      #expect(rounded == row.multiplyAdds || !row.remark.hasPrefix("The exact counts round"))
      #expect(
        (Double(exact.parameters + exact.biases) / 1e5).rounded() == (row.parameters * 10).rounded()
      )
    }
  }

  @Test("print what the paper prints")
  func printed() throws {
    let rows = PublishedTable.all.flatMap(\.rows)
    #expect(
      rows.map(\.multiplyAdds) == [
        4866, 569, 325, 307, 569, 325, 149, 41, 569, 418, 290, 186, 569, 1550, 15_300,
      ])
    #expect(
      rows.map(\.top1) == [
        71.7, 70.6, 68.4, 65.3, 70.6, 68.4, 63.7, 50.6, 70.6, 69.1, 67.2, 64.4, 70.6, 69.8, 71.5,
      ])
    #expect(
      rows.map(\.parameters) == [
        29.3, 4.2, 2.6, 2.9, 4.2, 2.6, 1.3, 0.5, 4.2, 4.2, 4.2, 4.2, 4.2, 6.8, 138,
      ])
  }

  @Test("of Table 4 leave the full network's classifier out, as the remark says")
  func classifier() throws {
    let row = try #require(PublishedTable(number: 4)?.rows.first)
    let exact = try #require(row.recomputed)
    let classifier = try #require(exact.layers.last)
    #expect(exact.multiplyAdds == 4_867_293_184)
    #expect((exact.multiplyAdds - classifier.multiplyAdds) / 1_000_000 == 4866)
    #expect(exact.parameters + exact.biases == 29_282_120)
  }

  @Test("are those of the numbers 4 to 8 alone")
  func numbers() {
    #expect(PublishedTable.all.map(\.number) == Array(PublishedTable.numbers))
    #expect(PublishedTable(number: 3) == nil && PublishedTable(number: 9) == nil)
  }
}
