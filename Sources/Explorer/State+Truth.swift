import Measure
import MobileNet
import Weights

/// The class that a picture shows, among those of the weights in use.
public struct RightAnswer: Equatable, Sendable {
  /// Place in the order of the logits.
  public let index: Int
  /// With its synonyms, as the weights call it.
  public let label: String
}

// What the present picture shows, where somebody has said so.
extension State {
  /// Nil where it was not said, or where the weights have no such class.
  func rightAnswer() -> RightAnswer? {
    let classes = family.members[0].classes
    guard let label = pictureEntry.label, let index = ClassNames.index(of: label, in: classes)
    else {
      return nil
    }
    return RightAnswer(index: index, label: classes[index].name)
  }

  /// How many classes the present setting finds likelier than the right one, plus one; nil where that
  /// is not known.
  public var rightRank: Int? {
    guard let truth else { return nil }
    return current.ranking.firstIndex(of: truth.index).map { $0 + 1 }
  }
}
