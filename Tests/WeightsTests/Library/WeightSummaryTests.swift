import MobileNet
import Testing

@testable import Weights

@Suite("A summary of weights")
struct WeightSummaryTests {
  @Test("counts the parameters and names file, checksum and what was published")
  func summary() throws {
    let builtIn = WeightSummary(try WeightSource.builtIn())
    #expect(builtIn.origin == "built-in" && builtIn.format == .pack)
    #expect(builtIn.published == nil)
    #expect(builtIn.checksum.count == 64 && builtIn.bytes > 1_000_000)

    let google = WeightSummary(
      try WeightSource.read(
        FileBytes(CheckpointBuilder(.huggingFace, alpha: "0.25", classes: 1001).encoded()),
        file: "a"))
    #expect(google.published?.top1 == 49.8)
    #expect(google.published?.source == .float2018)
    let own = WeightSummary(
      try WeightSource.read(
        FileBytes(CheckpointBuilder(.timm, alpha: "0.25", classes: 1000).encoded()), file: "a"))
    #expect(own.published == nil)
    #expect(own.parameters == google.parameters - 256)
  }
}
