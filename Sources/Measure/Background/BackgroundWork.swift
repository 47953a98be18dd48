import Engine
import MobileNet

/// Work that the engine's thread does beside the live measurement, a piece at a time.
///
/// What has been found stays, whatever the setting becomes meanwhile, for as long as the same work is
/// asked for.
public enum BackgroundWork: Equatable, Sendable {
  /// What the network answers for a picture over a grid of settings.
  case answerMap(AnswerMap.Grid)
  /// How long a grid of settings takes.
  case latencyMap(LatencyMap.Grid)
  /// What this host can do at best.
  case ceilings(Ceilings.Subject)
  /// Those that a layer has exceeded, once more.
  case ceilingsAgain(Ceilings, exceeded: [Roofline.Limit])
  /// How long single settings take, and what they answer.
  case probes(Probes)
}

/// What background work has found so far.
public enum BackgroundResult: Equatable, Sendable {
  case answerMap(AnswerMap)
  case latencyMap(LatencyMap)
  case ceilings(Ceilings)
  /// All of them, or none yet.
  case probes([Probes.Finding])
}

/// Background work in progress. It belongs to the engine's thread.
protocol BackgroundJob: AnyObject {
  /// Whether it takes times of networks, so that nothing else may be measured meanwhile: then it begins
  /// once the figures of the present setting have settled, and never works in a pause. Others begin right
  /// after the first result and fill the rests between measurements.
  var needsQuiet: Bool { get }
  var isDone: Bool { get }
  var result: BackgroundResult { get }
  /// Does the next piece, of some milliseconds. Where it is cancelled in between, the piece is left
  /// for the next time.
  func step(isCancelled: () -> Bool)
}

/// The background work that the newest request has asked for.
final class Background {
  private var work: BackgroundWork?
  private var job: (any BackgroundJob)?
  /// Work that is no longer asked for rests, and goes on if it is asked for again.
  private var isAskedFor = false

  /// Goes on with the work at hand where it is still the one asked for, else begins anew.
  func take(_ request: Request, packed: PackedWeights, gallery: Gallery) {
    isAskedFor = request.background != nil
    guard let wanted = request.background, wanted != work else { return }
    work = wanted
    switch wanted {
    case .answerMap(let grid):
      job = AnswerMapJob(grid, request, packed: packed, gallery: gallery)
    case .latencyMap(let grid): job = try? SweepJob(grid, packed: packed)
    case .ceilings(let subject): job = CeilingJob(subject)
    case .ceilingsAgain(let known, let exceeded):
      job = CeilingJob(again: known, exceeded: exceeded)
    case .probes(let probes): job = ProbeJob(probes, packed: packed, gallery: gallery)
    }
  }

  /// What has been found so far.
  var result: BackgroundResult? { isAskedFor ? job?.result : nil }

  /// Whether there is something to do at once.
  func isDue(isSettled: Bool) -> Bool {
    guard isAskedFor, let job, !job.isDone else { return false }
    return isSettled || !job.needsQuiet
  }

  /// Does one piece.
  func step(isCancelled: () -> Bool) {
    job?.step(isCancelled: isCancelled)
  }
}

/// Measures a grid of latencies, one turn of one setting a piece.
final class SweepJob: BackgroundJob {
  private var map: LatencyMap
  private let sweep: Sweep
  /// Whether the system has refused the memory for a network: then the map stays as it is.
  private var isRefused = false

  let needsQuiet = true
  var isDone: Bool { map.isComplete || isRefused }
  var result: BackgroundResult { .latencyMap(map) }

  init(_ grid: LatencyMap.Grid, packed: PackedWeights) throws(MemoryRefused) {
    map = LatencyMap(grid)
    sweep = Sweep(try packed.sweepGrid(grid)) { setting, precision throws(MemoryRefused) in
      try packed.choose(grid.weights, for: setting, in: precision).panels
    }
  }

  func step(isCancelled: () -> Bool) {
    do throws(MemoryRefused) {
      guard let place = try sweep.step(isCancelled) else { return }
      map.latencies[place] = sweep.result.points[place].latency
      map.turnsDone += 1
    } catch {
      isRefused = true
    }
  }
}
