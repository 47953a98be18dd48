/// A table of the paper: its rows as printed and, where the network can be built here, counted anew.
///
/// Source of all printed figures: Howard et al., arXiv:1704.04861v1, tables 4 to 8. Accuracy is
/// ImageNet ILSVRC-2012 top-1 in percent: published, never measured here.
public struct PublishedTable: Equatable, Sendable {
  /// 4 … 8.
  public let number: Int
  /// What the table shows, with its number in the paper.
  public let caption: String
  /// From top to bottom, as printed.
  public let rows: [Row]

  /// A network of the table, and what was published of it.
  public struct Row: Equatable, Sendable {
    /// As the paper calls it.
    public let model: String
    /// Percent.
    public let top1: Double
    /// Millions, as printed.
    public let multiplyAdds: Int
    /// Millions, as printed.
    public let parameters: Double
    /// The network to be counted; nil for one that is no MobileNet.
    public let setting: Setting?
    /// What the exact figures differ in from the printed ones, and why: one sentence.
    public let remark: String

    /// The network of this row with its exact counts.
    public var recomputed: Architecture? { setting.map(Architecture.init) }
  }

  /// The tables that compare networks with networks.
  public static let numbers = 4...8
  /// Where every printed figure comes from.
  public static let source = "Howard et al., MobileNets, arXiv:1704.04861v1, 17 April 2017"
}

extension PublishedTable {
  /// The paper's table of that number; nil outside 4 … 8.
  public init?(number: Int) {
    guard let table = PublishedTable.all.first(where: { $0.number == number }) else { return nil }
    self = table
  }

  /// Counts: weights of filters and classifier; the paper does not say which parameters it counts,
  /// but its tenths of a million fit every way of counting.
  public static let all: [PublishedTable] = [
    PublishedTable(
      number: 4, caption: "Depthwise separable against full convolution",
      rows: [
        Row(
          "Conv MobileNet", 71.7, 4866, 29.3, PaperNetwork(variant: .standard),
          "4 866 leaves the classifier's 1.02 million out; the row below it counts them."),
        full,
      ]),
    PublishedTable(
      number: 5, caption: "Narrow against shallow",
      rows: [
        narrow,
        Row(
          "Shallow MobileNet", 65.3, 307, 2.9, PaperNetwork(variant: .shallow),
          "The exact counts round to the printed ones."),
      ]),
    PublishedTable(
      number: 6, caption: "The width multiplier",
      rows: [
        full, narrow,
        Row(
          "0.5 MobileNet-224", 63.7, 149, 1.3, PaperNetwork(thousandths: 500),
          "The exact counts round to the printed ones; Google's later table of checkpoints prints 150."
        ),
        Row(
          "0.25 MobileNet-224", 50.6, 41, 0.5, PaperNetwork(thousandths: 250),
          "The exact counts round to the printed ones."),
      ]),
    PublishedTable(
      number: 7, caption: "The resolution",
      rows: [
        full,
        Row(
          "1.0 MobileNet-192", 69.1, 418, 4.2, PaperNetwork(side: 192),
          "The exact counts round to the printed ones."),
        Row(
          "1.0 MobileNet-160", 67.2, 290, 4.2, PaperNetwork(side: 160),
          "290.675 million is cut, not rounded; Google's later table of checkpoints prints 291."),
        Row(
          "1.0 MobileNet-128", 64.4, 186, 4.2, PaperNetwork(side: 128),
          "The exact counts round to the printed ones."),
      ]),
    PublishedTable(
      number: 8, caption: "Against popular models",
      rows: [
        full,
        Row("GoogLeNet", 69.8, 1550, 6.8, nil, "Not a MobileNet: as printed, not counted here."),
        Row("VGG 16", 71.5, 15_300, 138, nil, "Not a MobileNet: as printed, not counted here."),
      ]),
  ]

  private static let full = Row(
    "1.0 MobileNet-224", 70.6, 569, 4.2, PaperNetwork(),
    "The exact counts round to the printed ones; Table 1's stride 2 of the last depthwise layer is "
      + "a misprint, only stride 1 gives 569.")
  private static let narrow = Row(
    "0.75 MobileNet-224", 68.4, 325, 2.6, PaperNetwork(thousandths: 750),
    "The exact counts round to the printed ones; the 317 in Google's later table of checkpoints is "
      + "wrong.")
}

/// A network of the paper: 1000 classes, base side 224.
private struct PaperNetwork {
  var thousandths = 1000
  var side = 224
  var variant = Variant.separable

  var setting: Setting {
    Setting(
      alpha: WidthMultiplier.one.moved(byThousandths: thousandths - 1000), side: side,
      baseSide: 224, variant: variant, classes: 1000)
  }
}

extension PublishedTable.Row {
  fileprivate init(
    _ model: String, _ top1: Double, _ multiplyAdds: Int, _ parameters: Double,
    _ network: PaperNetwork?, _ remark: String
  ) {
    self.model = model
    self.top1 = top1
    self.multiplyAdds = multiplyAdds
    self.parameters = parameters
    setting = network?.setting
    self.remark = remark
  }
}
