import Kernels

extension InstructionSet {
  /// Multiply-adds per second of one core on registers alone: what no layer can exceed.
  ///
  /// Measured anew at each call, which takes about 20 ms; the best of many short loops, so that a
  /// neighbour on this core does not lower it.
  public func measurePeak() -> Double {
    let table = kernels
    let steps = 20_000
    var best = Double.infinity
    var last: Float = 0
    for _ in 0..<30 {
      let begin = now()
      // What goes in depends on what came out, so that no loop can be left out or merged.
      last = table.peakLoop(steps, 0.5, last.isFinite ? 1 : 0)
      best = min(best, Double(max(1, now() &- begin)))
    }
    return Double(steps * table.peakLoopMultiplyAdds) / best * 1e9
  }
}
