import Engine
import MobileNet

/// How often networks of several settings were right, over the pictures that have been seen so far.
public struct EvaluationResult: Equatable, Sendable {
  /// The path of the data set as it was given.
  public var dataset: String
  /// Of the whole data set, whatever part of it was measured.
  public var fingerprint: String
  /// The weights that were evaluated.
  public var weights: WeightsInUse
  /// How exactly the networks computed.
  public var precision = Precision.float32
  /// Pictures that are not measured, see `Dataset.LeftOut`.
  public var leftOut: Int
  /// Pictures of the parts that belong to this result.
  public var planned: Int
  /// Those that have been looked at: the first ones of the plan, sound or damaged.
  public var seen = 0
  /// Those of the seen ones that could not be decoded: they count neither right nor wrong.
  public var damaged = 0
  /// Which parts of how many this result holds.
  public var shards: [Int]
  /// How many parts the data set was cut into.
  public var shardCount: Int
  /// Of the file of boxes, where there is one: then there is a pointing game.
  public var boxes: String?
  /// Sound pictures that have a box.
  public var boxed = 0
  /// Those of them whose middle lies in a box: what pointing there without looking would hit.
  public var middles = 0
  /// One for each setting, in the order of the grid.
  public var accuracies: [Accuracy]

  /// How often one setting was right.
  public struct Accuracy: Equatable, Sendable {
    public let alpha: WidthMultiplier
    public let side: Int
    /// Pictures whose class was the most probable one.
    public var correct1 = 0
    /// Pictures whose class was among the five most probable ones.
    public var correct5 = 0
    /// Pictures on which float32 finds the same class most probable; 0 where that is measured itself.
    public var agreed = 0
    /// Pictures on which the class activation of the right class is largest inside a box.
    public var pointed = 0

    public init(
      alpha: WidthMultiplier, side: Int, correct1: Int = 0, correct5: Int = 0, agreed: Int = 0,
      pointed: Int = 0
    ) {
      self.alpha = alpha
      self.side = side
      self.correct1 = correct1
      self.correct5 = correct5
      self.agreed = agreed
      self.pointed = pointed
    }
  }

  /// Nothing seen yet.
  public init(
    dataset: String, fingerprint: String, weights: WeightsInUse, leftOut: Int, planned: Int,
    shards: [Int], shardCount: Int, accuracies: [Accuracy]
  ) {
    self.dataset = dataset
    self.fingerprint = fingerprint
    self.weights = weights
    self.leftOut = leftOut
    self.planned = planned
    self.shards = shards
    self.shardCount = shardCount
    self.accuracies = accuracies
  }

  /// Those that every setting has answered.
  public var pictures: Int { seen - damaged }
  /// Whether all pictures of the plan have been looked at.
  public var isComplete: Bool { seen == planned }

  /// Whether there is an accuracy: without a single picture nothing is known.
  public var hasAccuracy: Bool { pictures > 0 }

  /// The share of pictures whose most probable class is the right one, 0…1.
  public func top1(_ accuracy: Accuracy) -> Double { share(accuracy.correct1) }
  /// The share of pictures whose class is among the five most probable ones, 0…1.
  public func top5(_ accuracy: Accuracy) -> Double { share(accuracy.correct5) }

  /// The share of pictures on which float32 finds the same class most probable, 0…1; nil where float32 was
  /// measured itself, or nothing.
  public func agreement(_ accuracy: Accuracy) -> Double? {
    precision == .float32 || !hasAccuracy ? nil : share(accuracy.agreed)
  }

  /// Where top-1 lies with 95 % confidence.
  public func top1Interval(_ accuracy: Accuracy) -> ShareInterval {
    ShareInterval(correct: accuracy.correct1, of: pictures)
  }

  /// Where top-5 lies with 95 % confidence.
  public func top5Interval(_ accuracy: Accuracy) -> ShareInterval {
    ShareInterval(correct: accuracy.correct5, of: pictures)
  }

  /// The share of the pictures with a box on which the network points into it, whatever it answers, 0…1;
  /// nil without any.
  ///
  /// The pointing game (Zhang et al., Top-down Neural Attention by Excitation Backprop, ECCV 2016,
  /// arXiv:1608.00507): a hit is a picture on which the map of the *right* class is largest inside a box
  /// of it. Here over all pictures together, and without the tolerance of 15 pixels given there.
  public func pointing(_ accuracy: Accuracy) -> Double? {
    boxed == 0 ? nil : Double(accuracy.pointed) / Double(boxed)
  }

  /// What pointing at the middle of every picture would reach; nil without boxes.
  public var pointingAtMiddle: Double? { boxed == 0 ? nil : Double(middles) / Double(boxed) }

  /// Where the network's share lies with 95 % confidence.
  public func pointingInterval(_ accuracy: Accuracy) -> ShareInterval {
    ShareInterval(correct: accuracy.pointed, of: boxed)
  }

  private func share(_ correct: Int) -> Double {
    pictures == 0 ? 0 : Double(correct) / Double(pictures)
  }
}

extension EvaluationResult {
  /// Adds another part of the same measurement.
  ///
  /// - Parameters:
  ///   - other: of the same pictures, weights and settings, of parts that are not in this one.
  ///   - file: what an error calls it.
  /// - Throws: where it is of another measurement, or has a part that this one has, too.
  public mutating func merge(_ other: EvaluationResult, file: String) throws(MeasureError) {
    try check(isContinuedBy: other, file: file)
    guard shardCount == other.shardCount else {
      throw .anotherMeasurement(
        file: file, difference: "a part of \(other.shardCount) instead of \(shardCount)")
    }
    if let twice = other.shards.first(where: shards.contains) {
      throw .countedTwice(file: file, part: "part \(twice)/\(shardCount)")
    }
    shards = (shards + other.shards).sorted()
    planned += other.planned
    seen += other.seen
    damaged += other.damaged
    boxed += other.boxed
    middles += other.middles
    for index in accuracies.indices {
      accuracies[index].correct1 += other.accuracies[index].correct1
      accuracies[index].correct5 += other.accuracies[index].correct5
      accuracies[index].agreed += other.accuracies[index].agreed
      accuracies[index].pointed += other.accuracies[index].pointed
    }
  }

  /// Throws where the other result is not of the same pictures, weights and settings.
  func check(isContinuedBy other: EvaluationResult, file: String) throws(MeasureError) {
    guard fingerprint == other.fingerprint else {
      throw .anotherMeasurement(file: file, difference: "other pictures: \(other.dataset)")
    }
    guard weights.sha256 == other.weights.sha256 else {
      throw .anotherMeasurement(file: file, difference: "other weights: \(other.weights.name)")
    }
    guard precision == other.precision else {
      throw .anotherMeasurement(file: file, difference: "measured in \(other.precision)")
    }
    guard boxes == other.boxes else {
      throw .anotherMeasurement(
        file: file, difference: other.boxes == nil ? "measured without boxes" : "other boxes")
    }
    guard weights.fed == other.weights.fed else {
      throw .anotherMeasurement(
        file: file, difference: "fed with \(other.weights.fed ?? "what the weights say")")
    }
    guard accuracies.map(\.alpha) == other.accuracies.map(\.alpha),
      accuracies.map(\.side) == other.accuracies.map(\.side)
    else { throw .anotherMeasurement(file: file, difference: "other settings") }
  }
}
