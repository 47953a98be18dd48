/// What an int8 network of some weights computes with.
public enum IntegerForm: Hashable, Sendable {
  /// With numbers made of the weights, which are floats or belong to activations that are.
  case anew
  /// With the file's own numbers.
  case own
  /// With numbers made anew, though the file has its own: what of them this program does not compute with.
  case unusable(String)
}

extension WeightDescription {
  /// A sentence where a quantised file's own integers can't be used in int8.
  public var integersProblem: String? {
    guard case .unusable(let problem) = integers else { return nil }
    return "\(name): its own integers can't be used in int8: \(problem); new ones are made of its "
      + "weights, or give --precision float32"
  }
}
