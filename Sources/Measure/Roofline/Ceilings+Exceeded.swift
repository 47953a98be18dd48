import Engine
import MobileNet

// No layer can be faster than a ceiling. Where one was, the ceiling has been measured too low: the clock had
// yet to rise, or another program had its turn. It is measured again; no figure is cut.
extension Ceilings {
  /// A share of the roof up to this is a layer at its roof: it is told as 100 %.
  public static let mostShare = 1.005

  /// A ceiling that is exceeded after so many repeats stays as it is: a part of the layer's bytes lies
  /// nearer than the level that holds them all.
  public static let mostRepeats = 10

  /// Which of them a layer's best run has exceeded.
  ///
  /// - Parameters:
  ///   - best: the best time of each layer in milliseconds, where there is one.
  ///   - architecture: the network.
  /// - Returns: each once; none until all have been measured, nor after the last repeat.
  public func exceeded(by best: [Double?], of architecture: Architecture) -> [Roofline.Limit] {
    guard isComplete, repeats < Self.mostRepeats else { return [] }
    let points = Roofline(architecture, milliseconds: best, ceilings: self).points
    return points.reduce(into: []) { exceeded, point in
      guard let share = point.share, share > Self.mostShare, let ceiling = point.ceiling,
        !exceeded.contains(ceiling)
      else { return }
      exceeded.append(ceiling)
    }
  }

  /// Has them measured again until no layer exceeds them any more, or the last repeat is done.
  ///
  /// - Parameters:
  ///   - best: the best time of each layer in milliseconds, where there is one.
  ///   - architecture: the network.
  ///   - again: measures those again that were exceeded, and counts the repeat.
  /// - Returns: the same ceilings or higher ones.
  func raised(
    above best: [Double?], of architecture: Architecture,
    again: (Ceilings, [Roofline.Limit]) -> Ceilings = CeilingMeasurement.again
  ) -> Ceilings {
    var raised = self
    while case let exceeded = raised.exceeded(by: best, of: architecture), !exceeded.isEmpty {
      raised = again(raised, exceeded)
    }
    return raised
  }
}

extension CeilingMeasurement {
  /// Measures those ceilings again that were exceeded, all at once.
  static func again(_ known: Ceilings, _ exceeded: [Roofline.Limit]) -> Ceilings {
    let measurement = CeilingMeasurement(again: known, exceeded: exceeded)
    while !measurement.isDone { measurement.step() }
    return measurement.ceilings
  }
}
