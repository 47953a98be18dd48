import CProcessor
import MobileNet

extension Network {
  /// Runs the loaded input through all layers.
  ///
  /// With several threads all of them work on each step together. Nothing is allocated.
  ///
  /// - Parameters:
  ///   - timingLayers: whether to time each layer, for `layerNanoseconds`; costs below 1 %.
  ///   - isCancelled: asked by the calling thread before the first step and between steps.
  /// - Returns: false if it was cancelled; then there is no result.
  public func run(timingLayers: Bool = false, isCancelled: () -> Bool = { false }) -> Bool {
    if timingLayers { clocks.clear() }
    if isCancelled() { return false }
    meeting.reset()
    guard threads > 1 else {
      return runSteps(thread: 0, isTimed: timingLayers, isCancelled: isCancelled)
    }
    return runTogether(isTimed: timingLayers, isCancelled: isCancelled)
  }

  /// Nanoseconds of each layer of the architecture in the last timed run, or in the present one: 0 for
  /// layers that have not finished. A depthwise layer and its pointwise layer run as one step; its time
  /// is shared between them in the ratio of their measured parts.
  public var layerNanoseconds: [UInt64] {
    Array(UnsafeBufferPointer(start: clocks.times, count: architecture.layers.count))
  }

  /// Runs the steps on all threads.
  private func runTogether(isTimed: Bool, isCancelled: () -> Bool) -> Bool {
    var isFinished = false
    let job = ThreadPool.Job(
      body: { context, thread in
        // The calling thread keeps the network alive and waits until this returns.
        Unmanaged<Network>.fromOpaque(context).takeUnretainedValue().help(thread)
      }, context: Unmanaged.passUnretained(self).toOpaque(), processor: processor_current())
    isTimedRun = isTimed
    ThreadPool.shared.run(job, helpers: threads - 1) {
      isFinished = runSteps(thread: 0, isTimed: isTimed, isCancelled: isCancelled)
    }
    return isFinished
  }

  private func help(_ thread: Int) {
    _ = runSteps(thread: thread, isTimed: isTimedRun, isCancelled: { false })
  }

  /// Runs one thread's part of each step, with a barrier behind each.
  private func runSteps(thread: Int, isTimed: Bool, isCancelled: () -> Bool) -> Bool {
    var begin = isTimed && thread == 0 ? now() : 0
    let last = layout.steps.count - 1
    for index in 0...last {
      perform(index, thread: thread, isTimed: isTimed)
      if thread == 0, index < last, isCancelled() { meeting.stop(before: index + 1) }
      meeting.wait(thread: thread)
      if isTimed, thread == 0 {
        let end = now()
        clocks.settle(layout.steps[index], wall: end &- begin)
        begin = end
      }
      if meeting.isStopped(before: index + 1) { return false }
    }
    return true
  }

  /// One thread's part of a step.
  private func perform(_ index: Int, thread: Int, isTimed: Bool) {
    let step = layout.steps[index]
    switch step.operation {
    case .separable:
      if step.strips > 0 {
        runStrips(step, index, thread: thread, isTimed: isTimed)
      } else {
        runHalves(step, index, thread: thread, isTimed: isTimed)
      }
    case .firstConvolution, .fullConvolution:
      guard step.strips > 0 else {
        let blocks = share(of: step.output.blocks, by: 2, thread: thread)
        runConvolution(step, rows: 0..<step.output.height, blocks: blocks)
        return
      }
      var strip = meeting.claim(index, thread: thread, after: -1)
      while strip < step.strips {
        runConvolution(step, rows: rows(of: strip, step), blocks: 0..<step.output.blocks)
        strip = meeting.claim(index, thread: thread, after: strip)
      }
    case .pool: runPool(step, blocks: share(of: step.output.blocks, by: 1, thread: thread))
    case .classifier:
      runClassifier(step, blocks: share(of: step.output.blocks, by: 4, thread: thread))
    }
  }

  /// Runs a separable block strip by strip: the pointwise layer reads what the depthwise layer has just
  /// written from this core's own cache.
  private func runStrips(_ step: Step, _ index: Int, thread: Int, isTimed: Bool) {
    let memory = self.strip(of: thread)
    var strip = meeting.claim(index, thread: thread, after: -1)
    var last = isTimed ? now() : 0
    while strip < step.strips {
      let rows = rows(of: strip, step)
      runDepthwise(step, rows: rows, blocks: 0..<step.input.blocks, to: memory.start)
      last = lap(isTimed, since: last, layer: step.layer, thread: thread)
      let following = meeting.claim(index, thread: thread, after: strip)
      let next = following < step.strips ? nil : panels(after: index, thread: thread)
      runPointwise(step, rows: rows, blocks: 0..<step.output.blocks, from: memory, next: next)
      last = lap(isTimed, since: last, layer: step.layer + 1, thread: thread)
      strip = following
    }
  }

  /// Runs a separable block whose map is too small for strips, on several threads: each computes a share
  /// of the depthwise channels, and after a barrier a share of the pointwise output channels. The
  /// pointwise shares are contiguous, so that no thread prefetches weights that another one uses.
  private func runHalves(_ step: Step, _ index: Int, thread: Int, isTimed: Bool) {
    let whole = self.strip(of: 0)
    let rows = 0..<step.output.height
    let begin = isTimed ? now() : 0
    runDepthwise(
      step, rows: rows, blocks: share(of: step.input.blocks, by: 1, thread: thread),
      to: whole.start)
    _ = lap(isTimed, since: begin, layer: step.layer, thread: thread)
    meeting.wait(thread: thread)
    let middle = isTimed ? now() : 0
    let blocks = share(of: step.output.blocks, by: 2, thread: thread)
    if !blocks.isEmpty {
      let own = self.strip(of: thread)
      runPointwise(
        step, rows: rows, blocks: blocks,
        from: StripMemory(start: whole.start, wide: own.wide, sums: own.sums),
        next: panels(after: index, thread: thread))
    }
    _ = lap(isTimed, since: middle, layer: step.layer + 1, thread: thread)
  }

  /// Adds the time since the last reading to a layer, and gives the present one.
  private func lap(_ isTimed: Bool, since: UInt64, layer: Int, thread: Int) -> UInt64 {
    guard isTimed else { return 0 }
    let time = now()
    clocks.add(time &- since, layer: layer, thread: thread)
    return time
  }

  /// The output rows of a strip.
  private func rows(of strip: Int, _ step: Step) -> Range<Int> {
    let height = step.output.height
    return (strip * height / step.strips)..<((strip + 1) * height / step.strips)
  }

  /// A thread's contiguous part of `count` blocks, cut only between groups of `size`.
  func share(of count: Int, by size: Int, thread: Int) -> Range<Int> {
    let groups = (count + size - 1) / size
    let lower = min(count, thread * groups / threads * size)
    let upper = min(count, (thread + 1) * groups / threads * size)
    return lower..<upper
  }
}
