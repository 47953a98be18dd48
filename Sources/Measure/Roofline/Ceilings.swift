import Engine

/// What this host can do at best with some threads: no layer can be faster.
public struct Ceilings: Equatable, Sendable {
  /// What is measured.
  public let subject: Subject
  /// Multiply-adds a second on registers alone, of all threads together; nil until it has been measured.
  public internal(set) var peak: Double?
  /// The caches, that nearest to a core first, and the memory as the last one, as far as it is measured.
  public internal(set) var levels: [Level]
  /// Why the memory's bandwidth is left out, in one clause; nil where it is not.
  public internal(set) var memoryProblem: String?
  /// Rounds that all of them have had; each takes the better of what it finds and what was known.
  public internal(set) var roundsDone = 0
  /// How often ceilings that a layer had exceeded have been measured again.
  public internal(set) var repeats = 0

  /// How the host is asked.
  public struct Subject: Hashable, Sendable {
    public var instructionSet: InstructionSet
    public var threads: Int
    /// What the peak's multiply-adds are made on.
    public let precision: Precision

    public init(
      instructionSet: InstructionSet, threads: Int, precision: Precision = .float32
    ) {
      (self.instructionSet, self.threads) = (instructionSet, threads)
      self.precision = precision.arithmetic
    }
  }

  /// Where data may lie.
  public struct Level: Equatable, Sendable {
    /// `L1` … or `memory`.
    public let name: String
    /// What holds for all threads together; nil for the memory, which holds everything.
    public let bytes: Int?
    /// Bytes a second that all threads together read from there; nil until it has been measured.
    public var bandwidth: Double?

    public init(name: String, bytes: Int?, bandwidth: Double? = nil) {
      (self.name, self.bytes, self.bandwidth) = (name, bytes, bandwidth)
    }
  }

  public init(
    subject: Subject, peak: Double? = nil, levels: [Level], memoryProblem: String? = nil,
    roundsDone: Int = 0, repeats: Int = 0
  ) {
    self.subject = subject
    self.peak = peak
    self.levels = levels
    self.memoryProblem = memoryProblem
    self.roundsDone = roundsDone
    self.repeats = repeats
  }

  /// Rounds that are taken: they spread over a quarter of a second, so that neither a clock that has yet
  /// to rise nor another program's turn hides the best.
  public static let rounds = 6

  /// Whether there is nothing left to measure.
  public var isComplete: Bool { roundsDone >= Self.rounds }

  /// What is waited for: "peak", or a level's name; nil once each of them has a figure.
  public var awaited: String? {
    peak == nil ? "peak" : levels.first { $0.bandwidth == nil }?.name
  }

  /// The nearest level that holds so many bytes: the farthest that is known where none does.
  public func level(holding bytes: Int) -> Level? {
    levels.first { ($0.bytes ?? .max) >= bytes } ?? levels.last
  }
}

/// Measures this host's ceilings, a piece of some milliseconds at a time, the peak first. All in all it
/// takes a quarter of a second, or a little more where much memory has to be written first.
public final class CeilingMeasurement {
  /// What has been found so far.
  public private(set) var ceilings: Ceilings
  private let probe: CeilingProbe
  /// What a thread reads of each level; the same places as the ceilings' levels.
  private var memories: [ProbeMemory?]
  private let extents: [Int]
  /// What has its turn in a round: 0 is the peak, 1 the first level.
  private var turns: [Int]
  /// Whose turn it is.
  private var next = 0
  private var roundsLeft = Ceilings.rounds
  /// Whether it measures again what is known already.
  private let isRepeat: Bool

  /// A piece of work goes on for so long.
  private static let piece = Duration.milliseconds(4)
  /// At least so many bytes are read from memory, and four times what the largest cache holds, so that
  /// none of them is still there when its turn comes again.
  private static let leastMemory = 64 << 20
  private static let mostMemory = 1 << 30

  public convenience init(_ subject: Ceilings.Subject) {
    self.init(subject, caches: Processor.caches, available: Processor.availableMemory)
  }

  /// Measures those ceilings again that a layer has exceeded, as many rounds as at first; each keeps the
  /// better of what it finds and what was known.
  convenience init(again known: Ceilings, exceeded: [Roofline.Limit]) {
    self.init(
      known.subject, caches: Processor.caches, available: Processor.availableMemory,
      again: (known, exceeded))
  }

  /// - Parameters:
  ///   - subject: what is measured.
  ///   - caches: those of this host.
  ///   - available: bytes of memory that may be taken; nil where nobody knows.
  ///   - again: what is known, and which of it is measured again; nil where all is measured first.
  init(
    _ subject: Ceilings.Subject, caches: [CacheLevel], available: Int?,
    again: (known: Ceilings, exceeded: [Roofline.Limit])? = nil
  ) {
    probe = CeilingProbe(
      subject.instructionSet, threads: subject.threads, precision: subject.precision)
    let threads = probe.threads
    var below = 0
    var extents: [Int] = []
    var levels: [Ceilings.Level] = []
    for cache in caches {
      let share = cache.bytes(perThreadOf: threads)
      // Less than that can't be told from the level below.
      guard share >= 4 * below else { continue }
      extents.append(Self.extent(of: share, above: below))
      levels.append(Ceilings.Level(name: "L\(cache.level)", bytes: share * threads))
      below = share
    }
    let wanted = min(max(Self.leastMemory, 4 * below * threads), Self.mostMemory)
    var problem: String?
    if caches.isEmpty {
      problem = "the system tells no sizes of caches"
    } else if let available, available < 2 * wanted {
      problem = "too little of it is free"
    } else {
      extents.append(wanted / threads)
      levels.append(Ceilings.Level(name: "memory", bytes: nil))
    }
    self.extents = extents
    memories = extents.map { _ in nil }
    isRepeat = again != nil
    guard let again else {
      ceilings = Ceilings(subject: subject, levels: levels, memoryProblem: problem)
      turns = Array(0...levels.count)
      return
    }
    ceilings = again.known
    ceilings.repeats += 1
    turns = again.exceeded.compactMap { limit in
      switch limit {
      case .arithmetic: 0
      case .level(let name): levels.firstIndex { $0.name == name }.map { $0 + 1 }
      case .overhead: nil
      }
    }
    if turns.isEmpty { roundsLeft = 0 }
  }

  /// Whether there is nothing left to measure.
  var isDone: Bool { roundsLeft == 0 }

  /// Bytes that show a level: far more than the level below holds, and well within the level itself.
  private static func extent(of share: Int, above below: Int) -> Int {
    below == 0 ? share / 2 : Int((Double(below) * Double(share)).squareRoot())
  }

  /// Measures everything at once.
  public static func run(_ subject: Ceilings.Subject) -> Ceilings {
    let measurement = CeilingMeasurement(subject)
    while !measurement.isDone { measurement.step() }
    return measurement.ceilings
  }

  /// Does the next piece.
  public func step() {
    guard !isDone else { return }
    let end = ContinuousClock.now + Self.piece
    guard turns[next] > 0 else {
      repeat {
        ceilings.peak = max(ceilings.peak ?? 0, probe.multiplyAddRate())
      } while ContinuousClock.now < end
      return turn()
    }
    let place = turns[next] - 1
    guard let memory = memory(place) else {
      // The system gives no memory for it: without that there is no figure, or the one that was known.
      if !isRepeat {
        ceilings.memoryProblem = "the system gives no memory to measure it"
        ceilings.levels.removeSubrange(place...)
        turns.removeSubrange((next + 1)...)
      }
      return turn()
    }
    while probe.write(memory) {
      if ContinuousClock.now >= end { return }
    }
    repeat {
      let known = ceilings.levels[place].bandwidth ?? 0
      ceilings.levels[place].bandwidth = max(known, probe.readRate(memory))
    } while ContinuousClock.now < end
    turn()
  }

  private func memory(_ place: Int) -> ProbeMemory? {
    if let known = memories[place] { return known }
    memories[place] = ProbeMemory(bytesPerThread: extents[place], threads: probe.threads)
    return memories[place]
  }

  /// Goes on to the next ceiling, or to the next round.
  private func turn() {
    next += 1
    guard next >= turns.count else { return }
    next = 0
    roundsLeft -= 1
    if !isRepeat { ceilings.roundsDone += 1 }
    if isDone { memories = memories.map { _ in nil } }
  }
}
