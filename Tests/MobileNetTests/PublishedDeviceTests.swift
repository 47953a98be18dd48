import Testing

@testable import MobileNet

@Suite("Published memory")
struct PublishedDeviceTests {
  @Test("is of nine networks on two devices, those of the microcontroller near our two buffers")
  func rule() {
    #expect(PublishedDevice.all.count == 9 && Set(PublishedDevice.all.map(\.setting)).count == 6)
    let microcontroller = PublishedDevice.all.filter { $0.device == .microcontroller }
    let factors = microcontroller.map {
      Double(Architecture($0.setting).mapPeak.int8MapBytes) / 1024 / $0.mapKibibytes
    }
    // ST prints 1331 KiB where two buffers are 1176, and 431 where they are 588.
    #expect(factors.min() ?? 0 > 0.8 && factors.max() ?? 0 < 1.4)
  }

  @Test("takes less memory and time the thinner the network, and shrinks with its side")
  func order() throws {
    for device in PublishedDevice.Device.allCases {
      let points = PublishedDevice.all.filter { $0.device == device && $0.setting.classes == 1000 }
      #expect(points.map(\.setting.alpha.thousandths) == [250, 500, 1000])
      #expect(zip(points, points.dropFirst()).allSatisfy { $0.milliseconds < $1.milliseconds })
      #expect(zip(points, points.dropFirst()).allSatisfy { $0.mapKibibytes <= $1.mapKibibytes })
    }
    let flowers = PublishedDevice.all.filter { $0.setting.classes == 5 }
    #expect(flowers.map(\.setting.side) == [224, 224, 96])
    #expect(flowers[2].mapKibibytes < flowers[0].mapKibibytes / 4)
  }
}
