import Measure

extension Comparison {
  /// What the verdict says of the present network beside the pinned one.
  public var word: String {
    switch verdict {
    case .different: ratio < 1 ? "faster" : "slower"
    case .same: "same"
    case .unknown: Figure.missing
    }
  }
}
