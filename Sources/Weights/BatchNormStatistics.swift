import MobileNet

/// The batch norms' means and deviations of one setting: flat, convolution after convolution in
/// order of execution, each with only its active channels.
///
/// A pack stores no mean for pointwise layers, because the mean of a product is exact where an
/// interpolated one is not: mean[j] = Σᵢ weight[j, i] · inputMeans[i] over the active inputs. The
/// engine has the weights packed, so the product is its work.
public struct BatchNormStatistics: Equatable, Sendable {
  /// Mean of each convolution's output; 0 in pointwise layers where `computesPointwiseMeans`.
  public var means: [Float] = []
  /// √(variance + ε) of each convolution's output, same places.
  public var deviations: [Float] = []
  /// Mean of each depthwise layer's output after ReLU6, same places as that layer's `means`;
  /// 0 elsewhere, empty unless `computesPointwiseMeans`.
  public var activationMeans: [Float] = []
  /// Whether pointwise means are to be computed from `activationMeans`.
  public var computesPointwiseMeans = false

  public init() {}
}
