import Testing

@testable import Pictures

@Suite("The network's input")
struct InputTests {
  @Test(
    "keeps ⌊crop · side + 0.5⌋ pixels, halves up, as decimals",
    arguments: [
      (1, 0.875, 1), (2, 0.875, 2), (3, 0.875, 3), (5, 0.875, 4), (12, 0.875, 11),
      (4, 0.875, 4), (224, 1.0, 224), (50, 0.29, 15), (50, 0.57, 29), (1, 0.1, 1),
      (65_535, 1.0, 65_535),
      (65_535, 0.875, 57_343),
    ])
  func cropLength(side: Int, crop: Double, length: Int) {
    #expect(Picture.cropLength(of: side, crop: crop) == length)
  }

  @Test("agrees with (7 · side + 4) / 8 at every side")
  func sevenEighths() {
    for side in 1...5000 {
      #expect(Picture.cropLength(of: side, crop: 0.875) == (7 * side + 4) / 8)
    }
  }

  @Test("is the picture itself where nothing is cut or resized")
  func identity() {
    let pixels = (0..<5 * 5 * 3).map { UInt8($0 * 3) }
    let picture = Picture(width: 5, height: 5, pixels: pixels)
    #expect(picture.input(side: 5, crop: 1) == pixels.map(Float.init))
  }

  @Test("is cut from the middle, offsets rounded down")
  func centred() {
    // 6 × 3, red counts the columns: a square of 3 begins at column 1.
    let pixels = (0..<18).flatMap { index -> [UInt8] in [UInt8(index % 6), 9, 200] }
    let picture = Picture(width: 6, height: 3, pixels: pixels)
    let input = picture.input(side: 3, crop: 1)
    #expect(input == (0..<9).flatMap { index -> [Float] in [Float(index % 3 + 1), 9, 200] })
  }

  @Test("a whole picture is reduced to its longest side, in its own shape; a small one stays")
  func reduced() {
    let pixels = (0..<6 * 2 * 3).map { UInt8($0 * 5) }
    let picture = Picture(width: 6, height: 2, pixels: pixels)
    let same = picture.reduced(longest: 6)
    #expect(same.columns == 6 && same.rows == 2 && same.rgb == pixels)
    let small = picture.reduced(longest: 3)
    #expect(small.columns == 3 && small.rows == 1 && small.rgb.count == 9)
    let sliver = Picture(width: 9, height: 1, pixels: [UInt8](repeating: 7, count: 27))
    #expect(sliver.reduced(longest: 2).rgb == [7, 7, 7, 7, 7, 7])
  }

  @Test("averages where it shrinks", arguments: [1, 2])
  func shrinking(side: Int) {
    // Every fourth column is red; the two pixels at the middle of an output pixel never are.
    let pixels = (0..<64).flatMap { index -> [UInt8] in [index % 4 == 0 ? 200 : 0, 77, 0] }
    let input = Picture(width: 8, height: 8, pixels: pixels).input(side: side, crop: 1)
    for pixel in stride(from: 0, to: input.count, by: 3) {
      #expect(abs(input[pixel] - 50) < 15)
      #expect(abs(input[pixel + 1] - 77) < 0.001)
    }
  }

  @Test("weights sum to 1 and stay inside", arguments: [1, 3, 7, 32, 500], [1, 2, 32, 97, 224])
  func weights(source: Int, side: Int) {
    let taps = Taps(from: source, to: side)
    #expect(taps.windows.count == side)
    for (first, weights) in taps.windows {
      #expect(first >= 0 && first + weights.count <= source && !weights.isEmpty)
      #expect(abs(taps.weights[weights].reduce(0, +) - 1) < 1e-5)
    }
  }
}
