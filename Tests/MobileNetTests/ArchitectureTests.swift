import Testing

@testable import MobileNet

@Suite("The architecture")
struct ArchitectureTests {
  @Test("names its layers in order of execution")
  func names() {
    let setting = Setting(side: 224, baseSide: 224, classes: 1000)
    let names = Architecture(setting).layers.map(\.name)
    #expect(names.count == 29)
    #expect(names.prefix(3) == ["conv0", "block1.dw", "block1.pw"])
    #expect(names.suffix(2) == ["pool", "classifier"])
  }
}
