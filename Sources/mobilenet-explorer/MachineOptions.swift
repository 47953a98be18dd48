import ArgumentParser
import Engine

/// What a network runs with on this machine.
struct MachineOptions: ParsableArguments {
  @Option(help: "Threads for the network.")
  var threads = 1

  @OptionGroup var instructions: InstructionOptions

  var instructionSet: InstructionSet { instructions.instructionSet }

  func validate() throws {
    try checkThreads(threads)
  }
}

/// Which instructions a network runs with: by itself for commands that go over numbers of threads.
struct InstructionOptions: ParsableArguments {
  @Option(help: "Instruction set: auto, baseline, avx2, avx512 or neon.")
  var isa = InstructionSetChoice.auto

  func validate() throws {
    if case .only(let set) = isa, !InstructionSet.available.contains(set) {
      throw ValidationError("--isa \(set): not on this machine; give --isa auto")
    }
  }

  var instructionSet: InstructionSet {
    switch isa {
    case .auto: .best
    case .only(let set): set
    }
  }
}

/// Refuses a number of threads that can't run at the same time here, and says why.
func checkThreads(_ count: Int, option: String = "--threads") throws {
  if let refusal = Processor.allowance.refusal(ofThreads: count, option: option) {
    throw ValidationError(refusal)
  }
}

/// `auto`, or one instruction set by name.
enum InstructionSetChoice: ExpressibleByArgument {
  case auto
  case only(InstructionSet)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let set = InstructionSet(rawValue: argument) {
      self = .only(set)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .auto: "auto"
    case .only(let set): set.rawValue
    }
  }

  static var allValueStrings: [String] { ["auto"] + InstructionSet.allCases.map(\.rawValue) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
