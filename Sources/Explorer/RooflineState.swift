import Measure
import MobileNet

/// This host's ceilings, measured once for each number of threads.
struct HostCeilings: Equatable, Sendable {
  private var known: [Ceilings.Subject: Ceilings] = [:]

  mutating func take(_ ceilings: Ceilings) { known[ceilings.subject] = ceilings }

  /// As far as they are known: before the first one is measured, without any.
  subscript(subject: Ceilings.Subject) -> Ceilings {
    known[subject] ?? Ceilings(subject: subject, levels: [])
  }
}

extension PaneEntry {
  static let roofline = PaneEntry(
    opening: [
      KeyBinding(
        "r", footer: "r roofline", "the roofline: what limits each layer on this host",
        [.character("r"): .view(.open(.roofline))])
    ],
    whileFocused: [
      KeyBinding(
        "j k", footer: "j k layers", "next and previous layer",
        [.character("j"): .view(.layerStep(1)), .character("k"): .view(.layerStep(-1))])
    ],
    isAboutLayer: true,
    background: { ShownRoofline($0).work })
}

extension Choice {
  /// The ceilings that a network chosen so runs against.
  fileprivate var ceilingsSubject: Ceilings.Subject {
    Ceilings.Subject(instructionSet: instructionSet, threads: threads, precision: precision)
  }
}

/// The roofline as it is shown.
public struct ShownRoofline {
  @Shared private var state: State

  public init(_ state: State) { self.state = state }

  /// What this host can do at best with the present number of threads, as far as it is known.
  public var ceilings: Ceilings { state.catalogue.ceilings[state.choice.ceilingsSubject] }

  /// What is to be measured: all of them, and once the layers' times have settled those again that a layer's
  /// best run has exceeded.
  var work: BackgroundWork? {
    let (ceilings, current) = (ceilings, state.figures.current)
    guard ceilings.isComplete else { return .ceilings(ceilings.subject) }
    guard current.isSettled else { return nil }
    let exceeded = ceilings.exceeded(
      by: current.layers.map { $0?.minimum }, of: state.figures.architecture)
    return exceeded.isEmpty ? nil : .ceilingsAgain(ceilings, exceeded: exceeded)
  }

  /// Each layer against the ceilings. One that has not been timed yet stands where it stood in the setting
  /// before, all figures together: the old time of new multiply-adds would be nobody's rate.
  public var points: [Dated<Roofline.Point>] {
    let figures = state.figures
    let present = Roofline(
      figures.architecture, milliseconds: figures.current.layers.map { $0?.median },
      ceilings: ceilings
    ).points.map { Dated($0) }
    guard let previous = figures.previous,
      present.contains(where: { $0.value.milliseconds == nil }),
      previous.architecture.setting.variant == figures.architecture.setting.variant
    else { return present }
    let before = Roofline(
      previous.architecture, milliseconds: previous.snapshot.layers.map { $0?.median },
      ceilings: state.catalogue.ceilings[previous.choice.ceilingsSubject]
    ).points
    return zip(present, before).map { now, then in
      let isKnown = now.value.milliseconds != nil || then.milliseconds == nil
      return isKnown ? now : Dated(then, isStale: true)
    }
  }
}
