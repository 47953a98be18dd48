import ArgumentParser
import Engine

/// How exactly a network computes.
struct PrecisionOption: ParsableArguments {
  @Option(help: "How exactly the network computes: float32, or int8 (whole numbers of 8 bits).")
  var precision = Precision.float32
}

extension Precision: ExpressibleByArgument {}
