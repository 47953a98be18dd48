import ArgumentParser
import Engine

/// How exactly a network computes.
struct PrecisionOption: ParsableArguments {
  @Option(
    name: .customLong("precision"),
    help: "How exactly the network computes: float32, or int8 (whole numbers of 8 bits).")
  var numbers = Precision.float32

  @OptionGroup var quantisation: QuantisationOptions

  var precision: Precision { quantisation.applied(to: numbers) }

  func validate() throws {
    try quantisation.check([numbers])
  }
}

/// How weights become whole numbers, where a network computes on such: to see where accuracy falls apart.
struct QuantisationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Of int8: bits of a weight, 8 to 3, else 8; each still takes a byte.", valueName: "bits"))
  var weightBits: Int?

  @Option(
    help: """
      Of int8: whose weights share a step, an output channel's or the whole tensor's of a layer, once batch \
      norm is folded in (channel, tensor); else channel.
      """)
  var scales: Quantisation.Scales?

  /// Refuses bits that there are not, and what no network of these precisions could heed.
  func check(_ precisions: [Precision]) throws {
    let bits = Quantisation.bits
    if let weightBits, !bits.contains(weightBits) {
      throw ValidationError(
        "--weight-bits \(weightBits): give \(bits.upperBound) to \(bits.lowerBound)")
    }
    guard precisions.allSatisfy({ $0 == .float32 }) else { return }
    if weightBits != nil { throw ValidationError("--weight-bits goes with --precision int8") }
    if scales != nil { throw ValidationError("--scales goes with --precision int8") }
  }

  /// float32 stays what it is.
  func applied(to precision: Precision) -> Precision {
    let usual = Quantisation.usual
    guard precision != .float32 else { return precision }
    return .int8(
      Quantisation(weightBits: weightBits ?? usual.weightBits, scales: scales ?? usual.scales))
  }
}

extension Precision: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(name: argument)
  }
}

extension Quantisation.Scales: ExpressibleByArgument {}
