/// The range in which a share lies with 95 % confidence after so many trials.
///
/// Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927, pages 209–212): unlike
/// share ± 1.96 deviations it holds near 0 and 1 and for few trials, too.
public struct ShareInterval: Equatable, Sendable {
  /// 0 … 1.
  public let low: Double
  /// 0 … 1.
  public let high: Double

  /// The 0.975 quantile of the normal distribution.
  private static let z = 1.959963984540054

  init(low: Double, high: Double) {
    (self.low, self.high) = (low, high)
  }

  /// - Parameters:
  ///   - correct: trials that went well.
  ///   - trials: all of them; none leaves everything open: 0 … 1.
  public init(correct: Int, of trials: Int) {
    guard trials > 0 else {
      (low, high) = (0, 1)
      return
    }
    let count = Double(trials)
    let share = Double(correct) / count
    let zz = ShareInterval.z * ShareInterval.z
    let middle = (share + zz / (2 * count)) / (1 + zz / count)
    let variance = share * (1 - share) / count + zz / (4 * count * count)
    let reach = ShareInterval.z * variance.squareRoot() / (1 + zz / count)
    // At the ends the formula is exact, binary fractions are not.
    low = correct == 0 ? 0 : max(0, middle - reach)
    high = correct == trials ? 1 : min(1, middle + reach)
  }
}
