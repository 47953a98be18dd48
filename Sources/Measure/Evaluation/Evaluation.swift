import Engine
import MobileNet
import Pictures
import Synchronization
import Weights

/// Measures how often networks of several settings are right, on all cores.
///
/// Each worker has a network of its own on the shared panels and takes the next few pictures; each
/// picture is decoded once for all settings. Counts are folded together in the order of the
/// pictures, so that at every moment the result covers a whole beginning of the plan and can be
/// written down, and taken up again, as it stands.
public final class Evaluation: Sendable {
  let plan: Plan
  /// Of each file in use, by its origin.
  private let panels: [String: Panels]
  /// The same in float32, to tell how often another precision answers alike; empty where that is measured.
  private let floatPanels: [String: Panels]
  /// The settings' places, by side: pictures are resized once for each side.
  let placesBySide: [(side: Int, places: [Int])]
  private let tally: Mutex<Tally>
  /// Held while news are told: by one worker at a time, while the others work on.
  private let telling = Mutex(())

  /// What is to be measured.
  public struct Plan: Sendable {
    public var dataset: Dataset
    /// What the networks run on.
    public var weights: WeightSet
    /// Slices of the weights.
    public var settings: [Setting]
    /// Which part of the pictures.
    public var shard: Shard
    public var instructionSet: InstructionSet
    /// How exactly the networks compute.
    public var precision: Precision
    /// Networks at once, each on a thread of its own.
    public var workers: Int
    /// Of a network; 1 where there are several workers.
    public var threads: Int
    /// Where the things stand that give the pictures their classes, for the pointing game.
    public var boxes: PictureBoxes?

    public init(
      dataset: Dataset, weights: WeightSet, settings: [Setting], shard: Shard = .whole,
      instructionSet: InstructionSet = .best, precision: Precision = .float32,
      workers: Int = Processor.coreCount,
      threads: Int = 1, boxes: PictureBoxes? = nil
    ) {
      precondition(workers == 1 || threads == 1, "networks that run at once have one thread each")
      self.dataset = dataset
      self.weights = weights
      self.settings = settings
      self.shard = shard
      self.instructionSet = instructionSet
      self.precision = precision
      self.workers = workers
      self.threads = threads
      self.boxes = boxes
    }
  }

  /// The packed weights of the setting at a place of the plan.
  func panels(_ place: Int) -> Panels {
    guard let panels = panels[origin(place)] else {
      preconditionFailure("settings are slices of the weights")
    }
    return panels
  }

  /// The same in float32 where another precision is measured; else nil.
  func floatPanels(_ place: Int) -> Panels? { floatPanels[origin(place)] }

  private func origin(_ place: Int) -> String {
    plan.weights.source(for: plan.settings[place])?.origin ?? ""
  }

  /// What has just been learnt.
  public struct News {
    /// All that is known so far.
    public let result: EvaluationResult
    /// The sentences on pictures, newly met, that could not be decoded or with a warning only.
    public let notices: [String]
  }

  /// Pictures that a worker takes at a time. With fewer, rebuilding the networks would take more than
  /// 3 % of the time (α 0.25, side 32); with more, an interruption would lose more work.
  static let chunkSize = 16

  /// Packs the weights; nothing is measured yet.
  ///
  /// - Throws: where the system refuses the memory for them.
  public init(_ plan: Plan) throws(MemoryRefused) {
    self.plan = plan
    panels = try Self.pack(plan.weights, plan.precision)
    floatPanels = plan.precision == .float32 ? [:] : try Self.pack(plan.weights, .float32)
    let places = Dictionary(grouping: plan.settings.indices) { plan.settings[$0].side }
    placesBySide = places.keys.sorted().map { (side: $0, places: places[$0] ?? []) }
    tally = Mutex(Tally(EvaluationResult(plan)))
  }

  /// The weights of each file, by its origin.
  private static func pack(
    _ weights: WeightSet, _ precision: Precision
  ) throws(MemoryRefused) -> [String: Panels] {
    var packed: [String: Panels] = [:]
    for source in weights.sources where packed[source.origin] == nil {
      packed[source.origin] = try Panels(source, precision: precision)
    }
    return packed
  }

  /// Goes on where an earlier result of the same plan ended.
  ///
  /// - Parameters:
  ///   - earlier: what was read from a file.
  ///   - file: what an error calls it.
  /// - Throws: where it is of another plan.
  public func resume(_ earlier: EvaluationResult, file: String) throws(MeasureError) {
    let own = EvaluationResult(plan)
    try own.check(isContinuedBy: earlier, file: file)
    guard own.shards == earlier.shards, own.shardCount == earlier.shardCount,
      own.planned == earlier.planned
    else {
      throw .anotherMeasurement(
        file: file, difference: "another part than \(plan.shard) of the pictures")
    }
    tally.withLock { $0 = Tally(earlier) }
  }

  /// What is known so far.
  public var result: EvaluationResult { tally.withLock { $0.result } }

  /// Works until everything is measured or it is stopped.
  ///
  /// - Parameters:
  ///   - isStopped: asked often, on all workers.
  ///   - tell: takes the news, on any worker, one at a time and in order.
  public func run(
    isStopped: @escaping @Sendable () -> Bool = { false },
    tell: @escaping @Sendable (News) -> Void = { _ in }
  ) {
    let work: @Sendable () -> Void = { [self] in
      let worker = EvaluationWorker(self)
      while !isStopped(), let chunk = tally.withLock({ $0.claim() }) {
        guard let counts = worker.evaluate(positions: chunk, isStopped: isStopped) else { return }
        tally.withLock { $0.fold(counts, from: chunk.lowerBound) }
        telling.withLockIfAvailable { _ in tellNews(to: tell) }
      }
    }
    // A single network may have several threads: it needs all of the pool's helpers for itself.
    if plan.workers == 1 { work() } else { Processor.concurrently(threads: plan.workers, work) }
    telling.withLock { _ in tellNews(to: tell) }
  }

  /// Tells the news in their order; to write a file may take a while, so the tally is free meanwhile.
  private func tellNews(to tell: (News) -> Void) {
    for news in tally.withLock({ $0.takeNews() }) { tell(news) }
  }
}

/// What one chunk of pictures has given.
struct ChunkCounts {
  var seen = 0
  /// Pictures that could not be decoded.
  var damaged = 0
  /// A sentence for each of them, and for each that was decoded with a warning.
  var notices: [String] = []
  /// For each setting.
  var correct1: [Int]
  var correct5: [Int]
  /// Pictures on which float32 answers the same; zeros where that is measured itself.
  var agreed: [Int]
  /// Pictures that have a box, those whose middle lies in it, and for each setting those whose map points
  /// into it.
  var boxed = 0
  var middles = 0
  var pointed: [Int]

  init(settings: Int) {
    correct1 = Array(repeating: 0, count: settings)
    correct5 = correct1
    agreed = correct1
    pointed = correct1
  }
}

/// Deals out pictures and folds the counts together in their order.
private struct Tally {
  private(set) var result: EvaluationResult
  /// The first position that no worker has taken.
  private var next: Int
  /// Chunks that were finished before an earlier one.
  private var waiting: [Int: ChunkCounts] = [:]
  /// What nobody has been told yet.
  private var news: [Evaluation.News] = []

  init(_ result: EvaluationResult) {
    self.result = result
    next = result.seen
  }

  /// The next positions, or nil where all are taken.
  mutating func claim() -> Range<Int>? {
    guard next < result.planned else { return nil }
    let end = min(next + Evaluation.chunkSize, result.planned)
    defer { next = end }
    return next..<end
  }

  mutating func takeNews() -> [Evaluation.News] {
    defer { news = [] }
    return news
  }

  /// Takes counts of the chunk that begins at a position.
  mutating func fold(_ counts: ChunkCounts, from position: Int) {
    waiting[position] = counts
    var notices: [String] = []
    while let counts = waiting.removeValue(forKey: result.seen) {
      result.seen += counts.seen
      result.damaged += counts.damaged
      result.boxed += counts.boxed
      result.middles += counts.middles
      notices += counts.notices
      for index in result.accuracies.indices {
        result.accuracies[index].correct1 += counts.correct1[index]
        result.accuracies[index].correct5 += counts.correct5[index]
        result.accuracies[index].agreed += counts.agreed[index]
        result.accuracies[index].pointed += counts.pointed[index]
      }
    }
    news.append(Evaluation.News(result: result, notices: notices))
  }
}

extension EvaluationResult {
  /// Nothing measured yet.
  init(_ plan: Evaluation.Plan) {
    self.init(
      dataset: plan.dataset.path, fingerprint: plan.dataset.fingerprint,
      weights: WeightsInUse(plan.weights, trained: true),
      leftOut: plan.dataset.leftOut.total, planned: plan.shard.size(of: plan.dataset.items.count),
      shards: [plan.shard.index], shardCount: plan.shard.count,
      accuracies: plan.settings.map { Accuracy(alpha: $0.alpha, side: $0.side) })
    precision = plan.precision
    boxes = plan.boxes?.fingerprint
  }
}
