import Engine
import Measure
import MobileNet
import Testing
import Weights

@testable import Explorer

@Suite("What a picture shows")
struct TruthTests {
  private func start(_ labels: String?...) -> State {
    Example.start(
      catalogue: Catalogue(
        pictures: labels.enumerated().map {
          PictureEntry(name: "\($0).jpg", argument: "\($0).jpg", label: $1)
        }, namedPictures: labels.count, weights: [Example.builtIn, Example.single],
        instructionSets: [.avx2], maximumThreads: 1))
  }

  @Test(
    "is found among the classes of the weights by name or id",
    arguments: [
      ("n7", 7), ("class 7", 7), ("CLASS_7", 7), ("7", 7), ("class 700", nil), ("", nil),
      (nil, nil),
    ] as [(String?, Int?)])
  func found(label: String?, index: Int?) {
    let state = start(label)
    #expect(state.figures.truth?.index == index)
    #expect(state.figures.truth?.label == index.map { "class \($0)" })
  }

  @Test("follows the picture and the weights")
  func follows() {
    var state = start("n7", "n500", nil)
    state.type("i")
    #expect(state.figures.truth == nil)  // the built-in weights of the example have 200 classes
    state.type("w")
    #expect(state.figures.truth?.index == 500)
    state.type("i")
    #expect(state.figures.truth == nil)
    state.type("i")
    #expect(state.figures.truth == RightAnswer(index: 7, label: "class 7"))
  }

  @Test("is marked among the answers, or told by its rank")
  func marked() {
    var state = start("n3", "n8")
    state.answer()
    #expect(state.figures.predictionRows.map(\.isRight) == [false, true, false, false, false])
    #expect(state.figures.rightRank == 2)
    // The answers for the picture before are not those of the next one.
    state.type("i")
    #expect(state.figures.predictionRows.allSatisfy { $0.isStale && !$0.isRight })
    state.answer()
    #expect(state.figures.predictionRows.allSatisfy { !$0.isRight })
    #expect(state.figures.rightRank == 6)
  }

  @Test("is said again by the command, for the pictures of one's own")
  func command() {
    var state = start("n7", "n9")
    #expect(
      RecreatingCommand(state).arguments.suffix(6) == [
        "--label", "n7", "--label", "n9", "0.jpg", "1.jpg",
      ])
    state = start("n7", "n7")
    state.type("i")
    #expect(RecreatingCommand(state).arguments.suffix(4) == ["--label", "n7", "1.jpg", "0.jpg"])
  }
}
