import Kernels
import LibC
import MobileNet

// From steps to kernel calls: which kernels a step needs, and what of a layer they compute. How each
// precision calls them stands in the two files beside this one.

/// Memory that one thread's depthwise output goes through.
struct StripMemory {
  /// `[block][row][column][16]`, a map's values.
  let start: UnsafeMutableRawPointer
  /// In int8 room for the strip in the form that pointwise kernels widen it to.
  let wide: UnsafeMutableRawPointer
  /// Room for a number for each pixel of the strip, where they are added up.
  let sums: UnsafeMutablePointer<Float>
}

/// The panels that a thread reads next, so that they are prefetched.
struct NextPanels {
  /// The layer's place in the packed weights.
  let stored: Panels.Convolution
  /// The first output block.
  let block: Int
  /// Active input channels.
  let channels: Int
}

extension Network {
  /// Some rows and output blocks of the first or of a full convolution.
  func runConvolution(_ step: Step, rows: Range<Int>, blocks: Range<Int>) {
    guard !blocks.isEmpty else { return }
    switch precision {
    case .float32: runFloatConvolution(step, rows: rows, blocks: blocks)
    case .int8: runIntegerConvolution(step, rows: rows, blocks: blocks)
    }
    clearBorder(of: step.output, rows: rows, blocks: blocks)
  }

  /// The depthwise half of a separable block; `strip` receives `[block][row][column][16]`, from the first
  /// of `rows` on.
  func runDepthwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, to strip: UnsafeMutableRawPointer
  ) {
    switch precision {
    case .float32: runFloatDepthwise(step, rows: rows, blocks: blocks, to: strip)
    case .int8: runIntegerDepthwise(step, rows: rows, blocks: blocks, to: strip)
    }
  }

  /// The pointwise half of a separable block, on what `runDepthwise` wrote for the same rows. `next` are
  /// the panels that this thread will read after these.
  func runPointwise(
    _ step: Step, rows: Range<Int>, blocks: Range<Int>, from strip: StripMemory,
    next: NextPanels? = nil
  ) {
    switch precision {
    case .float32: runFloatPointwise(step, rows: rows, blocks: blocks, from: strip, next: next)
    case .int8: runIntegerPointwise(step, rows: rows, blocks: blocks, from: strip, next: next)
    }
  }

  /// Some blocks of the average pool.
  func runPool(_ step: Step, blocks: Range<Int>) {
    switch precision {
    case .float32: runFloatPool(step, blocks: blocks)
    case .int8: runIntegerPool(step, blocks: blocks)
    }
  }

  /// The classifier: a pointwise layer of one pixel, whose scale is 1 and whose shift is the bias.
  func runClassifier(_ step: Step, blocks: Range<Int>) {
    guard !blocks.isEmpty else { return }
    switch precision {
    case .float32: runFloatClassifier(step, blocks: blocks)
    case .int8: runIntegerClassifier(step, blocks: blocks)
    }
  }

  /// The strip of a thread, or with thread 0 where a whole map lies.
  func strip(of thread: Int) -> StripMemory {
    let arena = UnsafeMutableRawPointer(arena.start)
    return StripMemory(
      start: arena + (layout.strip + thread * layout.stripSize) * precision.bytes,
      wide: arena + (layout.wide + thread * layout.wideSize) * MemoryLayout<Float>.stride,
      sums: self.arena.start + (layout.sums + thread * layout.sumsSize))
  }

  /// The first panels that a thread reads in the step after this one.
  func panels(after index: Int, thread: Int) -> NextPanels? {
    var following = index + 1
    if following < layout.steps.count, layout.steps[following].operation == .pool { following += 1 }
    guard following < layout.steps.count else { return nil }
    let step = layout.steps[following]
    let channels = step.input.channels
    switch step.operation {
    case .separable:
      let stored = panels.convolutions[step.convolution + 1]
      let blocks = share(of: step.output.blocks, by: 2, thread: thread)
      return NextPanels(
        stored: stored, block: step.strips == 0 ? blocks.lowerBound : 0, channels: channels)
    case .classifier:
      let blocks = share(of: step.output.blocks, by: 4, thread: thread)
      return NextPanels(stored: panels.classifier, block: blocks.lowerBound, channels: channels)
    case .firstConvolution, .fullConvolution, .pool: return nil
    }
  }

  /// Writes the zeros around rows just computed, for a full convolution that reads them next.
  private func clearBorder(of map: Map, rows: Range<Int>, blocks: Range<Int>) {
    let padding = map.padding
    guard padding != .none else { return }
    let arena = UnsafeMutableRawPointer(arena.start)
    let bytes = precision.bytes
    func clear(_ place: Int, _ count: Int) { memset(arena + place * bytes, 0, count * bytes) }
    for index in blocks {
      let first = map.start + index * map.blockStride - padding.left * Block.width
      for row in rows {
        let start = first + row * map.rowStride
        clear(start, padding.left * Block.width)
        clear(start + (padding.left + map.width) * Block.width, padding.right * Block.width)
      }
      if rows.lowerBound == 0 {
        clear(first - padding.top * map.rowStride, padding.top * map.rowStride)
      }
      if rows.upperBound == map.height {
        clear(first + map.height * map.rowStride, padding.bottom * map.rowStride)
      }
    }
  }
}
