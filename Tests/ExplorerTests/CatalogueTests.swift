import Engine
import Testing

@testable import Explorer

@Suite("The catalogue")
struct CatalogueTests {
  private func catalogue(named: Int, default picture: String? = nil) -> Catalogue {
    Catalogue(
      pictures: Example.catalogue.pictures, namedPictures: named, defaultPicture: picture,
      weights: [Example.builtIn, Example.single], instructionSets: [.baseline], maximumThreads: 1)
  }

  @Test("has a default picture: the one given, else the first that was not named")
  func defaultPicture() {
    #expect(
      [0, 1, 2, 3].map { catalogue(named: $0).defaultPicture }
        == ["cat.jpg", "espresso.jpg", "bison.jpg", ""])
    #expect(catalogue(named: 1, default: "x.png").defaultPicture == "x.png")
  }

  @Test("counts the weights it began with as named, what is found later not")
  func weights() {
    var catalogue = catalogue(named: 0)
    catalogue.weights.append(Example.google)
    #expect(catalogue.namedWeights == 2 && catalogue.weights.count == 3)
  }
}
