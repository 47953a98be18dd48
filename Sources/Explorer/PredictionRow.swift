import Engine
import Measure
import MobileNet
import Weights

/// Whether the network's answers mean anything.
public enum PredictionsAvailability: Equatable, Sendable {
  case available
  /// Structure and latency only, with the reason as a sentence.
  case unavailable(String)
}

/// Where a class stood in the answer of the setting before.
public enum RankChange: Equatable, Sendable {
  case same
  case up(Int)
  case down(Int)
  /// It was not ranked.
  case new
}

/// One line of the predictions.
public struct PredictionRow: Equatable, Sendable {
  /// 1 for the best.
  public let rank: Int
  public let prediction: Prediction
  /// It is the answer of the setting before.
  public let isStale: Bool
  /// It is what the picture shows.
  public let isRight: Bool
  /// What the pinned network says of the class; nil where nothing is pinned or it does not know it.
  public let pinnedProbability: Double?
  /// Against the pinned network, else against the setting before; nil where that did not answer for
  /// this picture on these weights, or did not have the class among its best twenty.
  public let probabilityChange: Double?
  /// Nil where there is no answer to compare with.
  public let rankChange: RankChange?
}

extension WeightFamily {
  /// Whether a network of this setting answers with these weights.
  func fits(_ setting: Setting) -> Bool { predictions(for: setting) == .available }

  /// Whether a network of this setting answers with these weights, or why it doesn't.
  public func predictions(for setting: Setting) -> PredictionsAvailability {
    switch member(for: setting) {
    case .success: .available
    case .failure(let mismatch):
      .unavailable("\(mismatch.sentence(hint: presets)): structure and latency only")
    }
  }

  /// The keys that lead to the trained widths, where each of them has one.
  private var presets: String? {
    let keys = widths.compactMap { widths in
      widths.lowerBound == widths.upperBound
        ? KeyBinding.preset(thousandths: widths.upperBound.thousandths) : nil
    }
    guard keys.count == widths.count else { return nil }
    return (keys.count == 1 ? "key " : "keys ") + keys.map(String.init).joined(separator: " ")
  }
}

extension Figures {
  /// Whether the present setting predicts, or why it doesn't.
  public var predictionsAvailability: PredictionsAvailability {
    if let failure = current.weightsFailure {
      return .unavailable("\(failure): structure and latency only")
    }
    return family.predictions(for: architecture.setting)
  }

  /// The weights that answer at the present setting; nil where none do.
  public var answeringWeights: WeightDescription? {
    predictionsAvailability == .available
      ? try? family.member(for: architecture.setting).get() : nil
  }

  /// What was published for the present α and side, where the weights that answer were trained for
  /// both and are in the format that it was published in; of integers made anew nothing was.
  public var publishedAccuracy: PublishedAccuracy? {
    guard let weights = answeringWeights,
      choice.precision == .float32 || weights.integers == .own,
      weights.baseSide == architecture.setting.side
    else {
      return nil
    }
    return weights.publishedAccuracy
  }

  /// The best twenty of this setting, or those of the setting before, stale, until it has answered;
  /// empty where nothing is predicted.
  public var predictionRows: [PredictionRow] {
    guard predictionsAvailability == .available else { return [] }
    if !current.predictions.isEmpty {
      return current.predictions.enumerated().map { row($1, rank: $0 + 1) }
    }
    let stale = previous?.snapshot.predictions ?? []
    let isSame = previous.map { isComparable($0) } ?? false
    return stale.enumerated().map { place, prediction in
      PredictionRow(
        rank: place + 1, prediction: prediction, isStale: true,
        isRight: isSame && isRight(prediction),
        pinnedProbability: pinnedProbability(of: prediction.index), probabilityChange: nil,
        rankChange: nil)
    }
  }

  private func row(_ prediction: Prediction, rank: Int) -> PredictionRow {
    if choice.pinned != nil { return pinnedRow(prediction, rank: rank) }
    let before = comparableAnswer
    let known = before?.predictions.first { $0.index == prediction.index }
    return PredictionRow(
      rank: rank, prediction: prediction, isStale: false, isRight: isRight(prediction),
      pinnedProbability: nil,
      probabilityChange: known.map { prediction.probability - $0.probability },
      rankChange: before.map { rankChange(of: prediction.index, to: rank, since: $0) })
  }

  /// Beside the pinned network's answer for the same picture.
  private func pinnedRow(_ prediction: Prediction, rank: Int) -> PredictionRow {
    let other = pinnedProbability(of: prediction.index)
    let probabilities = pinned?.value.probabilities ?? []
    let better = other.map { other in probabilities.count { ($0 ?? 0) > other } }
    return PredictionRow(
      rank: rank, prediction: prediction, isStale: false, isRight: isRight(prediction),
      pinnedProbability: other,
      probabilityChange: other.map { prediction.probability - $0 },
      rankChange: better.map { rankChange(from: $0 + 1, to: rank) })
  }

  private func isRight(_ prediction: Prediction) -> Bool { prediction.index == truth?.index }

  /// The answer before for the same picture on the same weights.
  private var comparableAnswer: Snapshot? {
    guard let previous, isComparable(previous), !previous.snapshot.ranking.isEmpty else {
      return nil
    }
    return previous.snapshot
  }

  /// Answers are compared for one picture and one network only.
  private func isComparable(_ answered: Answered) -> Bool {
    (answered.choice.picture, answered.choice.weights) == (choice.picture, choice.weights)
  }

  private func rankChange(of index: Int, to rank: Int, since before: Snapshot) -> RankChange {
    guard let place = before.ranking.firstIndex(of: index) else { return .new }
    return rankChange(from: place + 1, to: rank)
  }

  private func rankChange(from before: Int, to rank: Int) -> RankChange {
    let climbed = before - rank
    if climbed == 0 { return .same }
    return climbed > 0 ? .up(climbed) : .down(-climbed)
  }
}

/// The class that a picture shows, among those of the weights in use.
public struct RightAnswer: Equatable, Sendable {
  /// Place in the order of the logits.
  public let index: Int
  /// With its synonyms, as the weights call it.
  public let label: String
}

extension RightAnswer {
  /// Nil where nobody has said what the picture shows, or where the weights have no such class.
  init?(_ picture: PictureEntry, among family: WeightFamily) {
    let classes = family.members[0].classes
    guard let label = picture.label, let index = ClassNames.index(of: label, in: classes) else {
      return nil
    }
    self.init(index: index, label: classes[index].name)
  }
}

extension Figures {
  /// How many classes the present setting finds likelier than the right one, plus one; nil where that
  /// is not known.
  public var rightRank: Int? {
    guard let truth else { return nil }
    return current.ranking.firstIndex(of: truth.index).map { $0 + 1 }
  }
}
