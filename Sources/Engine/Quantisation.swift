/// How a network's weights become whole numbers. Activations have 8 bits in any case.
///
/// The usual way costs no accuracy. The others are there to show what does: fewer bits, or one scale where the
/// channels differ. They run on the same kernels, as fast, and a weight takes a byte as before.
public struct Quantisation: Hashable, Sendable {
  /// Of a weight: with b of them it is held to ±(2^(b−1) − 1).
  public let weightBits: Int
  public let scales: Scales

  /// Which weights share a step, the worth of 1.
  public enum Scales: String, CaseIterable, Sendable {
    /// Those of an output channel.
    case channel
    /// All of a layer, once batch norm's factor is folded into them. The factor is that of the full stored
    /// width at the weights' own base side: so the numbers are the same for every setting, and α stays a
    /// slice. What another setting's factor differs by goes into its channels' scales.
    case tensor
  }

  /// How few and how many bits a weight may have.
  public static let bits = 3...8
  /// Of 8 bits, with a step for each channel.
  public static let usual = Quantisation(weightBits: 8, scales: .channel)

  /// - Precondition: as many bits as `bits` allows.
  public init(weightBits: Int, scales: Scales) {
    precondition(Quantisation.bits.contains(weightBits), "3 to 8 bits")
    (self.weightBits, self.scales) = (weightBits, scales)
  }

  /// The largest number that a weight becomes.
  var limit: Float { Float(1 << (weightBits - 1) - 1) }
}
