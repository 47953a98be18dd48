import Engine
import FoundationEssentials
import Measure
import MobileNet

extension Report {
  /// The contract `mobilenet-explorer/report/1`: one JSON object, with all logits where asked for.
  public func json(withLogits: Bool) throws -> String {
    try encodeJSON(ReportJSON(self, withLogits: withLogits))
  }

  /// The contract `mobilenet-explorer/report/2`: a list of reports as above, one for each picture.
  public static func json(_ reports: [Report], withLogits: Bool) throws -> String {
    try encodeJSON(ReportsJSON(reports: reports.map { ReportJSON($0, withLogits: withLogits) }))
  }

  /// One line a layer, RFC 4180, with a line of names.
  public var csv: String {
    ([Report.csvNames] + csvLines).joined(separator: "\n")
  }

  /// The same for several pictures: the first column names the picture.
  public static func csv(_ reports: [Report]) -> String {
    let lines = reports.flatMap { report in
      let image = quotedCSVField(report.image?.path ?? "")
      return report.csvLines.map { "\(image),\($0)" }
    }
    return (["image,\(csvNames)"] + lines).joined(separator: "\n")
  }

  private static let csvNames = """
    name,kind,kernel,stride,input_height,input_width,input_channels,output_height,output_width,\
    output_channels,parameters,multiply_adds,latency_ms_min,latency_ms_median,map_bytes_int8,\
    receptive_field,bytes,intensity,pinned_latency_ms_median,pinned_latency_ratio
    """

  private var csvLines: [String] {
    let traffic = architecture.traffic(threads: threads, precision: precision)
    return architecture.layers.indices.map { place in
      let layer = architecture.layers[place]
      let shapes = [layer.input, layer.output].flatMap { [$0.height, $0.width, $0.channels] }
      let figures = [layer.kernel, layer.stride] + shapes + [layer.parameters, layer.multiplyAdds]
      let bytes = [layer.int8MapBytes, layer.field.side, traffic[place].bytes]
      let ratio = pinned?.figures.layerComparison(place)?.ratio
      let fields =
        [layer.name, layer.kind.rawValue] + figures.map(String.init)
        + [field(layers[place]?.minimum), field(layers[place]?.median)] + bytes.map(String.init)
        + [
          "\(traffic[place].intensity(layer))", field(pinned?.latency(ofLayer: layer.name)?.median),
        ]
        + [ratio.map { "\(toMillionths($0))" } ?? ""]
      return fields.joined(separator: ",")
    }
  }

  private func field(_ milliseconds: Double?) -> String {
    milliseconds.map { "\(toNanoseconds($0))" } ?? ""
  }
}

extension PinnedReport {
  /// Of its own layer of that name.
  fileprivate func latency(ofLayer name: String) -> LayerLatency? {
    let places = architecture.layers.indices.filter { architecture.layers[$0].name == name }
    return places.first.flatMap { $0 < figures.layers.count ? figures.layers[$0] : nil }
  }
}

extension PinnedFigures {
  /// Of the report's layer at a place with the pinned one of its name.
  fileprivate func layerComparison(_ place: Int) -> Comparison? {
    place < layerComparisons.count ? layerComparisons[place] : nil
  }
}

extension LayerTraffic {
  /// Multiply-adds for each byte, to the millionth.
  fileprivate func intensity(_ layer: Layer) -> Double {
    toMillionths(Double(layer.multiplyAdds) / Double(bytes))
  }
}

private struct ReportsJSON: Encodable {
  let schema = "mobilenet-explorer/report/2"
  let reports: [ReportJSON]
}

private struct ReportJSON: Encodable {
  let schema = "mobilenet-explorer/report/1"
  let setting: SettingJSON
  let weights: WeightsJSON
  @Nullable var image: Report.ImageInUse?
  let totals: TotalsJSON
  @Nullable var buildMs: Double?
  @Nullable var latencyMs: LatencyJSON?
  /// Where the median lies, with 95 % confidence.
  @Nullable var latencyIntervalMs: [Double]?
  @Nullable var accuracy: KnownTop1JSON?
  let full: FullJSON
  @Nullable var pinned: PinnedJSON?
  let predictions: [PredictionJSON]
  let layers: [LayerJSON]
  let provenance: ProvenanceJSON
  let logits: [Float]?

  init(_ report: Report, withLogits: Bool) {
    setting = SettingJSON(report)
    weights = WeightsJSON(report.weights)
    image = report.image
    totals = TotalsJSON(
      report.architecture, threads: report.threads, precision: report.precision)
    buildMs = report.buildMilliseconds.map(toNanoseconds)
    latencyMs = report.latency.map { LatencyJSON($0) }
    latencyIntervalMs = report.latency?.interval.map { [$0.low, $0.high].map(toNanoseconds) }
    accuracy = report.top1.map(KnownTop1JSON.init)
    full = FullJSON(report)
    pinned = report.pinned.map { PinnedJSON(report, $0) }
    provenance = ProvenanceJSON(report)
    predictions = report.predictions.enumerated().map { place, known in
      PredictionJSON(
        rank: place + 1, index: known.index, id: known.id, label: known.label,
        probability: known.probability, logit: known.logit)
    }
    let traffic = report.architecture.traffic(
      threads: report.threads, precision: report.precision)
    layers = zip(zip(report.architecture.layers, report.layers), traffic).map {
      LayerJSON($0.0, $0.1, $1)
    }
    logits = withLogits ? report.logits : nil
  }
}

struct SettingJSON: Encodable {
  let alpha: Double
  let rho: Double
  let side: Int
  let base: Int
  let variant: String
  let rhoRule: String
  let classes: Int
  let threads: Int
  let isa: String
  let precision: String
  /// Of int8 alone.
  let weightBits: Int?
  let scales: String?

  init(_ report: Report) {
    self.init(
      report.architecture.setting, threads: report.threads, report.instructionSet,
      report.precision)
  }

  init(
    _ setting: Setting, threads: Int, _ instructionSet: InstructionSet, _ precision: Precision
  ) {
    alpha = setting.alpha.value
    rho = setting.rho
    side = setting.side
    base = setting.baseSide
    variant = setting.variant.rawValue
    rhoRule = setting.rhoRule.rawValue
    classes = setting.classes
    self.threads = threads
    isa = instructionSet.rawValue
    self.precision = precision.name
    weightBits = precision.quantisation?.weightBits
    scales = precision.quantisation?.scales.rawValue
  }
}

struct TotalsJSON: Encodable {
  let parameters: Int
  let biases: Int
  let batchNormParameters: Int
  let multiplyAdds: Int
  let weightBytes: Int
  let activationBytes: Int
  /// The largest input + output of a layer, a byte for each value.
  let mapBytesInt8: Int

  init(_ architecture: Architecture, threads: Int, precision: Precision) {
    parameters = architecture.parameters
    biases = architecture.biases
    batchNormParameters = architecture.batchNormParameters
    multiplyAdds = architecture.multiplyAdds
    weightBytes = architecture.weightBytes(in: precision)
    activationBytes = architecture.arenaBytes(threads: threads, precision: precision)
    mapBytesInt8 = architecture.mapPeak.int8MapBytes
  }
}

/// How each kind of figure in a report is known.
private struct ProvenanceJSON: Encodable {
  let rho = Provenance.computed.rawValue
  let totals = Provenance.computed.rawValue
  let buildMs = Provenance.measured.rawValue
  let latencyMs = Provenance.measured.rawValue
  let predictions = Provenance.computed.rawValue
  /// Of the layers: shapes, parameters, multiply-adds, bytes, intensity, receptive field.
  let layers = Provenance.computed.rawValue
  let layersLatencyMs = Provenance.measured.rawValue
  /// Of factors and formulas; of a latency's ratio: measured.
  let factors = Provenance.computed.rawValue
  let latencyRatio = Provenance.measured.rawValue
  @Nullable var accuracy: String?

  init(_ report: Report) { accuracy = report.top1?.accuracy.basis.provenance.rawValue }
}

private struct PredictionJSON: Encodable {
  let rank: Int
  let index: Int
  let id: String
  let label: String
  let probability: Double
  let logit: Double
}

private struct LayerJSON: Encodable {
  let name: String
  let kind: String
  let kernel: [Int]
  let stride: Int
  let padding: [Int]
  let input: [Int]
  let output: [Int]
  let parameters: Int
  let multiplyAdds: Int
  /// Pixels of a side that one value sees, in a picture that is large enough.
  let receptiveField: Int
  /// As the engine moves them.
  let bytes: Int
  /// Multiply-adds for each of them.
  let intensity: Double
  let mapBytesInt8: Int
  @Nullable var latencyMs: LayerLatencyJSON?

  init(_ layer: Layer, _ latency: LayerLatency?, _ traffic: LayerTraffic) {
    name = layer.name
    kind = layer.kind.rawValue
    kernel = [layer.kernel, layer.kernel]
    stride = layer.stride
    padding = [layer.padding.top, layer.padding.bottom, layer.padding.left, layer.padding.right]
    input = [layer.input.height, layer.input.width, layer.input.channels]
    output = [layer.output.height, layer.output.width, layer.output.channels]
    parameters = layer.parameters
    multiplyAdds = layer.multiplyAdds
    receptiveField = layer.field.side
    bytes = traffic.bytes
    intensity = traffic.intensity(layer)
    mapBytesInt8 = layer.int8MapBytes
    latencyMs = latency.map(LayerLatencyJSON.init)
  }
}
