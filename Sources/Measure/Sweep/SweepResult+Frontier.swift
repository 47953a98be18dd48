import MobileNet
import Weights

extension SweepResult {
  /// How often the network of a point is right, where just that is known.
  public func accuracy(of point: Point, _ known: KnownAccuracy) -> AccuracySurface.Accuracy? {
    guard weights.trained, point.variant == known.family.variant else { return nil }
    return known.accuracy(alpha: point.alpha, side: point.side)
  }

  /// The points that no faster one on as many threads beats: for each number of threads the fastest
  /// first. Points of which nobody knows the accuracy are in no front.
  public func frontier(_ known: KnownAccuracy) -> [Point] {
    let measured = points.filter { $0.latency != nil && accuracy(of: $0, known) != nil }
    return Set(measured.map(\.threads)).sorted().flatMap { threads in
      let alike = measured.filter { $0.threads == threads }
      let places = ParetoFront.places(
        costs: alike.map { $0.latency?.median },
        values: alike.map { accuracy(of: $0, known)?.top1 })
      return places.map { alike[$0] }
    }
  }
}

extension AccuracySurface.Accuracy {
  /// Of top-1; nil where it was not measured.
  public var measuredInterval: ShareInterval? {
    if case .measured(let interval) = basis { interval } else { nil }
  }
}
