import Measure
import MobileNet

extension AnswerMap.Grid {
  /// The plane as CSV: the columns of `evaluate --format csv`, how its top-1 is known, and what each setting
  /// answers for the picture. What is not known is empty.
  ///
  /// - Parameters:
  ///   - surface: the accuracy of these weights.
  ///   - answers: of this grid.
  /// - Returns: one line a setting, RFC 4180, with a line of names.
  public func csv(accuracy surface: AccuracySurface?, answers: AnswerMap?) -> String {
    let names =
      "\(EvaluationResult.csvNames),top1_basis,answer_index,answer_id,answer_label,answer_probability"
    let lines = sides.indices.flatMap { side in
      alphas.indices.map { alpha in
        let accuracy = surface?.accuracy(alpha: alphas[alpha], side: sides[side])
        let fields =
          ["\(alphas[alpha].value)", "\(sides[side])"]
          + accuracyFields(accuracy, pictures: surface?.pictures ?? 0)
          + answerFields(answers?[alpha: alpha, side: side])
        return fields.joined(separator: ",")
      }
    }
    return ([names] + lines).joined(separator: "\n")
  }

  /// Intervals and counts only of what was measured.
  private func accuracyFields(
    _ accuracy: AccuracySurface.Accuracy?, pictures: Int
  ) -> [String] {
    guard let accuracy else { return Array(repeating: "", count: 11) }
    let basis = quotedCSVField(accuracy.basis.word)
    guard accuracy.measuredInterval != nil else {
      let empty = Array(repeating: "", count: 2)
      return [share(accuracy.top1)] + empty + [share(accuracy.top5)] + empty
        + Array(repeating: "", count: 4) + [basis]
    }
    let correct = [accuracy.top1, accuracy.top5].map { Int(($0 * Double(pictures)).rounded()) }
    let shares = zip([accuracy.top1, accuracy.top5], correct).flatMap { value, correct in
      let interval = ShareInterval(correct: correct, of: pictures)
      return [value, interval.low, interval.high].map(share)
    }
    return shares + correct.map(String.init) + ["\(pictures)", "", basis]
  }

  private func answerFields(_ answer: Prediction?) -> [String] {
    guard let answer else { return Array(repeating: "", count: 4) }
    return [
      "\(answer.index)", quotedCSVField(answer.id), quotedCSVField(answer.label),
      share(answer.probability),
    ]
  }

  private func share(_ value: Double) -> String { "\(toMillionths(value))" }
}
