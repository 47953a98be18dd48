/// Measures the ceilings in the background.
///
/// They are the best of many short pieces, so they need no quiet: they come in the rests of the live
/// measurement, whose bursts warm the caches up again by themselves. What a layer has exceeded is measured
/// again once the live figures have settled.
final class CeilingJob: BackgroundJob {
  private let measurement: CeilingMeasurement
  /// What is told until all that was exceeded has been measured again.
  private let known: Ceilings?

  var needsQuiet: Bool { known != nil }
  var isDone: Bool { measurement.isDone }
  var result: BackgroundResult {
    .ceilings(isDone ? measurement.ceilings : known ?? measurement.ceilings)
  }

  init(_ subject: Ceilings.Subject) {
    measurement = CeilingMeasurement(subject)
    known = nil
  }

  init(again known: Ceilings, exceeded: [Roofline.Limit]) {
    measurement = CeilingMeasurement(again: known, exceeded: exceeded)
    self.known = known
  }

  func step(isCancelled: () -> Bool) {
    measurement.step()
  }
}
