import MobileNet

extension Report {
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
    output_channels,parameters,multiply_adds,latency_ms_min,latency_ms_median
    """

  private var csvLines: [String] {
    zip(architecture.layers, layers).map { layer, latency in
      let shapes = [layer.input, layer.output].flatMap { [$0.height, $0.width, $0.channels] }
      let figures = [layer.kernel, layer.stride] + shapes + [layer.parameters, layer.multiplyAdds]
      let times = [latency.minimum, latency.median].map(toNanoseconds)
      return ([layer.name, layer.kind.rawValue] + figures.map(String.init) + times.map { "\($0)" })
        .joined(separator: ",")
    }
  }
}

/// A text as RFC 4180 has it where it may hold commas, quotation marks or lines' ends.
func quotedCSVField(_ text: String) -> String {
  let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"\(parts.joined(separator: "\"\""))\""
}
