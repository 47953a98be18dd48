import MobileNet

/// A mistake as somebody makes it: one of several ways to forget a stride.
struct Slip {
  let mistake: Mistake
  /// Makes it, on top of others.
  let change: @Sendable (inout Rules) -> Void

  private init(_ mistake: Mistake, _ change: @escaping @Sendable (inout Rules) -> Void) {
    (self.mistake, self.change) = (mistake, change)
  }

  /// All ways that are known, the likelier ones first.
  ///
  /// - Parameter setting: has the layers whose stride may be forgotten.
  /// - Returns: ways of every mistake.
  static func all(in setting: Setting) -> [Slip] {
    let strided = Architecture(setting).layers.indices.filter {
      Architecture(setting).layers[$0].stride > 1
    }
    return [
      Slip(.flops) { $0.doublesWork = true },
      Slip(.strideForgotten) { $0.stride = .forgotten },
      Slip(.strideForgotten) { $0.stride = .forgottenInLine },
    ] + strided.map { layer in Slip(.strideForgotten) { $0.stride = .forgottenIn(layer) } }
      + counted + channels + shapes
  }

  private static let counted = [
    Slip(.biasCounted) { ($0.extraParameters, $0.countsClassifierBias) = (1, true) },
    Slip(.biasCounted) { ($0.extraParameters, $0.countsClassifierBias) = (2, true) },
    Slip(.biasCounted) { ($0.extraParameters, $0.countsClassifierBias) = (4, true) },
    Slip(.biasCounted) { $0.extraParameters = 1 },
    Slip(.biasCounted) { $0.extraParameters = 2 },
    Slip(.biasCounted) { $0.extraParameters = 4 },
    Slip(.biasCounted) { $0.countsClassifierBias = true },
    Slip(.biasCounted) { $0.countsBiasAdds = true },
    Slip(.classifierLeftOut) { $0.leavesClassifierOut = true },
  ]

  private static let channels = [
    Slip(.alphaOnOneSide) { $0.alpha = .inputs },
    Slip(.alphaOnOneSide) { $0.alpha = .outputs },
    Slip(.rounding) { $0.rounding = .nearest },
    Slip(.rounding) { $0.rounding = .up },
    Slip(.rounding) { $0.rounding = .toEights },
    Slip(.rounding) { $0.rounding = .withoutMinimum },
    Slip(.rhoOnChannels) { $0.rhoPower = 1 },
    Slip(.rhoOnChannels) { $0.rhoPower = 2 },
    Slip(.rhoOnChannels) { ($0.rhoPower, $0.keepsSide) = (1, true) },
    Slip(.rhoOnChannels) { ($0.rhoPower, $0.keepsSide) = (2, true) },
    Slip(.pictureScaled) { $0.picture = .withoutMinimum },
    Slip(.pictureScaled) { $0.picture = .nearest },
    Slip(.pictureScaled) { $0.picture = .up },
  ]

  private static let shapes = [
    Slip(.depthMultiplier) { $0.depth = .depthwiseAsFull },
    Slip(.depthMultiplier) { $0.depth = .depthwiseToNext },
    Slip(.depthMultiplier) { $0.depth = .doubled },
    Slip(.depthMultiplier) { $0.depth = .fullByInput },
    Slip(.depthMultiplier) { $0.depth = .fullByOutput },
    Slip(.padding) { $0.padding = .none },
    Slip(.padding) { $0.padding = .noneInLine },
    Slip(.padding) { $0.padding = .freeOfCharge },
    Slip(.rounding) { $0.halvesDown = true },
  ]
}
