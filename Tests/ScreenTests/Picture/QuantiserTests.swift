import Testing

@testable import Screen

@Suite("The quantiser")
struct QuantiserTests {
  /// xterm's palette from 16 on.
  static func color(_ index: Int16) -> SIMD3<Float> {
    let levels: [Float] = [0, 95, 135, 175, 215, 255]
    if index >= 232 { return SIMD3(repeating: Float(8 + 10 * (Int(index) - 232))) }
    let cube = Int(index) - 16
    return SIMD3(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
  }

  static func flat(_ color: SIMD3<Float>, side: Int) -> Raster {
    Raster(
      columns: side, rows: side,
      rgb: (0..<side * side).flatMap { _ in [color.x, color.y, color.z] })
  }

  @Test("finds the palette's nearest colour")
  func nearest() {
    for red in stride(from: Float(0), through: 255, by: 17) {
      for green in stride(from: Float(0), through: 255, by: 17) {
        for blue in stride(from: Float(0), through: 255, by: 17) {
          let wanted = SIMD3(red, green, blue)
          let best = (16...255).map { distance(Self.color($0), wanted) }.min()
          let (index, color) = Quantiser.nearest(wanted)
          #expect(color == Self.color(index))
          #expect(distance(color, wanted) == best)
        }
      }
    }
  }

  private func distance(_ one: SIMD3<Float>, _ other: SIMD3<Float>) -> Float {
    ((one - other) * (one - other)).sum()
  }

  @Test("leaves the palette's own colours as they are", arguments: [16, 21, 196, 231, 232, 255])
  func exact(index: Int16) {
    let indices = Quantiser.palette(Self.flat(Self.color(index), side: 6))
    #expect(indices.allSatisfy { Self.color($0) == Self.color(index) })
  }

  @Test("mixes colours so that areas keep theirs better than each pixel could")
  func diffusion() {
    let wanted = SIMD3<Float>(120, 150, 60)
    let indices = Quantiser.palette(Self.flat(wanted, side: 32))
    let mean = indices.map(Self.color).reduce(SIMD3<Float>(), +) / Float(indices.count)
    let alone = Quantiser.nearest(wanted).color
    #expect(distance(mean, wanted) < distance(alone, wanted) / 4)
    #expect(Set(indices).count > 1)
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
