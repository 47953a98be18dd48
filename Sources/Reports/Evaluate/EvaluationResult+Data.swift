import CEmbedded
import Engine
import FoundationEssentials
import Measure
import MobileNet

extension EvaluationResult {
  /// The contract `mobilenet-explorer/evaluate/1`: one JSON object.
  public func json() throws -> String {
    try encodeJSON(EvaluationJSON(self))
  }

  /// Reads what `json()` gives, as a file holds it.
  public static func read(path: String) throws(MeasureError) -> EvaluationResult {
    try read(bytes: ResultFile.contents(of: path), file: path)
  }

  /// Reads what `json()` gives from the bytes of a file, which errors call `file`.
  static func read(bytes: [UInt8], file: String) throws(MeasureError) -> EvaluationResult {
    let json: EvaluationJSON = try decodeJSON(bytes, file: file)
    guard let result = json.result else {
      throw .notAResult(file: file, problem: "its counts contradict each other")
    }
    return result
  }

  /// One line a setting, RFC 4180, with a line of names.
  public var csv: String {
    let agreementNames = ",precision,agreement,agreed" + [precision].quantisationNames
    let pointingNames = ",pointing,pointing_low,pointing_high,pointed,pointing_pictures"
    let lines = accuracies.map { accuracy in
      let (one, five) = (top1Interval(accuracy), top5Interval(accuracy))
      let shares = [top1(accuracy), one.low, one.high, top5(accuracy), five.low, five.high]
      let counts = [accuracy.correct1, accuracy.correct5, pictures, damaged]
      let cells =
        ["\(accuracy.alpha.value)", "\(accuracy.side)"]
        + shares.map { hasAccuracy ? "\(toMillionths($0))" : "" }
        + counts.map(String.init) + agreementCells(accuracy) + pointingCells(accuracy)
      return cells.joined(separator: ",")
    }
    let names = Self.csvNames + (precision == .float32 ? "" : agreementNames)
    return ([names + (boxes == nil ? "" : pointingNames)] + lines).joined(separator: "\n")
  }
}

extension EvaluationResult {
  static let csvNames = """
    alpha,side,top1,top1_low,top1_high,top5,top5_low,top5_high,correct1,correct5,pictures,damaged
    """

  /// Of a line; none where float32 was measured itself.
  fileprivate func agreementCells(_ accuracy: Accuracy) -> [String] {
    guard precision != .float32 else { return [] }
    let share = agreement(accuracy).map { "\(toMillionths($0))" }
    return [precision.name, share ?? "", "\(accuracy.agreed)"]
      + [precision].quantisationFields(of: precision)
  }

  /// Of a line; none where there are no boxes.
  fileprivate func pointingCells(_ accuracy: Accuracy) -> [String] {
    guard boxes != nil else { return [] }
    let interval = pointingInterval(accuracy)
    let shares = [pointing(accuracy), interval.low, interval.high].compactMap(\.self)
    return (boxed == 0 ? ["", "", ""] : shares.map { "\(toMillionths($0))" })
      + ["\(accuracy.pointed)", "\(boxed)"]
  }
}

private struct EvaluationJSON: Codable, SchemaNamed {
  static let expectedSchema = "mobilenet-explorer/evaluate/1"
  var schema = EvaluationJSON.expectedSchema
  let dataset: String
  let fingerprint: String
  let pictures: Int
  let damaged: Int
  let seen: Int
  let planned: Int
  let leftOut: Int
  let shards: [Int]
  let shardCount: Int
  let weights: WeightsJSON
  /// Absent in files of programs that knew float32 only.
  let precision: String?
  /// Of int8 alone; absent in files of programs that knew the usual quantisation only.
  let weightBits: Int?
  let scales: String?
  /// The fingerprint of the boxes; absent without them.
  let boxes: String?
  /// Pictures whose middle lies in a box, and their share of those with a box.
  var pointingMiddles: Int?
  var pointingAtMiddle: Double?
  let results: [AccuracyJSON]

  init(_ result: EvaluationResult) {
    dataset = result.dataset
    fingerprint = result.fingerprint
    pictures = result.pictures
    damaged = result.damaged
    seen = result.seen
    planned = result.planned
    leftOut = result.leftOut
    shards = result.shards
    shardCount = result.shardCount
    weights = WeightsJSON(result.weights)
    precision = result.precision.name
    weightBits = result.precision.quantisation?.weightBits
    scales = result.precision.quantisation?.scales.rawValue
    boxes = result.boxes
    if boxes != nil {
      pointingMiddles = result.middles
      pointingAtMiddle = result.pointingAtMiddle.map(toMillionths)
    }
    results = result.accuracies.map { AccuracyJSON($0, of: result) }
  }

  /// Nil where the figures can't be true.
  var result: EvaluationResult? {
    let accuracies = results.compactMap(\.accuracy)
    let numbers = 0...1_000_000_000
    guard let precision = Precision(data: precision, weightBits: weightBits, scales: scales),
      accuracies.count == results.count, numbers.contains(planned),
      (0...planned).contains(seen), (0...seen).contains(damaged), pictures == seen - damaged,
      numbers.contains(leftOut), (1...100_000).contains(shardCount), !shards.isEmpty,
      Set(shards).count == shards.count, shards.allSatisfy((1...shardCount).contains),
      accuracies.allSatisfy({
        0 <= $0.correct1 && $0.correct1 <= $0.correct5 && $0.correct5 <= pictures
          && (0...pictures).contains($0.agreed)
      })
    else { return nil }
    var result = EvaluationResult(
      dataset: dataset, fingerprint: fingerprint, weights: weights.weights, leftOut: leftOut,
      planned: planned, shards: shards, shardCount: shardCount,
      accuracies: accuracies)
    result.precision = precision
    result.seen = seen
    result.damaged = damaged
    guard boxes != nil else { return result }
    let boxed = Set(results.map { $0.pointingPictures ?? -1 })
    guard boxed.count == 1, let boxed = boxed.first, (0...pictures).contains(boxed),
      let pointingMiddles, (0...boxed).contains(pointingMiddles),
      accuracies.allSatisfy({ (0...boxed).contains($0.pointed) })
    else { return nil }
    result.boxes = boxes
    (result.boxed, result.middles) = (boxed, pointingMiddles)
    return result
  }
}

/// Shares are null where no picture was seen.
private struct AccuracyJSON: Codable {
  let alpha: Double
  let side: Int
  @Nullable var top1: Double?
  @Nullable var top1Interval: [Double]?
  let correct1: Int
  @Nullable var top5: Double?
  @Nullable var top5Interval: [Double]?
  let correct5: Int
  /// How often float32 answers the same; absent where that was measured itself.
  var agreement: Double?
  var agreed: Int?
  /// The pointing game; absent without boxes.
  var pointing: Double?
  var pointingInterval: [Double]?
  var pointed: Int?
  var pointingPictures: Int?

  init(_ accuracy: EvaluationResult.Accuracy, of result: EvaluationResult) {
    let (one, five) = (result.top1Interval(accuracy), result.top5Interval(accuracy))
    alpha = accuracy.alpha.value
    side = accuracy.side
    correct1 = accuracy.correct1
    correct5 = accuracy.correct5
    if result.precision != .float32 {
      agreed = accuracy.agreed
      agreement = result.agreement(accuracy).map(toMillionths)
    }
    if result.boxes != nil {
      pointed = accuracy.pointed
      pointingPictures = result.boxed
      pointing = result.pointing(accuracy).map(toMillionths)
      let interval = result.pointingInterval(accuracy)
      if result.boxed > 0 { pointingInterval = [interval.low, interval.high].map(toMillionths) }
    }
    guard result.hasAccuracy else { return }
    top1 = toMillionths(result.top1(accuracy))
    top1Interval = [one.low, one.high].map(toMillionths)
    top5 = toMillionths(result.top5(accuracy))
    top5Interval = [five.low, five.high].map(toMillionths)
  }

  var accuracy: EvaluationResult.Accuracy? {
    guard let alpha = WidthMultiplier(json: alpha), Setting.sides.contains(side) else { return nil }
    return EvaluationResult.Accuracy(
      alpha: alpha, side: side, correct1: correct1, correct5: correct5, agreed: agreed ?? 0,
      pointed: pointed ?? 0)
  }
}

extension AccuracySurfaces {
  /// Those that travel inside the executable.
  public static func builtIn() throws(MeasureError) -> AccuracySurfaces {
    var surfaces = AccuracySurfaces([try .builtIn(), try .builtInInt8()])
    for index in 0..<embedded_accuracy_quantised_count() {
      surfaces.take(try .builtInQuantised(index))
    }
    return surfaces
  }
}

extension AccuracySurface {
  /// The surface in float32 that travels inside the executable. It was measured on the weights of its
  /// `checksum`: compare that with the weights in use, which may be newer.
  public static func builtIn() throws(MeasureError) -> AccuracySurface {
    let grid = unsafe bytes(embedded_accuracy(), embedded_accuracy_size())
    let checks = unsafe bytes(embedded_accuracy_checks(), embedded_accuracy_checks_size())
    return try builtIn(grid, name: "built-in accuracy", checks: checks)
  }

  /// The same in int8; between its settings nobody has checked it.
  public static func builtInInt8() throws(MeasureError) -> AccuracySurface {
    let grid = unsafe bytes(embedded_accuracy_int8(), embedded_accuracy_int8_size())
    return try builtIn(grid, name: "built-in accuracy in int8", checks: nil)
  }

  /// The same with weights of fewer bits, or one scale for a layer: the one at that place.
  fileprivate static func builtInQuantised(_ index: Int32) throws(MeasureError) -> AccuracySurface {
    let grid = unsafe bytes(
      embedded_accuracy_quantised(index), embedded_accuracy_quantised_size(index))
    return try builtIn(grid, name: "built-in accuracy, quantised", checks: nil)
  }

  private static func builtIn(
    _ grid: [UInt8], name: String, checks: [UInt8]?
  ) throws(MeasureError) -> AccuracySurface {
    var between: EvaluationResult?
    if let checks { between = try .read(bytes: checks, file: "\(name) between settings") }
    guard
      let surface = AccuracySurface(
        try EvaluationResult.read(bytes: grid, file: name), checks: between)
    else { throw .notAResult(file: name, problem: "it is not a whole grid of settings") }
    return surface
  }

  private static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}
