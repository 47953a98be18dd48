import Kernels
import MobileNet
import Weights

/// A network that runs: packed weights, an architecture, and an arena for everything in between.
///
/// It belongs to one thread, which rebuilds it, feeds it and runs it; further threads help inside
/// `rebuild` and `run` alone. A run allocates nothing. A rebuild allocates lists of layers only, once
/// the arena has reached its size. Where the system refuses an arena, the program ends with one sentence.
/// `Reference` computes the same in plain loops.
public final class Network {
  /// The packed weights.
  public let panels: Panels
  /// The instruction set whose kernels run.
  public let instructionSet: InstructionSet
  /// How exactly it computes: as its panels are packed.
  public var precision: Precision { panels.precision }
  /// Threads that share a run, the calling one included: as many as were asked for, or fewer where the
  /// system refused them. The logits never depend on it.
  public let threads: Int
  /// What the last `rebuild` made; at first the weights' own network at its full width and base side.
  public private(set) var architecture: Architecture

  let kernels: KernelTable
  let integerKernels: IntegerKernelTable
  var layout = Layout()
  var arena = FloatMemory(requiring: 0)
  var statistics = BatchNormStatistics()
  let clocks: Clocks
  let meeting: Meeting
  /// Whether the present run times its layers; for the helping threads.
  var isTimedRun = false
  /// The statistics of the present rebuild; for the helping threads.
  var foldedStatistics: StatisticsPointers?

  /// Makes the weights' network at their full width and base side.
  ///
  /// - Parameters:
  ///   - panels: may be shared with other networks, on any thread.
  ///   - instructionSet: one of `InstructionSet.available`.
  ///   - threads: at least 1.
  public init(panels: Panels, instructionSet: InstructionSet, threads: Int = 1) {
    precondition(
      InstructionSet.available.contains(instructionSet), "an instruction set of this processor")
    precondition(threads >= 1, "at least one thread")
    self.panels = panels
    self.instructionSet = instructionSet
    self.threads = 1 + ThreadPool.shared.reserve(threads - 1)
    kernels = instructionSet.kernels
    integerKernels = instructionSet.integerKernels
    clocks = Clocks(threads: self.threads)
    meeting = Meeting(threads: self.threads)
    let source = panels.source
    architecture = Architecture(
      source.description.setting(alpha: source.widths.upperBound, side: source.baseSide))
    rebuild()
  }

  /// Makes this the network of another setting: slices the weights, folds the batch norms into a
  /// scale and a shift for each channel, lays out the arena. Then an input must be loaded.
  ///
  /// - Precondition: the setting has the weights' variant and classes, and no more channels than
  ///   the weights hold.
  public func rebuild(_ setting: Setting) {
    guard setting != architecture.setting else { return }
    architecture = Architecture(setting)
    rebuild()
  }

  private func rebuild() {
    precondition(fits(architecture), "an architecture that is a slice of the weights")
    layout.update(
      architecture, threads: threads, precision: precision, widens: integerKernels.needsScratch,
      addsPixels: panels.own != nil)
    if arena.count < layout.size {
      // The old arena goes first, or the process would hold both for a moment.
      arena = FloatMemory(requiring: 0)
      arena = FloatMemory(requiring: layout.size)
    }
    clearMargins()
    clocks.clear()
    panels.source.fillStatistics(&statistics, for: architecture)
    foldBatchNorms()
  }

  /// Copies an input into the arena, where the padding's zeros lie between the rows.
  ///
  /// - Parameter input: side × side × 3, row by row, R G B, normalised as the weights ask for.
  public func load(input: [Float]) {
    let image = layout.image
    precondition(input.count == image.height * image.width * 3, "side × side × 3 values")
    input.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      if precision != .float32 { return loadBytes(first) }
      for row in 0..<image.height {
        (arena.start + (image.start + row * image.rowStride))
          .update(from: first + row * image.width * 3, count: image.width * 3)
      }
    }
  }

  /// Bytes that the feature maps, folded batch norms and logits of the present setting take.
  public var arenaBytes: Int { layout.size * MemoryLayout<Float>.stride }

  /// The last run's answer, one for each class, before softmax.
  public var logits: [Float] {
    let map = layout.steps[layout.steps.count - 1].output
    return Array(UnsafeBufferPointer(start: arena.start + map.start, count: map.channels))
  }

  private func fits(_ architecture: Architecture) -> Bool {
    let layers = architecture.layers.filter(\.kind.hasBatchNorm)
    let isSlice = zip(layers, panels.convolutions).allSatisfy { layer, stored in
      layer.kind == stored.kind && layer.output.channels <= stored.outputs
        && layer.input.channels <= stored.inputs
    }
    return layers.count == panels.convolutions.count && isSlice
      && architecture.setting.classes == panels.classifier.outputs
  }

  /// Writes zeros where kernels read beyond the picture and beyond the maps; the arena may hold anything.
  private func clearMargins() {
    let image = layout.image
    switch precision {
    case .float32:
      (arena.start + (image.start - image.corner)).update(repeating: 0, count: image.blockStride)
    case .int8: writePictureBorder()
    }
    (arena.start + layout.zeros).update(repeating: 0, count: layout.scratch - layout.zeros)
  }
}
