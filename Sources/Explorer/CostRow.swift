import Measure
import MobileNet

/// What a network costs.
public enum CostQuantity: CaseIterable, Sendable {
  /// One multiply and one add together count 1.
  case multiplyAdds
  /// The weights of filters and classifier.
  case parameters
  /// Of the classifier, and γ and β of batch norm: not among the parameters.
  case biases, batchNorm
  /// Bytes of the weights as built and of the feature maps.
  case memory
  /// Median milliseconds of a whole run.
  case latency
  /// The sum of the layers' medians, in milliseconds.
  case layersSummed
}

/// One line of the cost pane: a quantity here and of the pinned network, else at α = ρ = 1.
public struct CostRow: Equatable, Sendable {
  public let quantity: CostQuantity
  /// Nil until measured.
  public let here: Dated<Double>?
  /// Of the pinned network, else at α = ρ = 1; nil until measured.
  public let reference: Dated<Double>?
  /// here / reference; nil where one of them is missing or only one is stale.
  public let factor: Dated<Double>?
  /// Whether the latency differs from the pinned one's, and by how much.
  public let comparison: Comparison?
  /// What the paper's formula predicts for the factor.
  public let formula: CostFormula?
}

extension Figures {
  /// The line of one quantity.
  public func costRow(_ quantity: CostQuantity) -> CostRow {
    let here = here(quantity)
    let reference = reference(quantity)
    let comparison = quantity == .latency ? pinnedComparison : nil
    let factor = comparison.map { Dated($0.ratio) } ?? factor(here, reference)
    return CostRow(
      quantity: quantity, here: here, reference: reference, factor: factor,
      comparison: comparison, formula: formula(quantity))
  }

  private func here(_ quantity: CostQuantity) -> Dated<Double>? {
    switch quantity {
    case .multiplyAdds: Dated(Double(architecture.multiplyAdds))
    case .parameters: Dated(Double(architecture.parameters))
    case .biases: Dated(Double(architecture.biases))
    case .batchNorm: Dated(Double(architecture.batchNormParameters))
    case .memory: memory
    case .latency: latency?.map(\.median)
    case .layersSummed: layersMilliseconds
    }
  }

  private func reference(_ quantity: CostQuantity) -> Dated<Double>? {
    switch quantity {
    case .multiplyAdds: Dated(Double(referenceArchitecture.multiplyAdds))
    case .parameters: Dated(Double(referenceArchitecture.parameters))
    case .biases: Dated(Double(referenceArchitecture.biases))
    case .batchNorm: Dated(Double(referenceArchitecture.batchNormParameters))
    case .memory:
      referenceActivationBytes?.map {
        Double($0 + referenceArchitecture.weightBytes(in: referencePrecision))
      }
    case .latency: referenceLatency?.map(\.median)
    case .layersSummed: referenceLayersMilliseconds
    }
  }

  /// Stale memory is that of the setting before as a whole, never its maps beside new weights.
  private var memory: Dated<Double>? {
    activationBytes.map { maps in
      maps.map { Double($0 + weightBytes(isStale: maps.isStale)) }
    }
  }

  private func factor(
    _ here: Dated<Double>?, _ reference: Dated<Double>?
  ) -> Dated<Double>? {
    guard let here, let reference, here.isStale == reference.isStale, reference.value > 0 else {
      return nil
    }
    return here.map { $0 / reference.value }
  }

  /// Beside α = ρ = 1 or a pinned network of the same kind.
  private func formula(_ quantity: CostQuantity) -> CostFormula? {
    let (setting, reference) = (architecture.setting, referenceArchitecture.setting)
    switch quantity {
    case .multiplyAdds: return .multiplyAdds(of: setting, beside: reference)
    case .parameters: return .parameters(of: setting, beside: reference)
    case .biases, .batchNorm, .memory, .latency, .layersSummed: return nil
    }
  }
}
