import Testing

@testable import Screen

@Suite("The quantiser")
struct QuantiserTests {
  static func flat(_ color: SIMD3<Float>, side: Int) -> Raster {
    Raster(
      columns: side, rows: side,
      rgb: (0..<side * side).flatMap { _ in [color.x, color.y, color.z] })
  }

  @Test("finds the palette's nearest colour, or one that is hardly further")
  func nearest() {
    let palette = (16...255).map { Self.opponent(Color(index: $0).light) }
    for red in stride(from: Float(0), through: 255, by: 17) {
      for green in stride(from: Float(0), through: 255, by: 17) {
        for blue in stride(from: Float(0), through: 255, by: 17) {
          let light = SIMD3(red, green, blue)
          let wanted = Self.opponent(light)
          let best = palette.map { distance($0, wanted) }.min() ?? 0
          let found = distance(Self.opponent(Quantiser.nearest(light).light), wanted)
          #expect(found <= best * 1.2 + 1, "\(light)")
        }
      }
    }
  }

  /// Brightness, which counts more, and two differences of colour.
  private static func opponent(_ light: SIMD3<Float>) -> SIMD3<Float> {
    let brightness = (light * SIMD3(0.299, 0.587, 0.114)).sum()
    return SIMD3(
      brightness * Float(1.5).squareRoot(), (light.z - brightness) * 0.564,
      (light.x - brightness) * 0.713)
  }

  private func distance(_ one: SIMD3<Float>, _ other: SIMD3<Float>) -> Float {
    ((one - other) * (one - other)).sum()
  }

  @Test("leaves the palette's own colours as they are", arguments: [16, 21, 196, 231, 232, 255])
  func exact(index: Int) {
    let color = Color(index: index)
    #expect(Quantiser.palette(Self.flat(color.light, side: 6)).allSatisfy { $0.rgb == color.rgb })
  }

  @Test("mixes colours so that areas keep theirs better than each pixel could")
  func diffusion() {
    let wanted = SIMD3<Float>(120, 150, 60)
    let colors = Quantiser.palette(Self.flat(wanted, side: 32))
    let mean = colors.map(\.light).reduce(SIMD3<Float>(), +) / Float(colors.count)
    let alone = Quantiser.nearest(wanted).light
    #expect(distance(mean, wanted) < distance(alone, wanted) / 2)
    #expect(Set(colors).count > 1)
  }

  @Test("lets no pixel stray far from its own colour")
  func loyal() {
    // Dark red-brown: between black and 5f0000, whose mixture used to be dotted with brighter reds.
    for wanted in [SIMD3<Float>(60, 20, 10), SIMD3(150, 110, 80), SIMD3(100, 180, 90)] {
      for color in Quantiser.palette(Self.flat(wanted, side: 24)) {
        let (own, other) = (Self.opponent(wanted), Self.opponent(color.light))
        #expect(abs(own.x - other.x) < 40, "\(wanted) as \(color.light)")
        #expect(distance(own, other) < 45 * 45, "\(wanted) as \(color.light)")
      }
    }
  }

  @Test("takes pictures of one pixel and of none")
  func tiny() {
    #expect(Quantiser.palette(Self.flat(SIMD3(255, 0, 0), side: 1)) == [196])
    #expect(Quantiser.palette(Raster(columns: 0, rows: 0, rgb: [])) == [])
  }
}

@Suite("A raster made smaller")
struct RasterTests {
  @Test("has the mean of whole pixels where sides divide")
  func whole() {
    let raster = Raster(columns: 2, rows: 2, rgb: [0, 0, 0, 100, 0, 0, 0, 100, 0, 100, 100, 40])
    #expect(raster.averaged(columns: 1, rows: 1) == Raster(columns: 1, rows: 1, rgb: [50, 50, 10]))
  }

  @Test("counts pixels on an edge by parts")
  func parts() {
    // Three columns 0, 30, 60 become two: (2·0 + 1·30) / 3 and (1·30 + 2·60) / 3.
    let row: [Float] = [0, 0, 0, 30, 30, 30, 60, 60, 60]
    let small = Raster(columns: 3, rows: 3, rgb: row + row + row).averaged(columns: 2, rows: 2)
    let expected: [Float] = [10, 10, 10, 50, 50, 50]
    #expect(zip(small.rgb, expected + expected).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("keeps its mean, whatever the sides", arguments: [(7, 3), (64, 20), (33, 32), (128, 42)])
  func mean(side: Int, smaller: Int) {
    let rgb = (0..<side * side * 3).map { Float($0 * 37 % 256) }
    let small = Raster(columns: side, rows: side, rgb: rgb).averaged(
      columns: smaller, rows: smaller)
    let before = rgb.reduce(0, +) / Float(rgb.count)
    let after = small.rgb.reduce(0, +) / Float(small.rgb.count)
    #expect(small.columns == smaller && small.rows == smaller)
    #expect(abs(before - after) < 0.05)
  }

  @Test("takes axes of different lengths, one longer and one shorter")
  func oblong() {
    let raster = Raster(columns: 2, rows: 1, rgb: [0, 10, 20, 100, 110, 120])
    #expect(raster.averaged(columns: 1, rows: 2).rgb == [50, 60, 70, 50, 60, 70])
    #expect(
      raster.averaged(columns: 4, rows: 1).rgb == [
        0, 10, 20, 0, 10, 20, 100, 110, 120, 100, 110, 120,
      ])
  }

  @Test("gives a part of itself and takes another into it")
  func pasted() {
    var raster = Raster(columns: 3, rows: 2, rgb: (0..<18).map(Float.init))
    #expect(raster.part(left: 1, columns: 2, top: 1, rows: 1).rgb == [12, 13, 14, 15, 16, 17])
    raster.fill(200, left: 2, columns: 1, top: 0, rows: 2)
    raster.mix(with: 0, share: 0.5)
    #expect(
      raster.part(left: 2, columns: 1, top: 0, rows: 2).rgb == [100, 100, 100, 100, 100, 100])
    #expect(raster.part(left: 0, columns: 1, top: 1, rows: 1).rgb == [4.5, 5, 5.5])
  }

  @Test("stays as it is where nothing is to change")
  func same() {
    let raster = QuantiserTests.flat(SIMD3(1, 2, 3), side: 4)
    #expect(raster.averaged(columns: 4, rows: 4) == raster)
    #expect(raster.averaged(columns: 0, rows: 0) == raster)
  }
}
