import Engine
import LibC
import MobileNet

/// What was asked for on the command line.
struct Options {
  /// What is measured: the kernels one by one if nothing else is named.
  enum Subject { case kernels, network, memory, agreement }
  var subject = Subject.kernels
  var instructionSet = InstructionSet.best
  var precision = Precision.float32
  var alpha = WidthMultiplier.one
  var side = 224
  var threads = 1
  var rounds = 50
  var variant = Variant.separable
  var isJSON = false
  var showsLayers = false
  /// The built-in weights in place of seeded ones.
  var isBuiltIn = false

  init(_ arguments: some Sequence<String>) {
    var words = Array(arguments)[...]
    while let word = words.popFirst() {
      switch word {
      case "network": subject = .network
      case "memory": subject = .memory
      case "agreement": subject = .agreement
      case "--json": isJSON = true
      case "--layers": showsLayers = true
      case "--built-in": isBuiltIn = true
      default: take(word, words.popFirst() ?? "")
      }
    }
    check()
  }

  /// Refuses what nothing could be measured with.
  private func check() {
    if !(1...100_000).contains(rounds) { fail("--rounds \(rounds): give 1 to 100000") }
    if !Setting.sides.contains(side) { fail("--side \(side): give 32 to 512") }
    if let refusal = Processor.allowance.refusal(ofThreads: threads) { fail(refusal) }
    if !InstructionSet.available.contains(instructionSet) {
      let names = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
      fail("--isa \(instructionSet.rawValue): not on this machine; give one of \(names)")
    }
    if isBuiltIn, variant != .separable {
      fail("--variant \(variant.rawValue): the built-in weights are separable; leave it out")
    }
  }

  private mutating func take(_ option: String, _ value: String) {
    switch option {
    case "--isa": instructionSet = read(option, value, InstructionSet(rawValue: value))
    case "--precision": precision = read(option, value, Precision(name: value))
    case "--alpha": alpha = read(option, value, WidthMultiplier(value))
    case "--side": side = read(option, value, Int(value))
    case "--threads": threads = read(option, value, Int(value))
    case "--rounds": rounds = read(option, value, Int(value))
    case "--variant": variant = read(option, value, Variant(rawValue: value))
    default: fail("unknown option '\(option)'")
    }
  }

  private func read<Value>(_ option: String, _ text: String, _ value: Value?) -> Value {
    guard let value else { fail("\(option): '\(text)' is not a value that it takes") }
    return value
  }

  func fail(_ message: String, status: Int32 = 64) -> Never {
    var line = "kernel-bench: \(message)\n"
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(status)
  }
}
