import Measure
import MobileNet
import Weights

/// What key `e` can write into a file.
public enum Export: String, CaseIterable, Sendable {
  /// The screen, without the menu that it was chosen from.
  case text, picture
  /// What `report --json` tells.
  case state
  /// What `report --format csv` tells.
  case layers
  /// The accuracy and the answers over α and ρ.
  case plane
  /// Accuracy against what it costs.
  case frontier

  /// For the menu.
  public var sentence: String {
    switch self {
    case .text: "the screen as text"
    case .picture: "the screen as a picture (SVG)"
    case .state: "all figures as JSON"
    case .layers: "the layers as CSV"
    case .plane: "the plane as CSV"
    case .frontier: "the frontier as CSV"
    }
  }

  /// Of the file's name, without the dot.
  public var ending: String {
    switch self {
    case .text: "txt"
    case .picture: "svg"
    case .state: "json"
    case .layers, .plane, .frontier: "csv"
    }
  }
}

/// The menu of what can be written of a state.
public struct ExportMenu {
  @Shared private var state: State

  public init(_ state: State) { self.state = state }

  /// What there is to write: the plane and the frontier only where they have figures.
  public var exports: [Export] {
    Export.allCases.filter { export in
      switch export {
      case .text, .picture, .state, .layers: true
      case .plane:
        state.accuracySurface != nil
          || ShownPlane(state.shown).answers?.answers.contains { $0 != nil } == true
      case .frontier: frontier != nil
      }
    }
  }

  /// The chosen line; nil where the menu is not open.
  public var chosen: Export? {
    let (exports, place) = (exports, state.view.overlayPlace)
    return state.view.overlay == .export && exports.indices.contains(place) ? exports[place] : nil
  }

  /// The frontier as it was shown last, where it is that of the present network and has figures.
  public var frontier: Frontier? {
    state.frontier.shown.flatMap {
      $0.grid == state.frontierGrid && ($0.hasAccuracy || $0.measured > 0) ? $0 : nil
    }
  }

  /// `mobilenet-explorer-a0.75-s80`, of tables with their name: what a file is called, without its ending.
  public func stem(of export: Export) -> String {
    let table = export.ending == "csv" ? "-\(export.rawValue)" : ""
    let setting = state.choice.setting
    return "mobilenet-explorer-a\(setting.alpha.shortDecimal)-s\(setting.side)\(table)"
  }
}
