import Testing

@testable import Measure
@testable import Weights

@Suite("The names that stand for a class")
struct ClassNamesTests {
  private static let classes = [
    ClassLabel(id: "n01", name: "goldfish, Carassius auratus"),
    ClassLabel(id: "n02", name: "crane"), ClassLabel(id: "n03", name: "lifting crane, crane"),
    ClassLabel(id: "", name: "2"), ClassLabel(id: "n05", name: "maillot"),
    ClassLabel(id: "n06", name: "maillot"), ClassLabel(id: "n07", name: "n01"),
  ]
  private let names = ClassNames(classes)

  @Test(
    "are its id, its label, a synonym or its place: in this order, whatever the case",
    arguments: [
      ("n02", 1), ("N02", 1), ("goldfish", 0), ("Carassius_auratus", 0),
      ("  carassius   AURATUS\t", 0), ("goldfish, Carassius auratus", 0),
      ("goldfish,_Carassius_auratus", 0), ("0", 0), ("6", 6),
      // A label wins over the synonym of another class, and over a place.
      ("crane", 1), ("lifting crane", 2), ("2", 3),
      // An id wins over a label.
      ("n01", 0),
      // Two classes share it.
      ("maillot", nil),
      ("7", nil), ("-1", nil), ("fish", nil), ("", nil), (" ", nil), ("_", nil),
    ] as [(String, Int?)])
  func index(name: String, index: Int?) {
    #expect(names.index(of: name) == index)
  }

  @Test("are found for one name as among all of them", arguments: ["n05", "goldfish", "1", "no"])
  func single(name: String) {
    #expect(ClassNames.index(of: name, in: Self.classes) == names.index(of: name))
  }

  @Test("are looked for from the innermost folder on; the file's own name is none")
  func paths() {
    #expect(names.index(ofPath: "n02/n01/a.png") == 0)
    #expect(names.index(ofPath: "n02/pictures/a.png") == 1)
    #expect(names.index(ofPath: "goldfish") == nil)
    #expect(names.index(ofPath: "elsewhere/goldfish") == nil)
    #expect(names.index(ofPath: "") == nil)
  }

  @Test("are listed once each, without the places")
  func all() {
    #expect(
      ClassNames(Array(Self.classes.prefix(2))).all == [
        "carassius auratus", "crane", "goldfish", "goldfish, carassius auratus", "n01", "n02",
      ])
  }
}
