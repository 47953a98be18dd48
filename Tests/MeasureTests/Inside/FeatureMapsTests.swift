import MobileNet
import Testing

@testable import Measure

@Suite("Feature maps")
struct FeatureMapsTests {
  private let maps = FeatureMaps(
    Shape(height: 2, width: 3, channels: 2), (0..<12).map(Float.init))

  @Test("lie channel by channel, row by row, with zeros around them")
  func places() {
    #expect(Array(maps[1]) == [6, 7, 8, 9, 10, 11])
    #expect(maps[1, 1, 2] == 11 && maps[0, 1, 0] == 3)
    #expect(maps[1, -1, 0] == 0 && maps[1, 0, 3] == 0)
    #expect(maps.contains(1, 2) && !maps.contains(2, 0) && !maps.contains(0, -1))
  }

  @Test("have a mean each")
  func means() { #expect(maps.means == [2.5, 8.5]) }
}
