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
  public let logit: Double

  public init(index: Int, id: String, label: String, probability: Double, logit: Double) {
    self.index = index
    self.id = id
    self.label = label
    self.probability = probability
    self.logit = logit
  }
}
