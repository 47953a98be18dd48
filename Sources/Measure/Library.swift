import Engine
import MobileNet
import Weights

/// The seed of the random weights that stand in where none were trained, unless another is given.
public let defaultSeed: UInt64 = 1

/// The weights that settings run on, packed once each: trained ones where they fit, else seeded.
final class Library {
  private let sources: [WeightSource]
  private var trained: [Int: Panels] = [:]
  /// Only the newest: those of the standard network take 117 MB.
  private var seeded: (setting: Setting, choice: Choice)?

  /// What a setting runs on.
  struct Choice {
    let source: WeightSource
    let panels: Panels
    /// Whether the network was trained at the setting's width, so that its answer means something.
    let predicts: Bool
  }

  private let seed: UInt64
  /// Known once it has been asked for: it takes tens of milliseconds.
  private var checksum: String?

  init(_ sources: [WeightSource], seed: UInt64) {
    self.sources = sources
    self.seed = seed
  }

  /// The weights with this index where they fit the setting, else seeded ones.
  func choose(_ index: Int, for setting: Setting) -> Choice {
    let source = sources[index]
    guard source.fits(setting) else { return standIn(for: setting) }
    let panels = trained[index] ?? Panels(source)
    trained[index] = panels
    let predicts = source.isTrained && source.widths.contains(setting.alpha)
    return Choice(source: source, panels: panels, predicts: predicts)
  }

  /// The checksum of the built-in weights, to which measured figures belong; nil for others.
  func builtInChecksum(_ index: Int) -> String? {
    guard sources[index].origin == "built-in" else { return nil }
    let checksum = checksum ?? sources[index].checksum()
    self.checksum = checksum
    return checksum
  }

  /// A sweep over a grid of settings on the weights with the plan's index, or on what stands in for
  /// them.
  func sweepPlan(_ plan: LatencyGrid.Plan) -> Sweep.Plan {
    Sweep.Plan(
      source: sources[plan.weights], settings: plan.settings, threads: [plan.threads],
      rounds: plan.rounds, instructionSet: plan.instructionSet, seed: seed)
  }

  private func standIn(for setting: Setting) -> Choice {
    var widest = setting.full
    widest.side = setting.baseSide
    widest.rhoRule = .compute
    if let seeded, seeded.setting == widest { return seeded.choice }
    seeded = nil
    let source = WeightSource.seeded(
      variant: setting.variant, classes: setting.classes, seed: seed,
      baseSide: setting.baseSide, padding: setting.padding)
    let choice = Choice(source: source, panels: Panels(source), predicts: false)
    seeded = (widest, choice)
    return choice
  }
}

extension WeightSource {
  /// Whether these weights can be sliced to a setting; else seeded ones stand in.
  public func fits(_ setting: Setting) -> Bool {
    variant == setting.variant && padding == setting.padding && classes.count == setting.classes
      && setting.rhoRule == .compute && widths.upperBound >= setting.alpha
      && (widths.lowerBound < widths.upperBound || widths.upperBound == setting.alpha)
  }
}
