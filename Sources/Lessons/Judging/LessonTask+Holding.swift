extension LessonTask.Condition {
  /// Whether it holds where the learner is; nil where its figure is not known.
  ///
  /// - Parameters:
  ///   - facts: what is not computed here.
  ///   - step: where the step stands.
  ///   - here: where the learner is.
  /// - Returns: of a word whether it is that of the condition; `right` and `wrong` are of the picture's class.
  public func holds(_ facts: some Facts, step: Scene, here: Scene) -> Bool? {
    if query.quantity == .answer, value == .words("right") || value == .words("wrong") {
      var rank = query
      rank.quantity = .rank
      guard let place = rank.value(facts, step: step, here: here)?.number else { return nil }
      return ((place == 1) == (value == .words("right"))) == (relation == .equal)
    }
    guard let found = query.value(facts, step: step, here: here) else { return nil }
    guard let number = found.number, let limit = value.number else {
      return (found == value) == (relation == .equal)
    }
    return switch relation {
    case .less: number < limit
    case .atMost: number <= limit
    case .more: number > limit
    case .atLeast: number >= limit
    case .equal: number == limit
    case .unequal: number != limit
    }
  }
}

extension LessonTask {
  /// Whether all its conditions hold; nil where a figure is not known and the others hold.
  ///
  /// - Parameters:
  ///   - facts: what is not computed here.
  ///   - step: where the step stands.
  ///   - here: where the learner is.
  /// - Returns: false as soon as one does not hold.
  public func isFulfilled(_ facts: some Facts, step: Scene, here: Scene) -> Bool? {
    var isKnown = true
    // What costs nothing first: a search asks this of many settings.
    for condition in conditions.sorted(by: { $0.query.quantity.effort < $1.query.quantity.effort })
    {
      switch condition.holds(facts, step: step, here: here) {
      case false: return false
      case nil: isKnown = false
      default: break
      }
    }
    return isKnown ? true : nil
  }

  /// Its conditions as one text.
  public var text: String { conditions.map(\.text).joined(separator: ", ") }
}

extension Quantity {
  /// What it costs to know it: arithmetic, one run of the network, many runs.
  fileprivate var effort: Int { isTimed ? 2 : isOfPicture ? 1 : 0 }
}
