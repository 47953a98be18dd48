import ArgumentParser
import Explorer
import Measure
import MobileNet
import Weights

/// What the explorer looks at when it begins: what the command of key y names.
struct ViewOptions: ParsableArguments {
  @Option(
    help: """
      What stands below: layers, plane (accuracy over α and ρ), answers (this picture's, over α and \
      ρ), frontier, maps (the feature maps of the chosen layer) or roofline.
      """)
  var view = OpenedView.layers

  @Option(help: "The chosen layer, such as block6.dw.")
  var layer: String?

  @Option(help: "What the layers are sorted by: order, time, work, parameters or peak.")
  var sort = LayerOrder.order

  @Flag(help: "The picture's middle pixel for pixel, where the pane is too small for all of them.")
  var detail = false

  @Option(
    help: "What in the picture speaks for an answer: 1 … 5, or difference (of the first two).")
  var activation: ActivationView?

  @Flag(help: "Hides what the network answers, to be guessed first; key H shows it.")
  var guess = false

  @Option(help: "The channel of that layer whose feature map is chosen, from 0 on.")
  var tile: Int?

  @Option(
    help: "The cost on the frontier's axis: latency, multiply-adds, parameters, memory or maps.")
  var axis = SettingCost.latency

  @Option(help: "The frontier's axes: log or linear.")
  var scale = AxisScale.logarithmic

  @Option(
    help: """
      A budget on that axis, in ms, in millions, in MB of memory or in KiB of int8 maps: the frontier \
      finds what is within it.
      """)
  var budget: Double?

  @Option(help: "The frontier's chosen point: its α and side, such as 0.5@96.")
  var point: PlanePoint?

  @Option(
    help: """
      The pane with the focus, if not the one below: setting, picture, predictions, cost or layers.
      """)
  var focus: Pane?

  @Flag(help: "The pane with the focus fills the screen.")
  var zoom = false

  @OptionGroup var pin: PinOption

  func validate() throws {
    if let budget, !(budget >= 0 && budget.isFinite) {
      throw ValidationError("--budget \(budget): give a number from 0 on")
    }
  }

  func choice(in architecture: Architecture) throws -> ViewChoice {
    if let layer, !architecture.layers.contains(where: { $0.name == layer }) {
      let names = architecture.layers.map(\.name)
      throw ValidationError(
        "--layer \(layer): the \(architecture.setting.variant) network has no such layer; its layers "
          + "are \(names.joined(separator: ", "))")
    }
    if let tile {
      let chosen = architecture.layers.first { layer == nil || $0.name == layer }
      guard let chosen, 0..<chosen.output.channels ~= tile else {
        throw ValidationError(
          "--tile \(tile): \(chosen?.name ?? "") has channels 0 … \((chosen?.output.channels ?? 1) - 1) here"
        )
      }
    }
    var choice = ViewChoice()
    choice.opened = view
    choice.layer = layer
    choice.sort = sort
    choice.showsDetail = detail
    choice.tile = tile
    choice.activation = activation
    choice.hidesAnswers = guess
    choice.axis = axis
    choice.scale = scale
    choice.budget = budget
    choice.point = point
    choice.focus = focus
    choice.isZoomed = zoom
    return choice
  }
}

extension OpenedView: ExpressibleByArgument {}
extension ActivationView: ExpressibleByArgument {}
extension LayerOrder: ExpressibleByArgument {}
extension SettingCost: ExpressibleByArgument {}
extension AxisScale: ExpressibleByArgument {}

extension PlanePoint: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Pane: ExpressibleByArgument {
  public init?(argument: String) {
    guard let pane = Pane.unopened.first(where: { $0.rawValue == argument }) else { return nil }
    self = pane
  }

  public static var allValueStrings: [String] { unopened.map(\.rawValue) }
}
