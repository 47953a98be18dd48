import Testing

@testable import Pictures

@Suite("The reference pictures")
struct FixtureTests {
  @Test("a good file becomes the expected input", arguments: try Fixtures.expectations(.ok))
  func good(_ expectation: Expectation) throws {
    let picture = try Picture.read(path: Fixtures.path(expectation.file))
    #expect(picture.width == expectation.width)
    #expect(picture.height == expectation.height)
    let tolerance = try #require(expectation.tolerance)
    for side in try #require(expectation.sides) {
      let name = "\(expectation.file.drop { $0 != "/" }.dropFirst())/\(side)"
      let want = try #require(try Fixtures.inputs.get()[name])
      let got = picture.input(side: side, crop: 0.875)
      try #require(got.count == want.count)
      let differences = zip(got, want).map { abs($0 - $1) }
      let largest = try #require(differences.max())
      let mean = differences.reduce(0, +) / Float(differences.count)
      #expect(largest <= tolerance.max, "\(name)")
      #expect(mean <= tolerance.mean, "\(name)")
    }
  }

  @Test("a damaged file is refused for what is wrong", arguments: try Fixtures.expectations(.error))
  func damaged(_ expectation: Expectation) throws {
    let path = Fixtures.path(expectation.file)
    let error = try #require(throws: PictureError.self) { try Picture.read(path: path) }
    #expect(error.file == path)
    #expect(try #require(expectation.kinds).contains(error.kind.label), "\(error)")
    #expect(!error.description.contains { $0.isNewline })
  }

  @Test("a doubtful file is read or refused", arguments: try Fixtures.expectations(.either))
  func doubtful(_ expectation: Expectation) throws {
    guard let fault = Picture.fault(try Fixtures.bytes(expectation.file)) else { return }
    #expect(try #require(expectation.kinds).contains(fault.label), "\(fault)")
  }
}
