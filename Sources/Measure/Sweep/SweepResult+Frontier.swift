import MobileNet

extension SweepResult {
  /// How often the network of a point is right, where just that was measured.
  public func accuracy(of point: Point, in surface: AccuracySurface) -> AccuracySurface.Accuracy? {
    guard weights.sha256 == surface.checksum, point.variant == .separable,
      let accuracy = surface.accuracy(alpha: point.alpha, side: point.side),
      !accuracy.isInterpolated
    else { return nil }
    return accuracy
  }

  /// The points that no faster one on as many threads beats: for each number of threads the fastest
  /// first. Points that nobody has measured the accuracy of are in no front.
  public func frontier(in surface: AccuracySurface) -> [Point] {
    let measured = points.filter { $0.latency != nil && accuracy(of: $0, in: surface) != nil }
    return Set(measured.map(\.threads)).sorted().flatMap { threads in
      let alike = measured.filter { $0.threads == threads }
      let places = ParetoFront.places(
        costs: alike.map { $0.latency?.median },
        values: alike.map { accuracy(of: $0, in: surface)?.top1 })
      return places.map { alike[$0] }
    }
  }
}
