import MobileNet

extension PublishedDevice {
  /// Published memory for people: two buffers by our rule beside what ST printed, a line for each network.
  public static var text: String {
    var table = TextTable([
      ("device", .left), ("α", .right), ("side", .right), ("classes", .right),
      ("two buffers: counted", .right), ("maps: published", .right), ("weights: published", .right),
      ("ms: published", .right),
    ])
    for point in all {
      table.add([
        point.device.rawValue, "\(point.setting.alpha)", "\(point.setting.side)",
        "\(point.setting.classes)", Figure.kibibytes(point.twoBuffers),
        "\(Figure.short(point.mapKibibytes)) KiB", "\(Figure.short(point.weightKibibytes)) KiB",
        Figure.short(point.milliseconds),
      ])
    }
    let devices = Device.allCases.map { "\($0.rawValue): \($0.processor)." }
    return
      (["Memory: int8 networks on small devices", ""] + table.lines + [""] + devices + [
        "Published, not measured here: \(source).",
        "Counted here: the largest input and output of a layer, a byte for each value, in two buffers.",
      ]).joined(separator: "\n")
  }

  /// One line a network, RFC 4180, with a line of names.
  public static var csv: String {
    let names = """
      device,alpha,side,classes,map_bytes_int8,map_kib_published,weight_kib_published,\
      latency_ms_published,source
      """
    let lines = all.map { point in
      let fields = [
        "\(point.setting.alpha.value)", "\(point.setting.side)", "\(point.setting.classes)",
        "\(point.twoBuffers)", "\(point.mapKibibytes)", "\(point.weightKibibytes)",
        "\(point.milliseconds)",
      ]
      return ([point.device.rawValue] + fields + [quotedCSVField(source)]).joined(separator: ",")
    }
    return ([names] + lines).joined(separator: "\n")
  }

  fileprivate var twoBuffers: Int { Architecture(setting).mapPeak.int8MapBytes }
}

/// Part of the contract `mobilenet-explorer/table/1`, where it was asked for.
struct DevicesJSON: Encodable {
  let source = PublishedDevice.source
  let rows = PublishedDevice.all.map(RowJSON.init)

  struct RowJSON: Encodable {
    let device: String
    let alpha: Double
    let side: Int
    let classes: Int
    /// Counted here.
    let mapBytesInt8: Int
    /// As printed, KiB.
    let mapKibPublished: Double
    let weightKibPublished: Double
    let latencyMsPublished: Double

    init(_ point: PublishedDevice) {
      device = point.device.rawValue
      alpha = point.setting.alpha.value
      side = point.setting.side
      classes = point.setting.classes
      mapBytesInt8 = point.twoBuffers
      mapKibPublished = point.mapKibibytes
      weightKibPublished = point.weightKibibytes
      latencyMsPublished = point.milliseconds
    }
  }
}
