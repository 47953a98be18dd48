import Testing

@testable import Weights

@Suite("The names of classes")
struct ClassLabelTests {
  @Test("ImageNet's are 1000, by ascending id, each id once, none without a name")
  func imageNet() {
    let ids = ClassLabel.imageNet.map(\.id)
    #expect(ids.count == 1000)
    #expect(zip(ids, ids.dropFirst()).allSatisfy(<))
    #expect(
      ids.allSatisfy { id in
        id.count == 9 && id.first == "n" && id.dropFirst().allSatisfy(\.isWholeNumber)
      })
    #expect(ClassLabel.imageNet.allSatisfy { !$0.name.isEmpty && !$0.name.contains("\t") })
    #expect(ClassLabel.imageNet.first == ClassLabel(id: "n01440764", name: "tench"))
    #expect(ClassLabel.imageNet.last?.id == "n15075141")
  }

  @Test("of a network that names none are ImageNet's, with the background before them, or numbers")
  func conventional() {
    #expect(ClassLabel.conventional(1000) == ClassLabel.imageNet)
    let google = ClassLabel.conventional(1001)
    #expect(google.count == 1001 && google[0] == .background)
    #expect(Array(google.dropFirst()) == ClassLabel.imageNet)
    #expect(ClassLabel.conventional(999).map(\.name) == (0..<999).map { "class \($0)" })
    #expect(ClassLabel.conventional(1002).last == ClassLabel(id: "", name: "class 1001"))
    #expect(ClassLabel.conventional(0).isEmpty)
  }
}
