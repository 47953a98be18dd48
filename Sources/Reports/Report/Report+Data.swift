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
    output_channels,parameters,multiply_adds,latency_ms_min,latency_ms_median,map_bytes_int8
    """

  private var csvLines: [String] {
    zip(architecture.layers, layers).map { layer, latency in
      let shapes = [layer.input, layer.output].flatMap { [$0.height, $0.width, $0.channels] }
      let figures = [layer.kernel, layer.stride] + shapes + [layer.parameters, layer.multiplyAdds]
      let times = [latency.minimum, latency.median].map(toNanoseconds)
      let fields = [layer.name, layer.kind.rawValue] + figures.map(String.init)
      return (fields + times.map { "\($0)" } + ["\(layer.int8MapBytes)"]).joined(separator: ",")
    }
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
  let buildMs: Double
  let latencyMs: LatencyJSON
  let predictions: [PredictionJSON]
  let layers: [LayerJSON]
  let provenance = ProvenanceJSON()
  let logits: [Float]?

  init(_ report: Report, withLogits: Bool) {
    setting = SettingJSON(report)
    weights = WeightsJSON(report.weights)
    image = report.image
    totals = TotalsJSON(
      parameters: report.architecture.parameters, biases: report.architecture.biases,
      batchNormParameters: report.architecture.batchNormParameters,
      multiplyAdds: report.architecture.multiplyAdds, weightBytes: report.architecture.weightBytes,
      activationBytes: report.activationBytes,
      mapBytesInt8: report.architecture.mapPeak.int8MapBytes)
    buildMs = toNanoseconds(report.buildMilliseconds)
    latencyMs = LatencyJSON(report.latency)
    predictions = report.predictions.enumerated().map { place, known in
      PredictionJSON(
        rank: place + 1, index: known.index, id: known.id, label: known.label,
        probability: known.probability, logit: known.logit)
    }
    let traffic = report.architecture.traffic(threads: report.threads)
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

  init(_ report: Report) {
    let setting = report.architecture.setting
    alpha = setting.alpha.value
    rho = setting.rho
    side = setting.side
    base = setting.baseSide
    variant = setting.variant.rawValue
    rhoRule = setting.rhoRule.rawValue
    classes = setting.classes
    threads = report.threads
    isa = report.instructionSet.rawValue
  }
}

private struct TotalsJSON: Encodable {
  let parameters: Int
  let biases: Int
  let batchNormParameters: Int
  let multiplyAdds: Int
  let weightBytes: Int
  let activationBytes: Int
  /// The largest input + output of a layer, a byte for each value.
  let mapBytesInt8: Int
}

/// How each kind of figure in a report is known: the same in every report.
private struct ProvenanceJSON: Encodable {
  let rho = Provenance.computed.rawValue
  let totals = Provenance.computed.rawValue
  let buildMs = Provenance.measured.rawValue
  let latencyMs = Provenance.measured.rawValue
  let predictions = Provenance.computed.rawValue
  /// Of the layers: shapes, parameters, multiply-adds, bytes, intensity, receptive field.
  let layers = Provenance.computed.rawValue
  let layersLatencyMs = Provenance.measured.rawValue
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
  let latencyMs: LayerLatencyJSON

  init(_ layer: Layer, _ latency: LayerLatency, _ traffic: LayerTraffic) {
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
    intensity = toMillionths(Double(layer.multiplyAdds) / Double(traffic.bytes))
    mapBytesInt8 = layer.int8MapBytes
    latencyMs = LayerLatencyJSON(latency)
  }
}
