import Engine
import MobileNet
import Weights

/// The seed of the random weights that stand in where none were trained, unless another is given.
public let defaultSeed: UInt64 = 1

/// The weights that settings run on, read and packed once each, when they are first needed: trained
/// ones where they fit, else seeded ones. For each precision they are packed by themselves, once: a step of
/// α or ρ never waits for the quantiser.
final class PackedWeights {
  /// Files that have been read, by where they come from.
  private var loaded: [String: WeightSource]
  private var packed: [Key: Panels] = [:]
  /// Only the newest: those of the standard network take 117 MB.
  private var seeded: (setting: Setting, precision: Precision, choice: Choice)?

  private struct Key: Hashable {
    /// The file's.
    let origin: String
    let precision: Precision
  }

  /// What a setting runs on.
  struct Choice {
    let source: WeightSource
    let panels: Panels
    /// Whether the network was trained at the setting's width, so that its answer means something.
    let predicts: Bool
    /// Why the weights that would have answered can't be used: seeded ones run in their place.
    var failure: WeightsError?
  }

  private let seed: UInt64

  /// - Parameters:
  ///   - loaded: weights that need not be read any more.
  ///   - seed: of the random weights.
  init(loaded: [WeightSource] = [], seed: UInt64) {
    self.loaded = Dictionary(loaded.map { ($0.origin, $0) }) { first, _ in first }
    self.seed = seed
  }

  /// The family's weights that answer for the setting; else those that can be cut to it; else
  /// seeded ones.
  func choose(
    _ family: WeightFamily, for setting: Setting, in precision: Precision = .float32
  ) throws(MemoryRefused) -> Choice {
    let answering = try? family.member(for: setting).get()
    guard let member = answering ?? family.members.first(where: { $0.fits(setting) })
    else { return try standIn(for: setting, precision) }
    let source: WeightSource
    do throws(WeightsError) {
      source = try self.source(member)
    } catch {
      var choice = try standIn(for: setting, precision)
      choice.failure = error
      return choice
    }
    return Choice(
      source: source, panels: try panels(source, precision), predicts: answering != nil)
  }

  private func source(_ member: WeightDescription) throws(WeightsError) -> WeightSource {
    if let source = loaded[member.origin] { return source }
    let source = try WeightSource.read(member)
    loaded[member.origin] = source
    return source
  }

  private func panels(
    _ source: WeightSource, _ precision: Precision
  ) throws(MemoryRefused) -> Panels {
    let key = Key(origin: source.origin, precision: precision)
    if let panels = packed[key] { return panels }
    let panels = try Panels(source, precision: precision)
    packed[key] = panels
    return panels
  }

  /// The checksum of the built-in weights, to which measured figures belong; nil for others.
  func builtInChecksum(_ family: WeightFamily) -> String? {
    guard family.isBuiltIn, family.members[0].isFedAsItSays,
      let source = try? source(family.members[0])
    else { return nil }
    return source.checksum()
  }

  /// A sweep over settings on the grid's weights, or on what stands in for them.
  func sweepGrid(_ grid: LatencyMap.Grid) throws(MemoryRefused) -> Sweep.Grid {
    Sweep.Grid(
      weights: WeightSet(try choose(grid.weights, for: grid.settings[0]).source),
      settings: grid.settings, threads: [grid.threads], rounds: grid.rounds,
      instructionSet: grid.instructionSet, precisions: [grid.precision], seed: seed)
  }

  private func standIn(
    for setting: Setting, _ precision: Precision
  ) throws(MemoryRefused) -> Choice {
    var widest = setting.full
    widest.side = setting.baseSide
    widest.rhoRule = .compute
    if let seeded, seeded.setting == widest, seeded.precision == precision { return seeded.choice }
    seeded = nil
    let source = WeightSource.seeded(
      variant: setting.variant, classes: setting.classes, seed: seed,
      baseSide: setting.baseSide, padding: setting.padding)
    let choice = Choice(
      source: source, panels: try Panels(source, precision: precision), predicts: false)
    seeded = (widest, precision, choice)
    return choice
  }
}
