import Foundation
import MobileNet
import Testing

@testable import Reports

@Suite("The paper's tables as they are shown")
struct PublishedTableOutputTests {
  private func table(_ number: Int) throws -> PublishedTable {
    try #require(PublishedTable(number: number))
  }

  @Test("in text stand printed and exact figures side by side, then a sentence a row")
  func text() throws {
    #expect(
      try table(5).text == """
        Table 5: Narrow against shallow

        model                top-1  multiply-adds: printed        exact  parameters: printed      exact
        0.75 MobileNet-224  68.4 %                   325 M  325 400 448                2.6 M  2 569 144
        Shallow MobileNet   65.3 %                   307 M  307 323 392                2.9 M  2 876 328

        0.75 MobileNet-224: The exact counts round to the printed ones; the 317 in Google's later \
        table of checkpoints is wrong.
        Shallow MobileNet: The exact counts round to the printed ones.
        """)
  }

  @Test("have no exact figures of what is no MobileNet")
  func others() throws {
    let lines = try table(8).text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("GoogLeNet") && $0.count { $0 == "–" } == 2 })
    #expect(lines.contains { $0.hasPrefix("VGG 16") && $0.contains("15 300 M  ") })
    #expect(lines.contains { $0.hasPrefix("VGG 16") && $0.contains(" 138 M ") })
    let csv = try PublishedTable.csv([table(8)]).split(separator: "\n")
    #expect(
      csv[2] == """
        8,GoogLeNet,,,,0.698,1550000000,,6800000,,"Not a MobileNet: as printed, not counted here."
        """)
  }

  @Test("as CSV are one table with a line of names and whole numbers")
  func csv() throws {
    let lines = try PublishedTable.csv([table(5), table(6)]).split(separator: "\n")
    #expect(lines.count == 1 + 2 + 4)
    #expect(
      lines[0] == """
        table,model,alpha,side,variant,top1_printed,multiply_adds_printed,multiply_adds,\
        parameters_printed,parameters,remark
        """)
    #expect(
      lines[2] == """
        5,Shallow MobileNet,1.0,224,shallow,0.653,307000000,307323392,2900000,2876328,\
        "The exact counts round to the printed ones."
        """)
    #expect(lines.dropFirst().map { $0.prefix(2) } == ["5,", "5,", "6,", "6,", "6,", "6,"])
  }

  @Test("as JSON are one object that says null where nothing was counted")
  func json() throws {
    let text = try PublishedTable.json([table(8)])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "mobilenet-explorer/table/1")
    let tables = try #require(json["tables"] as? [[String: Any]])
    let rows = try #require(tables.first?["rows"] as? [[String: Any]])
    #expect(rows.map { $0["model"] as? String } == ["1.0 MobileNet-224", "GoogLeNet", "VGG 16"])
    #expect(rows[0]["multiply_adds"] as? Int == 568_740_352)
    for key in ["alpha", "side", "variant", "multiply_adds", "parameters"] {
      #expect(rows[0][key] is NSNull == false && rows[1][key] is NSNull)
    }
  }
}
