import Engine
import MobileNet

@testable import Lessons

extension LessonWords {
  /// What the explorer has, with weights like the built-in ones.
  static let example = LessonWords(
    pictures: ["viaduct", "bison", "cat"],
    view: [
      ViewOption("view", .oneOf(["layers", "maps", "roofline"])), ViewOption("layer", .layer),
      ViewOption("tile", .number), ViewOption("zoom", .flag), ViewOption("point", .text),
    ],
    limits: .example)
}

extension SettingChoice.Limits {
  /// Slimmable weights for 112 pixels and 200 classes.
  static let example = SettingChoice.Limits(
    name: "built-in", variant: .separable, padding: .same, baseSide: 112,
    widths: .quarter ... .one, classes: 200, allowsStandIns: true)
}

extension WidthMultiplier {
  static let quarter = WidthMultiplier.one.moved(byThousandths: -750)
  static let half = WidthMultiplier.one.moved(byThousandths: -500)
}

/// A host whose figures are simple functions of the setting.
struct ExampleFacts: Facts {
  var limits = SettingChoice.Limits.example
  /// Milliseconds for a million multiply-adds.
  var pace = 0.02

  func latency(of network: AskedNetwork) -> Double? {
    layerLatencies(of: network).map { $0.reduce(0, +) + 0.01 }
  }

  /// Depthwise layers take four times as long for their work.
  func layerLatencies(of network: AskedNetwork) -> [Double]? {
    let share = network.precision == nil || network.precision == .float32 ? 1 : 0.25
    return Architecture(network.setting).layers.map {
      Double($0.multiplyAdds) / 1e6 * pace * ($0.kind == .depthwise ? 4 : 1) * share
    }
  }

  func memory(of network: AskedNetwork) -> Double? {
    Double(Architecture(network.setting).weightBytes)
  }

  /// A point less for each bit that a weight lacks, half of all with one scale.
  func topOne(of network: AskedNetwork) -> Double? {
    let quantisation = network.precision?.quantisation ?? .usual
    let lost = Double(Quantisation.usual.weightBits - quantisation.weightBits) / 100
    return (0.6 * network.setting.alpha.value * network.setting.rho - lost)
      * (quantisation.scales == .tensor ? 0.5 : 1)
  }

  func answer(to picture: String?, of network: AskedNetwork) -> PictureAnswer? {
    network.setting.alpha.value < 0.5
      ? PictureAnswer(label: "dam", rank: 3, probability: 0.1)
      : PictureAnswer(label: picture ?? "viaduct", rank: 1, probability: 0.7)
  }
}

/// The lesson that the design shows.
let exampleText = """
  # Thinner layers: the width multiplier
  What α takes away, what it leaves, and what that costs.

  ## Half as wide
  ```set
  picture viaduct
  alpha 1
  side 112
  view layers
  ```
  Every layer keeps half of its channels. A pointwise layer multiplies each channel that comes in
  with each that goes out.
  ```ask
  multiply-adds factor at alpha 0.5
  options 0.5 0.25 0.125
  ```
  ### Then
  Half as many in, half as many out: {actual} of the multiply-adds are left here, a little more than
  a quarter, because the first layer and the depthwise ones fall with α alone.

  ## Fast enough
  Make it *faster*: at α = ρ = 1 it takes {here.latency}.
  ```until
  latency factor < 0.5
  answer is viaduct
  ```
  """

func readLesson(_ text: String) throws(LessonError) -> Lesson {
  try LessonReader(.example, file: "a.md").lesson(Array(text.utf8))
}
