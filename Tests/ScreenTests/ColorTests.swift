import Testing

@testable import Screen

@Suite("A colour")
struct ColorTests {
  @Test(
    "of an index is xterm's: sixteen names, a cube, greys",
    arguments: [
      (0, 0x00_0000), (4, 0x00_00EE), (7, 0xE5_E5E5), (8, 0x7F_7F7F), (15, 0xFF_FFFF),
      (16, 0x00_0000), (17, 0x00_005F), (22, 0x00_5F00), (52, 0x5F_0000), (208, 0xFF_8700),
      (231, 0xFF_FFFF), (232, 0x08_0808), (255, 0xEE_EEEE), (256, 0xEE_EEEE),
    ] as [(Int, Int32)])
  func palette(index: Int, rgb: Int32) {
    #expect(Color(index: index).rgb == rgb)
    #expect(Color(index: index).index == min(index, 255))
    #expect(Color.rgb(rgb).rgb == rgb && Color.rgb(rgb).index == nil)
  }

  @Test("may be the terminal's own, which nothing changes")
  func own() {
    #expect(Color.own == -1 && Color(index: -7) == .own)
    #expect(Color.own.isOwn && Color.own.index == nil && Color.own.rgb == -1)
    #expect(Color.own.indexed == .own)
    #expect(!(0...255).contains { Color(index: $0).isOwn } && !Color.rgb(0).isOwn)
  }

  @Test("is rounded and cut to what a byte holds")
  func bytes() {
    #expect(Color(SIMD3(-3, 127.6, 300)) == Color(red: 0, green: 128, blue: 255))
    #expect(Color(red: -1, green: 1, blue: 256) == .rgb(0x00_01FF))
    #expect(Color.rgb(0x12_3456).light == SIMD3(0x12, 0x34, 0x56))
  }

  @Test("has the nearest of the 256 that all terminals show alike; those stay")
  func indexed() {
    #expect(Color.rgb(0xFF_8701).indexed == 208)
    #expect(Color.rgb(0x77_7876).indexed == 243)
    for index in 0...255 { #expect(Color(index: index).indexed == Color(index: index)) }
  }

  @Test("is read in black or white", arguments: 16...255)
  func blackOrWhite(index: Int) {
    let color = Color(index: index)
    #expect(Light(color.blackOrWhite).contrast(to: Light(color)) >= 4.5)
  }
}
