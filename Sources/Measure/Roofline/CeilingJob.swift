/// Measures the ceilings in the background.
///
/// They are the best of many short pieces, so they need no quiet: they come in the rests of the live
/// measurement, whose bursts warm the caches up again by themselves.
final class CeilingJob: BackgroundJob {
  private let measurement: CeilingMeasurement

  let needsQuiet = false
  var isDone: Bool { measurement.ceilings.isComplete }
  var result: BackgroundResult { .ceilings(measurement.ceilings) }

  init(_ subject: Ceilings.Subject) {
    measurement = CeilingMeasurement(subject)
  }

  func step(isCancelled: () -> Bool) {
    measurement.step()
  }
}
