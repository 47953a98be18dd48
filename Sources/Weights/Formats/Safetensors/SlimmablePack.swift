import MobileNet

/// A `mobilenet-slimmable/1` pack: one separable network whose every width is a prefix slice of the
/// widest weights, with batch-norm statistics for a grid of widths and sides.
///
/// Tensors, with C channels of the widest network: those of `NetworkTensors`, and for each width I
/// `bn.mean.I`, `bn.std.I` (with ε inside) and `activation.mean.I`, [sides, columns]. A row holds
/// layer after layer with only the channels active at that width; which layers, see
/// `StatisticsGrid.WidthTables`. There may be a tensor `mix` [last side − first + 1, sides]: row r
/// holds the shares with which the rows of a table add up to the statistics of the side first + r;
/// without it sides are interpolated linearly. Between widths a layer's statistics are interpolated
/// by the number of channels that it sums over.
struct SlimmablePack: SafetensorsNetwork {
  private let file: SafetensorsFile
  private let name: String
  private let widths: [WidthMultiplier]
  private let sides: [Int]
  private let classes: [ClassLabel]
  private let preprocessing: Preprocessing
  private let setting: Setting

  static let title = "a \(WeightFormat.pack.rawValue) pack"

  /// A pack of this or another version.
  static func admits(_ file: SafetensorsFile) -> Bool {
    file.metadata["format"]?.hasPrefix("mobilenet-slimmable/") ?? false
  }

  /// Reads the metadata; all tensors must be there.
  init(_ file: SafetensorsFile) throws(WeightsError) {
    let metadata = Metadata(of: file)
    let format = try metadata.string("format")
    guard format == WeightFormat.pack.rawValue else {
      throw .unsupportedVersion(
        file: file.name, found: format, readable: WeightFormat.pack.rawValue)
    }
    guard try metadata.string("channels") == "max(8, floor(alpha * n))" else {
      throw metadata.failure("channels", "is another rule than max(8, floor(alpha * n))")
    }
    self.file = file
    name = try metadata.string("name")
    widths = try metadata.ascendingWidths("widths")
    sides = try metadata.ascendingIntegers("sides")
    classes = try SlimmablePack.classes(metadata)
    preprocessing = Preprocessing(
      mean: try metadata.colour("mean", in: -1000...1000),
      std: try metadata.colour("std", in: 0.001...1000),
      crop: try metadata.number("crop", in: 0.01...1))
    let baseSide = try metadata.side("base_side")
    setting = Setting(
      side: baseSide, baseSide: baseSide, padding: try metadata.padding(), classes: classes.count)
    try file.requireNames(
      NetworkNames(Architecture(setting)).withoutStatistics
        + widths.indices.flatMap { ["bn.mean.\($0)", "bn.std.\($0)", "activation.mean.\($0)"] },
      optional: ["mix"])
  }

  /// Pairs of WordNet id and names.
  private static func classes(_ metadata: Metadata) throws(WeightsError) -> [ClassLabel] {
    let classes = try metadata.elements("classes").map { (pair) throws(WeightsError) in
      let texts = pair.array?.compactMap(\.string) ?? []
      guard texts.count == 2, pair.array?.count == 2 else {
        throw metadata.failure("classes", "is no list of pairs of id and name")
      }
      return ClassLabel(id: texts[0], name: texts[1])
    }
    guard !classes.isEmpty else { throw metadata.failure("classes", "names no class") }
    return classes
  }

  var description: WeightDescription {
    WeightDescription(
      name: name, origin: file.name, format: .pack, padding: setting.padding,
      baseSide: setting.baseSide, widths: widths[0]...widths[widths.count - 1], classes: classes,
      preprocessing: preprocessing, preprocessingOrigin: .file)
  }

  func source() throws(WeightsError) -> WeightSource {
    let architecture = Architecture(setting)
    let tensors = try NetworkTensors(file, NetworkNames(architecture), architecture)
    return WeightSource(description, tensors, .grid(try statistics()), bytes: file.bytes)
  }

  private func statistics() throws(WeightsError) -> StatisticsGrid {
    var tables: [StatisticsGrid.WidthTables] = []
    for (index, width) in widths.enumerated() {
      var narrowed = setting
      narrowed.alpha = width
      let layers = Architecture(narrowed).layers.filter(\.kind.hasBatchNorm)
      let means = try table("bn.mean.\(index)", layers) { $0 != .pointwise }
      let deviations = try table("bn.std.\(index)", layers) { _ in true }
      if let place = deviations.values.firstNotPositive {
        throw .notPositive(file: file.name, tensor: deviations.values.name, index: place)
      }
      tables.append(
        StatisticsGrid.WidthTables(
          means: means, deviations: deviations,
          activationMeans: try table("activation.mean.\(index)", layers) { $0 == .depthwise }))
    }
    return StatisticsGrid(
      widths: widths.map(\.thousandths), sides: sides, mix: try mix(), tables: tables)
  }

  private func mix() throws(WeightsError) -> Tensor? {
    guard file.shape(of: "mix") != nil else { return nil }
    return try file.tensor("mix", shape: [sides[sides.count - 1] - sides[0] + 1, sides.count])
  }

  /// One tensor of statistics: a row for each side, along it the channels of the layers that have
  /// such statistics.
  private func table(
    _ name: String, _ layers: [Layer], has: (LayerKind) -> Bool
  ) throws(WeightsError) -> StatisticsTable {
    var end = 0
    let columns = layers.map { layer in
      let start = end
      if has(layer.kind) { end += layer.output.channels }
      return start..<end
    }
    return StatisticsTable(
      values: try file.tensor(name, shape: [sides.count, end]), columns: columns)
  }
}

extension WeightFormat {
  /// Every width in one file.
  public static let pack = WeightFormat("mobilenet-slimmable/1")
}
