import FoundationEssentials
import LibC
import Weights

/// One class that a network names, with how sure it is.
public struct Prediction: Equatable, Sendable {
  /// Place in the order of the logits.
  public let index: Int
  /// WordNet id, or "".
  public let id: String
  /// The full name, synonyms separated by commas.
  public let label: String
  /// Softmax of the logits, 0…1.
  public let probability: Double
  /// What the network gave for it, before softmax.
  public let logit: Double
  /// The sum over all classes of e^(logit − the largest logit), by which softmax divides.
  public var softmaxSum = 1.0

  public init(
    index: Int, id: String, label: String, probability: Double, logit: Double,
    softmaxSum: Double = 1
  ) {
    (self.index, self.id, self.label) = (index, id, label)
    (self.probability, self.logit, self.softmaxSum) = (probability, logit, softmaxSum)
  }

  /// The best `count` classes, best first.
  public static func best(
    _ count: Int, logits: [Float], ranking: [Int], classes: [ClassLabel]
  ) -> [Prediction] {
    let probabilities = softmax(logits)
    // The best class has the largest logit: its power is 1.
    let sum = 1 / (probabilities.max() ?? 1)
    return ranking.prefix(count).map { index in
      Prediction(
        index: index, id: classes[index].id, label: classes[index].name,
        probability: probabilities[index], logit: Double(logits[index]), softmaxSum: sum)
    }
  }

  /// The probabilities that logits stand for.
  static func softmax(_ logits: [Float]) -> [Double] {
    guard let largest = logits.max() else { return [] }
    let powers = logits.map { exp(Double($0 - largest)) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// The classes in order of their logits, best first; equal logits in the order of the classes.
  public static func ranking(of logits: [Float]) -> [Int] {
    logits.indices.sorted { (-logits[$0], $0) < (-logits[$1], $1) }
  }
}
