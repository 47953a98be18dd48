import Measure
import Weights

/// Everything the explorer knows: a value, with no thread, clock or terminal in it.
///
/// It only composes its parts; each of them has a file of its own, with what its keys do. `reduce` is the
/// only door for change, and the panes are pure functions of the state.
public struct State: Equatable, Sendable {
  /// What there is to choose from.
  public internal(set) var catalogue: Catalogue
  /// What the user has chosen: the network and what it looks at.
  public internal(set) var choice: Choice
  /// What that network is and what was measured of it: fresh, stale or not yet there.
  public internal(set) var figures: Figures
  /// The map over α and ρ.
  public internal(set) var plane = PlaneState()
  /// Accuracy against cost.
  public internal(set) var frontier = FrontierState()
  /// The feature maps.
  public internal(set) var inside = InsideState()
  /// The lesson that is played.
  public internal(set) var lesson = LessonState()
  /// Where the user looks: panes, focus, overlays.
  public internal(set) var view: View

  /// The explorer before the first key. Nothing has been asked of the engine yet: see `start()`.
  public init(catalogue: Catalogue, choice: Choice, view: View = View()) {
    precondition(
      catalogue.pictures.indices.contains(choice.picture), "the picture is in the catalogue")
    precondition(
      catalogue.weights.indices.contains(choice.weights), "the weights are in the catalogue")
    self.catalogue = catalogue
    self.choice = choice
    self.view = view
    figures = Figures(choice, in: catalogue)
  }

  /// What the caller has to do before the first key: the first request.
  public func start() -> [Effect] { [.request(request)] }

  /// What the engine is asked to show.
  public var request: Request {
    var request = Request(
      generation: figures.generation, setting: choice.setting, picture: choice.picture,
      weights: family, threads: choice.threads, instructionSet: choice.instructionSet,
      precision: choice.precision, isPaused: choice.isPaused, pinned: choice.pinned,
      background: PlayedStep(self)?.work ?? view.lower.entry.background(self),
      inside: view.lower == .maps ? view.selectedLayer : nil)
    request.wantsActivations = view.activation != nil
    return request
  }

  /// The weights chosen: where they don't fit the setting, seeded ones run in their place.
  public var family: WeightFamily { catalogue.weights[choice.weights] }
  /// The picture chosen.
  public var pictureEntry: PictureEntry { catalogue.pictures[choice.picture] }
}
