import Pictures
import Testing

@testable import Measure

@Suite("The gallery")
struct GalleryTests {
  /// A picture of that many pixels, and a gallery that holds it alone.
  private func gallery(_ columns: Int, _ rows: Int) throws -> Gallery {
    let header = Array("P6 \(columns) \(rows) 255\n".utf8)
    let pixels = [UInt8](repeating: 100, count: columns * rows * 3)
    let picture = try (header + pixels).withUnsafeBytes { bytes throws in
      try Picture(bytes: bytes, name: "grey.ppm")
    }
    return Gallery([PictureSource(name: "grey.ppm") { () throws(PictureError) in picture }])
  }

  @Test(
    "shows what the crop has cut off once that has been made, which is not done for a first frame")
  func whole() throws {
    let gallery = try gallery(600, 300)
    #expect(try gallery.fed(0, side: 32, crop: 1).whole == nil)
    let whole = try gallery.whole(0)
    #expect(whole.columns == 128 && whole.rows == 64)
    #expect(try gallery.fed(0, side: 48, crop: 0.5).whole == whole)
  }

  @Test("has nothing to show around a square that is fed whole")
  func uncut() throws {
    let gallery = try gallery(40, 40)
    _ = try gallery.whole(0)
    let fed = try gallery.fed(0, side: 32, crop: 1)
    #expect(fed.crop?.cuts == false && fed.whole == nil)
    #expect(try gallery.fed(0, side: 32, crop: 0.9).whole != nil)
  }
}
