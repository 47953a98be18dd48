import Engine
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("Packed weights")
struct PackedWeightsTests {
  @Test("are quantised once for all settings, beside those in float32")
  func precisions() throws {
    let source = try WeightSource.builtIn()
    let packed = PackedWeights(loaded: [source], seed: 1)
    let family = WeightFamily(source.description)
    let few = Precision.int8(Quantisation(weightBits: 4, scales: .channel))
    let panels = try [(500, Precision.int8), (750, .int8), (500, .float32), (500, few)].map {
      alpha, precision in
      let alpha = try #require(WidthMultiplier(thousandths: alpha))
      let setting = source.description.setting(alpha: alpha, side: 48)
      return try packed.choose(family, for: setting, in: precision).panels
    }
    #expect(panels[0] === panels[1] && panels[0] !== panels[2] && panels[0] !== panels[3])
    #expect(panels.map(\.precision) == [.int8, .int8, .float32, few])
  }

  @Test("that stand in are seeded in either precision")
  func standIns() throws {
    let source = try WeightSource.builtIn()
    let packed = PackedWeights(loaded: [source], seed: 1)
    var setting = source.description.setting(alpha: .one, side: 48)
    setting.variant = .shallow
    for precision in Precision.allCases {
      let choice = try packed.choose(WeightFamily(source.description), for: setting, in: precision)
      #expect(!choice.predicts && choice.panels.precision == precision)
    }
  }
}
