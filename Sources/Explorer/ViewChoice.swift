import Measure
import MobileNet

/// What a command line may choose of what is looked at: the other direction of `State.arguments`.
public struct ViewChoice: Equatable, Sendable {
  /// What stands in the lower place.
  public var opened = OpenedView.layers
  /// The name of a layer; nil for the first one.
  public var layer: String?
  /// What the layers' table is sorted by.
  public var sort = LayerOrder.order
  /// Whether the picture's middle is drawn pixel for pixel.
  public var showsDetail = false
  /// What of the class activation lies over the picture.
  public var activation: ActivationView?
  /// Whether what the network answers is hidden.
  public var hidesAnswers = false
  /// The channel whose feature map is chosen; nil for the strongest.
  public var tile: Int?
  /// What the frontier's axis shows.
  public var axis = SettingCost.latency
  public var scale = AxisScale.logarithmic
  /// Milliseconds, millions, MB or KiB, as the axis says.
  public var budget: Double?
  /// The chosen point of the frontier.
  public var point: PlanePoint?
  /// Nil for the lower pane.
  public var focus: Pane?
  /// Whether the focused pane fills the screen.
  public var isZoomed = false
  public var usesMouse = true
  public var usesClipboard = true

  /// As a program begins that nothing is asked of.
  public init() {}
}

/// What stands in the lower place.
public enum OpenedView: String, CaseIterable, Sendable {
  case layers
  /// The accuracy over α and ρ.
  case plane
  /// The answers for the present picture over α and ρ.
  case answers
  case frontier
  /// The feature maps of the chosen layer.
  case maps
  /// The layers against this host's ceilings.
  case roofline
}

/// How the frontier's axis of cost is divided.
public enum AxisScale: String, CaseIterable, Sendable {
  case logarithmic = "log"
  case linear
}

/// A setting of the plane, written `0.5@96`.
public struct PlanePoint: Equatable, Sendable, LosslessStringConvertible {
  public var alpha: WidthMultiplier
  public var side: Int

  public init(alpha: WidthMultiplier, side: Int) {
    self.alpha = alpha
    self.side = side
  }

  /// Reads `0.5@96`; nil for anything else.
  public init?(_ description: String) {
    let parts = description.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let alpha = WidthMultiplier(String(parts[0])), let side = Int(parts[1])
    else { return nil }
    self.init(alpha: alpha, side: side)
  }

  public var description: String { "\(alpha.shortDecimal)@\(side)" }
}

extension WidthMultiplier {
  /// `0.5`, not `0.50`.
  var shortDecimal: String {
    var text = "\(self)"
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

extension State {
  /// What is looked at, as a command line would choose it.
  public var viewChoice: ViewChoice {
    var choice = ViewChoice()
    choice.opened = OpenedView(view.lower, plane.content)
    if view.selectedLayer > 0 { choice.layer = LayerDetails(self).layer.name }
    choice.sort = view.layerOrder
    choice.showsDetail = view.showsDetail
    choice.activation = view.activation
    choice.hidesAnswers = view.hidesAnswers
    if view.lower == .maps { choice.tile = ShownMaps(self).chosenTile }
    choice.axis = frontier.cost
    choice.scale = frontier.isLogarithmic ? .logarithmic : .linear
    if view.lower == .frontier {
      choice.budget = frontier.answered.map { $0 / frontier.cost.budgetUnit }
      if choice.budget == nil, let point = frontier.selectedPoint {
        choice.point = PlanePoint(alpha: point.alpha, side: point.side)
      }
    }
    choice.focus = view.focus == view.lower ? nil : view.focus
    choice.isZoomed = view.zoomed != nil
    choice.usesMouse = view.usesMouse
    choice.usesClipboard = view.usesClipboard
    return choice
  }

  /// Looks at what a command line has chosen. A layer or a point that is not there is left out.
  public mutating func look(at choice: ViewChoice) {
    switch choice.opened {
    case .layers: view.lower = .layers
    case .plane: (view.lower, plane.content) = (.plane, .accuracy)
    case .answers: (view.lower, plane.content) = (.plane, .answers)
    case .frontier: view.lower = .frontier
    case .maps: view.lower = .maps
    case .roofline: view.lower = .roofline
    }
    view.selectedLayer =
      choice.layer.flatMap { name in figures.architecture.layers.firstIndex { $0.name == name } }
      ?? 0
    view.layerOrder = choice.sort
    view.showsDetail = choice.showsDetail
    frontier.cost = choice.axis
    frontier.isLogarithmic = choice.scale == .logarithmic
    view.activation = choice.activation
    view.hidesAnswers = choice.hidesAnswers
    bringInLine()
    inside.channel = choice.tile
    if let point = choice.point {
      frontier.selected = frontier.shown?.points.firstIndex {
        $0.alpha == point.alpha && $0.side == point.side
      }
    }
    if view.lower == .frontier {
      frontier.answered = choice.budget.map { $0 * choice.axis.budgetUnit }
    }
    view.focus = choice.focus ?? view.lower
    view.zoomed = choice.isZoomed ? view.focus : nil
    view.usesMouse = choice.usesMouse
    view.usesClipboard = choice.usesClipboard
  }
}

extension OpenedView {
  fileprivate init(_ lower: Pane, _ content: PlaneContent) {
    switch lower {
    case .plane: self = content == .accuracy ? .plane : .answers
    case .frontier: self = .frontier
    case .maps: self = .maps
    case .roofline: self = .roofline
    case .setting, .picture, .predictions, .cost, .layers: self = .layers
    }
  }
}
