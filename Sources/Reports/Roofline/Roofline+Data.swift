import Engine
import Measure
import MobileNet

extension Roofline {
  /// The contract `mobilenet-explorer/roofline/1`: one JSON object.
  ///
  /// - Parameter report: of the runs that the times are from.
  /// - Returns: the JSON text.
  /// - Throws: never for a measured roofline.
  public func json(of report: Report) throws -> String {
    try encodeJSON(RooflineJSON(self, report))
  }

  /// One line a layer, RFC 4180, with a line of names; nothing stands where there is no figure.
  public var csv: String {
    let names = """
      name,kind,multiply_adds,parameters,bytes,intensity,map_intensity,latency_ms_median,rate,roof,\
      share,limit
      """
    let lines = points.map { point in
      let counts = [point.layer.multiplyAdds, point.layer.parameters, point.traffic.bytes]
      let figures: [Double?] = [
        toMillionths(point.intensity), toMillionths(point.mapIntensity),
        point.milliseconds.map(toNanoseconds), point.rate.map(toWhole),
        point.roof.map(toWhole), point.share.map(toMillionths),
      ]
      return
        ([point.layer.name, point.layer.kind.rawValue] + counts.map(String.init)
        + figures.map { $0.map { "\($0)" } ?? "" } + [point.limit?.name ?? ""])
        .joined(separator: ",")
    }
    return ([names] + lines).joined(separator: "\n")
  }
}

private struct RooflineJSON: Encodable {
  let schema = "mobilenet-explorer/roofline/1"
  let setting: SettingJSON
  let weights: WeightsJSON
  @Nullable var peak: Double?
  let bandwidths: [String: Double]
  /// Why the memory's bandwidth is not among them.
  @Nullable var memoryLeftOut: String?
  let layers: [LayerJSON]
  let rankCorrelation: CorrelationJSON

  init(_ roofline: Roofline, _ report: Report) {
    setting = SettingJSON(report)
    weights = WeightsJSON(report.weights)
    let ceilings = roofline.ceilings
    peak = ceilings.peak.map(toWhole)
    bandwidths = ceilings.levels.reduce(into: [:]) { $0[$1.name] = $1.bandwidth.map(toWhole) }
    memoryLeftOut = ceilings.memoryProblem
    layers = roofline.points.map(LayerJSON.init)
    rankCorrelation = CorrelationJSON(roofline.rankCorrelations)
  }

  struct LayerJSON: Encodable {
    let name: String
    let kind: String
    let bytes: Int
    let intensity: Double
    /// By input and output map alone.
    let mapIntensity: Double
    let latencyMsMedian: Double?
    @Nullable var rate: Double?
    @Nullable var roof: Double?
    @Nullable var share: Double?
    @Nullable var limit: String?

    init(_ point: Roofline.Point) {
      name = point.layer.name
      kind = point.layer.kind.rawValue
      bytes = point.traffic.bytes
      intensity = toMillionths(point.intensity)
      mapIntensity = toMillionths(point.mapIntensity)
      latencyMsMedian = point.milliseconds.map(toNanoseconds)
      rate = point.rate.map(toWhole)
      roof = point.roof.map(toWhole)
      share = point.share.map(toMillionths)
      limit = point.limit?.name
    }
  }

  struct CorrelationJSON: Encodable {
    @Nullable var multiplyAdds: Double?
    @Nullable var parameters: Double?
    @Nullable var bytes: Double?

    init(_ correlations: Roofline.RankCorrelations) {
      multiplyAdds = correlations.multiplyAdds.map(toMillionths)
      parameters = correlations.parameters.map(toMillionths)
      bytes = correlations.bytes.map(toMillionths)
    }
  }
}

/// More digits would only be noise: a rate has ten.
private func toWhole(_ rate: Double) -> Double { rate.rounded() }
