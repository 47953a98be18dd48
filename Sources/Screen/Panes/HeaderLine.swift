import Engine
import Explorer
import Measure
import MobileNet
import Reports
import Weights

/// The first line, or that below the large digits: what is looked at, on which network, how it runs.
struct HeaderLine {
  @Shared var state: State
  let theme: Theme
  let columns: Int
  let form: Composition.Form

  func draw(on canvas: inout Canvas, row: Int) {
    switch form {
    case .tooSmall: break
    case .single: drawSetting(on: &canvas, row)
    case .compact: drawNames(room: columns - 2, on: &canvas, row)
    case .roomy:
      let status = Status(state)
      drawNames(room: columns - 5 - status.text.cellCount, on: &canvas, row)
      status.draw(endingBefore: columns - 1, row, on: &canvas, theme: theme)
    }
  }

  /// The program's name first, if all others fit beside it.
  private func drawNames(room: Int, on canvas: inout Canvas, _ row: Int) {
    let program = "mobilenet-explorer"
    let beside = room - program.cellCount - 3
    let whole = names(room: .max)
    var start = 1
    if whole.cellCount <= beside {
      start = canvas.write(program, at: 1, row, theme.style(.chosen)) + 3
    }
    canvas.write(whole.cellCount <= room ? whole : names(room: room), at: start, row)
  }

  /// When room is short, names from outside give way down to a few letters; what we know of the network stays whole.
  private func names(room: Int) -> String {
    let weights = visible(state.figures.answeringWeights?.name ?? state.family.name)
    let picture = self.picture
    let least = min(picture.cellCount + 3 + weights.cellCount, Self.leastNames) + classes.cellCount
    let network = " · \(variant) · \(precision)"
    let wordings = ["\(network) · \(machine)\(pinned)", "\(network)\(pinned)"]
    let fixed =
      wordings.first { least + $0.cellCount <= room }
      ?? network + (pinned.isEmpty ? "" : " · pinned")
    let spare = room - fixed.cellCount - classes.cellCount - 3
    let shortWeights = weights.clipped(to: max(spare / 2, spare - picture.cellCount))
    let shortPicture = picture.clipped(to: spare - shortWeights.cellCount)
    return "\(shortPicture) · \(shortWeights)\(classes)\(fixed)".clipped(to: room)
  }

  /// Cells of a picture's and weights' names, as far as one still knows them: "viad… · built…".
  private static let leastNames = 14

  /// Its name often says what is right.
  private var picture: String {
    state.view.hidesAnswers ? "a picture" : visible(state.pictureEntry.name)
  }

  private var isRoomy: Bool { form == .roomy }

  private var classes: String {
    guard isRoomy else { return "" }
    return state.choice.setting.classes == 1
      ? ", 1 class" : ", \(state.choice.setting.classes) classes"
  }

  private var variant: String {
    state.choice.setting.rhoRule == .filters
      ? theme.spelled("\(state.choice.setting.variant), filters × ρ²")
      : "\(state.choice.setting.variant)"
  }

  /// With a word where a quantised file computes with its own integers.
  private var precision: String {
    guard state.usesOwnIntegers else { return "\(state.choice.precision)" }
    return isRoomy ? "int8, own integers" : "own int8"
  }

  /// What stands beside every figure.
  private var pinned: String {
    guard let pinned = state.choice.pinned else { return "" }
    if state.choice.isPinned(in: state.catalogue) { return " · pinned" }
    // What tells it from the present network.
    let other = pinned.precision == state.choice.precision ? "" : " \(pinned.precision)"
    return pinned.setting == state.choice.setting && !other.isEmpty
      ? " · pinned\(other)"
      : " · pinned α \(pinned.setting.alpha) side \(pinned.setting.side)\(other)"
  }

  private var machine: String {
    let threads =
      isRoomy ? Figure.counted(state.choice.threads, "thread") : "\(state.choice.threads)"
    return "\(state.choice.instructionSet.title) × \(threads)"
  }

  /// Where the sliders may be out of sight: their values.
  private func drawSetting(on canvas: inout Canvas, _ row: Int) {
    let status = Status(state)
    let room = columns - 4 - status.text.cellCount
    let setting = state.choice.setting
    let values = "α \(setting.alpha)  ρ \(Figure.rho(setting.rho))"
    let side = "side \(setting.side)"
    let names = "\(picture) · \(setting.variant) · \(precision)"
    let isUsual = precision == state.choice.precision.arithmetic.name
    let sides = "\(values)  \(side) of \(setting.baseSide)"
    let text = fitting(
      ["\(sides) · \(names)\(pinned)"]
        + (isUsual
          ? [] : ["\(sides) · \(precision)\(pinned)", "\(values) · \(precision)\(pinned)"])
        + (pinned.isEmpty ? [] : ["\(sides)\(pinned)"])
        + ["\(values)  \(side)", values], room)
    canvas.write(text, at: 1, row, theme.style(.chosen))
    if text.cellCount <= room {
      status.draw(endingBefore: columns - 1, row, on: &canvas, theme: theme)
    }
  }
}
