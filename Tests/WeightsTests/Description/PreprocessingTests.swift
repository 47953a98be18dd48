import Foundation
import Testing

@testable import Weights

@Suite("Preprocessing")
struct PreprocessingTests {
  @Test("normalises each channel by its own mean and deviation")
  func normalised() {
    let preprocessing = Preprocessing(
      mean: SIMD3(0.485, 0.456, 0.406), std: SIMD3(0.229, 0.224, 0.225), crop: 0.875)
    let pixels = (0..<300).map { Float($0 % 256) }
    for (index, value) in preprocessing.normalised(pixels).enumerated() {
      let (mean, std) = (preprocessing.mean[index % 3], preprocessing.std[index % 3])
      #expect(abs(value - (pixels[index] / 255 - mean) / std) < 1e-5)
    }
  }
}

@Suite("What a person says of the preprocessing")
struct PreprocessingChoiceTests {
  @Test("holds instead of what the file says, and when the file is read again")
  func choice() throws {
    var choice = PreprocessingChoice()
    choice.mean = [0, 0, 0]
    choice.crop = 1
    let path = fixtures.appending(path: "random-uint8.tflite").path()
    let plain = try WeightDescription.read(path: path)
    let fed = plain.with(choice)
    #expect(fed.preprocessing.mean == [0, 0, 0] && fed.preprocessing.crop == 1)
    #expect(fed.preprocessing.std == plain.preprocessing.std)
    #expect(fed.preprocessingOrigin == PreprocessingOrigin(values: .options, crop: .options))
    #expect(try WeightSource.read(fed).preprocessing == fed.preprocessing)
    #expect(try WeightSource.read(path: path).with(choice).description == fed)
    #expect(WeightFamily(plain).with(choice).members == [fed])
    #expect(plain.with(PreprocessingChoice()) == plain)
  }

  @Test("is missed where nobody says it, in one sentence")
  func assumption() throws {
    let timm = try WeightSource.read(FileBytes(CheckpointBuilder(.timm).encoded()), file: "net.st")
    #expect(timm.description.assumption?.contains("give --mean and --std") == true)
    #expect(try WeightSource.builtIn().description.assumption == nil)
  }
}
