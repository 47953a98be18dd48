import MobileNet
import Weights

/// How much each place of the last feature map speaks for a class: exact in this network, because nothing
/// but a mean and one linear layer follows that map.
///
/// The value of a place is the sum over channels of its value times the class's weight; the mean over
/// all places plus the bias is the logit. Source: Zhou et al., Learning Deep Features for Discriminative
/// Localization, arXiv:1512.04150.
public struct ClassActivation: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// rows × columns, in units of the logit.
  public let values: [Float]
  /// The classifier's, of the class.
  public let bias: Float

  init(rows: Int, columns: Int, values: [Float], bias: Float) {
    precondition(values.count == rows * columns, "rows × columns values")
    (self.rows, self.columns, self.values, self.bias) = (rows, columns, values, bias)
  }

  /// - Parameters:
  ///   - maps: what the pool takes in.
  ///   - weights: the class's row of the classifier, one for each channel.
  ///   - bias: the class's.
  init(_ maps: FeatureMaps, weights: [Float], bias: Float) {
    precondition(weights.count == maps.shape.channels, "a weight for each channel")
    var values = [Float](repeating: 0, count: maps.shape.area)
    for (channel, weight) in weights.enumerated() {
      for (place, value) in maps[channel].enumerated() { values[place] += weight * value }
    }
    self.init(rows: maps.shape.height, columns: maps.shape.width, values: values, bias: bias)
  }

  /// What the network gives for the class.
  public var logit: Double {
    values.reduce(0) { $0 + Double($1) } / Double(values.count) + Double(bias)
  }

  /// Where it is largest; of several places the first.
  public var peak: (row: Int, column: Int) {
    let place = values.indices.max { (values[$0], $1) < (values[$1], $0) } ?? 0
    return (place / columns, place % columns)
  }

  /// What speaks for one class rather than for another of the same network and picture.
  public static func - (one: ClassActivation, other: ClassActivation) -> ClassActivation {
    ClassActivation(
      rows: one.rows, columns: one.columns, values: zip(one.values, other.values).map(-),
      bias: one.bias - other.bias)
  }

  /// The value at a place of the picture, 0…1 from left to right and from top to bottom, between the
  /// middles of the map's places.
  public func value(x: Float, y: Float) -> Float {
    let (left, right, across) = Self.neighbours(x, of: columns)
    let (top, bottom, down) = Self.neighbours(y, of: rows)
    let upper = mix(values[top * columns + left], values[top * columns + right], across)
    let lower = mix(values[bottom * columns + left], values[bottom * columns + right], across)
    return mix(upper, lower, down)
  }

  private static func neighbours(_ place: Float, of count: Int) -> (Int, Int, share: Float) {
    let exact = min(max(0, place * Float(count) - 0.5), Float(count - 1))
    let first = Int(exact)
    return (first, min(first + 1, count - 1), exact - Float(first))
  }

  private func mix(_ one: Float, _ other: Float, _ share: Float) -> Float {
    one + (other - one) * share
  }
}

extension WeightSource {
  /// What speaks for a class in the maps that the pool takes in.
  func activation(of index: Int, in maps: FeatureMaps) -> ClassActivation {
    let stored = classifierWeight.shape[1]
    let first = index * stored
    return ClassActivation(
      maps, weights: classifierWeight.values(first..<first + maps.shape.channels),
      bias: classifierBias.values(index..<index + 1)[0])
  }
}
