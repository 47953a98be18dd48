import Testing

@testable import Pictures

@Suite("The photos inside the executable")
struct SamplePhotoTests {
  @Test("at least three, the viaduct first, each by its own name")
  func names() {
    let names = SamplePhoto.all.map(\.name)
    #expect(names.count >= 3)
    #expect(names.first == "viaduct")
    #expect(Set(names).count == names.count)
  }

  @Test("each is whole, and large enough for the largest input", arguments: SamplePhoto.all)
  func decodes(_ photo: SamplePhoto) throws {
    let picture = try photo.decoded()
    #expect(min(picture.width, picture.height) >= 128)
    #expect(Set(picture.input(side: 32, crop: 0.875)).count > 100)
  }
}
