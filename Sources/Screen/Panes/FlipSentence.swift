/// Where an answer flips on the way from the largest setting to the smallest, in a plain sentence.
struct FlipSentence {
  /// Neighbouring settings with the same answer.
  struct Step {
    let label: String
    /// Whether it is the answer that is looked for.
    let isWanted: Bool
    /// `α 1`: the largest of them.
    let first: String
    /// `α 0.45`: the smallest of them.
    let last: String
    let isOne: Bool
  }

  /// What stays the same on the way: `side 32`.
  let place: String
  /// What shrinks on the way: `α`.
  let dial: String
  /// The answer that is looked for.
  let wanted: String
  /// From the largest on; never empty.
  let steps: [Step]

  /// Longest first.
  var wordings: [String] {
    guard let top = steps.first else { return [] }
    let start = "At \(place) the answer is"
    if steps.count == 1 {
      let never = top.isWanted ? "" : ", never \(wanted)"
      return [
        "\(start) \(top.label) at every \(dial)\(never).", "At \(place): \(top.label)\(never).",
        top.label,
      ]
    }
    return top.isWanted ? flips(start, top) : comes(start, top)
  }

  /// It is the wanted answer at first.
  private func flips(_ start: String, _ top: Step) -> [String] {
    let next = steps[1]
    let comesBack = steps.dropFirst().contains(where: \.isWanted)
    let holds =
      top.isOne
      ? (comesBack ? "at \(top.first)" : "only at \(top.first)")
      : "down to \(top.last)"
    let isLast = steps.count == 2
    let then = isLast && !next.isOne ? "from \(next.first) down" : "at \(next.first)"
    let later = isLast ? "" : comesBack ? ", further down \(wanted) again" : ", then others"
    return [
      "\(start) \(top.label) \(holds); \(then) \(next.label)\(later).",
      "\(start) \(top.label) \(holds), then \(next.label).",
      "At \(place): \(top.label) \(holds), then \(next.label).",
      "At \(place): \(top.label) \(holds).", "\(top.label) \(holds)",
    ]
  }

  /// It is another answer at first.
  private func comes(_ start: String, _ top: Step) -> [String] {
    let hits = steps.filter(\.isWanted)
    guard let hit = hits.first else {
      return [
        "\(start) \(top.label) at \(top.first), and \(wanted) at no \(dial).",
        "At \(place): \(top.label) at \(top.first), never \(wanted).", "never \(wanted)",
      ]
    }
    let range = hit.isOne ? "at \(hit.first)" : "from \(hit.first) down to \(hit.last)"
    let only = hits.count == 1 ? "only " : ""
    let more = hits.count == 1 ? "" : " and further down"
    return [
      "\(start) \(top.label) at \(top.first); it is \(wanted) \(only)\(range)\(more).",
      "At \(place): \(top.label) at \(top.first), \(wanted) \(only)\(range).",
      "At \(place): \(wanted) \(only)\(range).", "\(wanted) \(only)\(range)",
    ]
  }
}
