import Testing
import Weights

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
