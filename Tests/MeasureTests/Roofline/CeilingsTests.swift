import Engine
import Testing

@testable import Measure

@Suite("This host's ceilings")
struct CeilingsTests {
  private let caches = [
    CacheLevel(level: 1, bytes: 32 << 10, sharing: 1),
    CacheLevel(level: 2, bytes: 512 << 10, sharing: 1),
    CacheLevel(level: 3, bytes: 4 << 20, sharing: 2),
  ]
  private let subject = Ceilings.Subject(instructionSet: .best, threads: 1)

  @Test("come one by one, the peak first, each told with its level")
  func order() {
    let measurement = CeilingMeasurement(subject, caches: caches, available: nil)
    #expect(measurement.ceilings.levels.map(\.name) == ["L1", "L2", "L3", "memory"])
    #expect(measurement.ceilings.levels.map(\.bytes) == [32 << 10, 512 << 10, 4 << 20, nil])
    var awaited = [measurement.ceilings.awaited]
    while !measurement.ceilings.isComplete {
      measurement.step()
      if awaited.last != measurement.ceilings.awaited {
        awaited.append(measurement.ceilings.awaited)
      }
    }
    #expect(awaited == ["peak", "L1", "L2", "L3", "memory", nil])
    #expect(measurement.ceilings.memoryProblem == nil)
    let found = measurement.ceilings.levels.map { $0.bandwidth ?? 0 }
    #expect(found.allSatisfy { $0 > 0 && $0.isFinite })
    // Nothing more is done.
    let done = measurement.ceilings
    measurement.step()
    #expect(measurement.ceilings == done)
  }

  @Test("never fall as measuring goes on")
  func best() {
    let measurement = CeilingMeasurement(subject, caches: Array(caches[..<2]), available: 0)
    var last = measurement.ceilings
    while !measurement.ceilings.isComplete {
      measurement.step()
      let now = measurement.ceilings
      #expect(now.peak ?? 0 >= last.peak ?? 0)
      #expect(zip(now.levels, last.levels).allSatisfy { $0.bandwidth ?? 0 >= $1.bandwidth ?? 0 })
      last = now
    }
  }

  @Test("hold for all threads together: each has its own caches, and its part of a shared one")
  func threads() {
    let two = Ceilings.Subject(instructionSet: .best, threads: 2)
    let measurement = CeilingMeasurement(two, caches: caches, available: 0)
    #expect(measurement.ceilings.levels.map(\.bytes) == [64 << 10, 1 << 20, 4 << 20])
  }

  @Test(
    "say why the memory is left out",
    arguments: [
      ([CacheLevel(level: 1, bytes: 32 << 10, sharing: 1)], 127 << 20, "too little of it is free"),
      ([], nil, "the system tells no sizes of caches"),
    ] as [([CacheLevel], Int?, String)])
  func leftOut(caches: [CacheLevel], available: Int?, problem: String) {
    let measurement = CeilingMeasurement(subject, caches: caches, available: available)
    while !measurement.ceilings.isComplete { measurement.step() }
    #expect(measurement.ceilings.memoryProblem == problem)
    #expect(measurement.ceilings.levels.map(\.name) == caches.map { "L\($0.level)" })
    #expect(measurement.ceilings.peak ?? 0 > 0)
    #expect(measurement.ceilings.awaited == nil)
  }

  @Test(
    "leave out a level that hardly holds more than the one below, and what no memory is given for")
  func levels() {
    let hardly = [
      CacheLevel(level: 1, bytes: 32 << 10, sharing: 1),
      CacheLevel(level: 2, bytes: 64 << 10, sharing: 1),
      CacheLevel(level: 3, bytes: 1 << 60, sharing: 1),
    ]
    let measurement = CeilingMeasurement(subject, caches: hardly, available: nil)
    #expect(measurement.ceilings.levels.map(\.name) == ["L1", "L3", "memory"])
    while !measurement.ceilings.isComplete { measurement.step() }
    #expect(measurement.ceilings.levels.map(\.name) == ["L1"])
    #expect(measurement.ceilings.memoryProblem == "the system gives no memory to measure it")
  }

  @Test("are measured again one by one: better ones are taken, the others stay")
  func again() {
    var known = CeilingMeasurement.run(subject)
    known.peak = 1
    let names = known.levels.map(\.name)
    for place in names.indices { known.levels[place].bandwidth = 1 }
    let limits = [Roofline.Limit.arithmetic] + names.prefix(1).map { .level($0) }
    let raised = CeilingMeasurement.again(known, limits)
    #expect(raised.peak ?? 0 > 1 && raised.repeats == 1 && raised.isComplete)
    #expect(raised.levels.map(\.name) == names)
    for (place, level) in raised.levels.enumerated() {
      #expect((level.bandwidth ?? 0 > 1) == (place == 0))
    }
    known.peak = .greatestFiniteMagnitude
    let kept = CeilingMeasurement.again(known, [.arithmetic])
    #expect(kept.peak == known.peak && kept.levels == known.levels && kept.repeats == 1)
    // What is not there can't be measured.
    #expect(CeilingMeasurement.again(known, [.level("L9")]).repeats == 1)
  }

  @Test("that were exceeded are told only once all of them have been measured again")
  func job() {
    var known = CeilingMeasurement.run(subject)
    known.peak = 1
    let job = CeilingJob(again: known, exceeded: [.arithmetic])
    #expect(job.needsQuiet && !CeilingJob(subject).needsQuiet)
    while !job.isDone {
      #expect(job.result == .ceilings(known))
      job.step { false }
    }
    guard case .ceilings(let raised) = job.result else {
      Issue.record("no ceilings")
      return
    }
    #expect(raised.peak ?? 0 > 1 && raised.repeats == 1)
  }

  @Test("tell the nearest level that holds so many bytes")
  func holding() {
    let levels = [
      Ceilings.Level(name: "L1", bytes: 100), Ceilings.Level(name: "L2", bytes: 1000),
      Ceilings.Level(name: "memory", bytes: nil),
    ]
    let all = Ceilings(subject: subject, levels: levels)
    #expect(
      [0, 100, 101, 1000, 1001].map { all.level(holding: $0)?.name }
        == ["L1", "L1", "L2", "L2", "memory"])
    let caches = Ceilings(subject: subject, levels: Array(levels[..<2]))
    #expect(caches.level(holding: 5000)?.name == "L2")
    #expect(Ceilings(subject: subject, levels: []).level(holding: 1) == nil)
  }
}
