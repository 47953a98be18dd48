import MobileNet

extension Report {
  /// One line a layer, RFC 4180, with a line of names.
  public var csv: String {
    let names = """
      name,kind,kernel,stride,input_height,input_width,input_channels,output_height,output_width,\
      output_channels,parameters,multiply_adds,latency_ms_min,latency_ms_median
      """
    let lines = zip(architecture.layers, layers).map { layer, latency in
      let shapes = [layer.input, layer.output].flatMap { [$0.height, $0.width, $0.channels] }
      let figures = [layer.kernel, layer.stride] + shapes + [layer.parameters, layer.multiplyAdds]
      let times = [latency.minimum, latency.median].map(toNanoseconds)
      return ([layer.name, layer.kind.rawValue] + figures.map(String.init) + times.map { "\($0)" })
        .joined(separator: ",")
    }
    return ([names] + lines).joined(separator: "\n")
  }
}
