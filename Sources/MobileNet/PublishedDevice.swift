/// What ST has published of int8 MobileNets on small devices: memory and time.
///
/// Never a measurement of ours, and never shown without its source. Beside it stands the rule by which
/// this program counts, `Architecture.mapPeak`: two buffers. ST's allocator needs from 27 % less to 24 %
/// more on the microcontroller.
public struct PublishedDevice: Hashable, Sendable {
  /// What it ran on.
  public let device: Device
  /// A separable network of 224 × 224 pixels at ρ = 1.
  public let setting: Setting
  /// What the RAM of the maps was printed as, input and output included, in KiB.
  public let mapKibibytes: Double
  /// What the weights in flash were printed as, in KiB.
  public let weightKibibytes: Double
  /// Of one inference.
  public let milliseconds: Double

  /// A board.
  public enum Device: String, CaseIterable, Sendable {
    /// One Cortex-M7 core at 400 MHz.
    case microcontroller = "STM32H747I-DISCO"
    /// An accelerator for networks; STEdgeAI Core 2.0.0.
    case accelerator = "STM32N6570-DK"

    /// What computes on it.
    public var processor: String {
      switch self {
      case .microcontroller: "one Cortex-M7 core at 400 MHz"
      case .accelerator: "an accelerator for networks"
      }
    }
  }

  /// Where every figure comes from.
  public static let source =
    "STMicroelectronics/stm32ai-modelzoo, image_classification/mobilenetv1/README.md, commit 6f10965e "
    + "(STM32Cube.AI 10.0.0; int8, TensorFlow Lite converter)"

  /// As printed: networks of ImageNet's 1000 classes, then of five kinds of flowers, then the accelerator's.
  public static let all =
    microcontroller.map { point($0, on: .microcontroller) }
    + accelerator.map { point($0, on: .accelerator) }

  /// α in thousandths, side, classes; KiB of the maps and of the weights; milliseconds.
  private typealias Row = (Int, Int, Int, Double, Double, Double)

  private static let microcontroller: [Row] = [
    (250, 224, 1000, 272.96, 467.33, 166.75),
    (500, 224, 1000, 431.07, 1314, 504.37),
    (1000, 224, 1000, 1331.13, 4157.09, 1641.84),
    (250, 224, 5, 272.96, 214.69, 163.78),
    (500, 224, 5, 449.58, 812.61, 485.79),
    (250, 96, 5, 66.96, 214.69, 29.94),
  ]

  private static let accelerator: [Row] = [
    (250, 224, 1000, 588, 549.88, 3.57),
    (500, 224, 1000, 588, 1478.58, 7.38),
    (1000, 224, 1000, 1568, 4552.42, 19.41),
  ]

  private static func point(_ row: Row, on device: Device) -> PublishedDevice {
    PublishedDevice(
      device: device,
      setting: Setting(
        alpha: WidthMultiplier.one.moved(byThousandths: row.0 - 1000), side: row.1, baseSide: 224,
        classes: row.2),
      mapKibibytes: row.3, weightKibibytes: row.4, milliseconds: row.5)
  }
}
