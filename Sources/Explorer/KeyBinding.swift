/// One line of the help: some keys, and what they do.
///
/// The table is the only place that knows keys: the reducer looks commands up in it, help and footer
/// are made from it, so help shows every key that works and only those.
public struct KeyBinding: Equatable, Sendable {
  /// The keys as help shows them: `← →  h l`.
  public let shown: String
  /// Keys and a word or two for the bottom line; nil where help is enough.
  public let footer: String?
  /// What the keys do, for help.
  public let sentence: String
  /// What each key asks for.
  public let commands: [Key: Command]

  init(_ shown: String, footer: String? = nil, _ sentence: String, _ commands: [Key: Command]) {
    self.shown = shown
    self.footer = footer
    self.sentence = sentence
    self.commands = commands
  }

  /// What a key asks for; nil for one that does nothing. What has been entered owns all keys; else
  /// those of the panes come first.
  public static func command(for key: Key, in state: State) -> Command? {
    if let entered = entered(state) { return entered.lazy.compactMap { $0.commands[key] }.first }
    return (lesson(state) + own(state.view)).lazy.compactMap { $0.commands[key] }.first
      ?? commands[key]
  }

  /// Keys of the focused pane and of the opened one.
  static func own(_ view: View) -> [KeyBinding] {
    view.focused.entry.whileFocused + (view.isAlone ? view.focused : view.lower).entry.whileSeen
  }

  /// The key of an α preset, if there is one for this α.
  static func preset(thousandths: Int) -> Character? {
    let key = commands.first { $0.value == .choice(.alpha(thousandths: thousandths)) }?.key
    guard case .character(let character)? = key else { return nil }
    return character
  }

  private static let commands: [Key: Command] = all.reduce(into: [:]) { table, binding in
    table.merge(binding.commands) { first, _ in first }
  }

  /// Every key that works wherever the focus is, unless the focused pane has another use for it.
  public static let all: [KeyBinding] = sliders + opening + [lessons] + looking + choices + rest
}

extension KeyBinding {
  private static let sliders = [
    KeyBinding(
      "← →  h l", footer: "←→ α", "width multiplier α by 0.05",
      [
        .left: .choice(.alphaStep(thousandths: -50)),
        .character("h"): .choice(.alphaStep(thousandths: -50)),
        .right: .choice(.alphaStep(thousandths: 50)),
        .character("l"): .choice(.alphaStep(thousandths: 50)),
      ]),
    KeyBinding(
      "Shift ← →  , .", "α by 0.01",
      [
        .shiftLeft: .choice(.alphaStep(thousandths: -10)),
        .character(","): .choice(.alphaStep(thousandths: -10)),
        .shiftRight: .choice(.alphaStep(thousandths: 10)),
        .character("."): .choice(.alphaStep(thousandths: 10)),
      ]),
    KeyBinding(
      "↑ ↓", footer: "↑↓ ρ", "resolution multiplier ρ by 16 pixels of side",
      [.up: .choice(.sideStep(pixels: 16)), .down: .choice(.sideStep(pixels: -16))]),
    KeyBinding(
      "Shift ↑ ↓  + -", "ρ by 1 pixel of side",
      [
        .shiftUp: .choice(.sideStep(pixels: 1)), .character("+"): .choice(.sideStep(pixels: 1)),
        .shiftDown: .choice(.sideStep(pixels: -1)), .character("-"): .choice(.sideStep(pixels: -1)),
      ]),
    KeyBinding(
      "1 2 3 4", "α = 0.25, 0.5, 0.75, 1",
      [
        .character("1"): .choice(.alpha(thousandths: 250)),
        .character("2"): .choice(.alpha(thousandths: 500)),
        .character("3"): .choice(.alpha(thousandths: 750)),
        .character("4"): .choice(.alpha(thousandths: 1000)),
      ]),
    KeyBinding(
      "[ ]", "the paper's sides: 4/7, 5/7, 6/7 and all of the base side",
      [.character("["): .choice(.ratioStep(-1)), .character("]"): .choice(.ratioStep(1))]),
    KeyBinding("0", "back to α = ρ = 1", [.character("0"): .choice(.full)]),
  ]

  /// Panes in the place of the layers.
  private static let opening = Pane.allCases.flatMap(\.entry.opening)

  private static let looking = [
    KeyBinding(
      "c", footer: "c evidence", "what in the picture speaks for each answer, then nothing",
      [.character("c"): .view(.nextActivation)]),
    KeyBinding(
      "H", "hides what the network answers, to guess first; shows it",
      [.character("H"): .view(.toggleAnswers)]),
    KeyBinding(
      "=", footer: "= explain", "explains a figure: what it is made of, how it is known",
      [.character("="): .view(.explain)]),
    KeyBinding(
      "j k", footer: "j k layers", "next and previous layer",
      [.character("j"): .view(.layerStep(1)), .character("k"): .view(.layerStep(-1))]),
    KeyBinding(
      "PgUp PgDn", "a page of layers",
      [.pageUp: .view(.layerPage(-1)), .pageDown: .view(.layerPage(1))]),
    KeyBinding(
      "g G  Home End", "first and last layer",
      [
        .character("g"): .view(.firstLayer), .home: .view(.firstLayer),
        .character("G"): .view(.lastLayer),
        .end: .view(.lastLayer),
      ]),
    KeyBinding(
      "< >", "the layer before and after, in order of execution",
      [
        .character("<"): .view(.neighbouringLayer(-1)),
        .character(">"): .view(.neighbouringLayer(1)),
      ]),
    KeyBinding(
      "s", footer: "s sort", "sorts the layers by time, work, parameters, share of peak",
      [.character("s"): .view(.nextLayerOrder)]),
    KeyBinding(
      "Tab Shift-Tab", footer: "Tab focus", "next and previous pane",
      [.tab: .view(.focusStep(1)), .shiftTab: .view(.focusStep(-1))]),
    KeyBinding(
      "z", "the focused pane over the whole screen, and back", [.character("z"): .view(.zoom)]),
    KeyBinding("Esc", "closes what is open", [.escape: .view(.close)]),
  ]

  private static let choices = [
    KeyBinding("i", footer: "i picture", "next picture", [.character("i"): .choice(.nextPicture)]),
    KeyBinding(
      "v", footer: "v variant", "next variant: separable, standard, shallow",
      [.character("v"): .choice(.nextVariant)]),
    KeyBinding("w", "next weights", [.character("w"): .choice(.nextWeights)]),
    KeyBinding(
      "b", "next base side, the side that ρ = 1 stands for",
      [.character("b"): .choice(.nextBaseSide)]),
    KeyBinding(
      "p", footer: "p pin", "pins this network to compare others with; again: unpins",
      [.character("p"): .choice(.pin)]),
    KeyBinding(
      "P", footer: "P precision", "next precision: float32, int8",
      [.character("P"): .choice(.nextPrecision)]),
    KeyBinding("t", "next number of threads", [.character("t"): .choice(.nextThreads)]),
  ]

  private static let rest = [
    KeyBinding(
      "Space", footer: "Space pause", "stop measuring, go on measuring",
      [.character(" "): .choice(.pause)]),
    KeyBinding(
      "y", footer: "y command", "the command that recreates this screen, copied too",
      [.character("y"): .view(.show(.command))]),
    KeyBinding(
      "e", "exports the screen or its figures into a file",
      [.character("e"): .view(.show(.export))]),
    KeyBinding(
      "M", "the mouse to the terminal, to select text, and back",
      [.character("M"): .view(.toggleMouse)]),
    KeyBinding("?", footer: "? help", "this help", [.character("?"): .view(.show(.help))]),
    KeyBinding("q", footer: "q quit", "leave", [.character("q"): .quit]),
  ]
}

// Keys of what has been entered: it owns them all until it is left.
extension KeyBinding {
  /// Nil where nothing has been entered.
  static func entered(_ state: State) -> [KeyBinding]? {
    if state.lesson.tour != nil { return touring }
    return switch state.view.overlay {
    case .help: scrolling + [closing("?")]
    case .command: scrolling + [closing("y")]
    case .export: scrolling + [closing("e")]
    case .lessons: scrolling + [closing("T")]
    case nil where state.view.explained != nil: explaining
    case nil where state.frontier.budget != nil: PaneEntry.budgetKeys
    case nil where state.lesson.present?.typed != nil: lessonNumber
    case nil: state.inside.cursor == nil ? nil : PaneEntry.tileKeys
    }
  }

  /// While the tour plays: any other key ends it.
  private static let touring = [
    KeyBinding("Space", footer: "Space pause", "stops the tour, goes on", [:]),
    KeyBinding("← →", footer: "←→ steps", "the stop before and after", [:]),
    KeyBinding("q", footer: "other keys take over", "any other key ends the tour and acts", [:]),
  ]

  private static let explaining = [
    KeyBinding(
      "← → ↑ ↓  h j k l", footer: "←→↑↓ figures", "to the next figure in that direction",
      [
        .left: .view(.walkFigures(columns: -1, rows: 0)),
        .character("h"): .view(.walkFigures(columns: -1, rows: 0)),
        .right: .view(.walkFigures(columns: 1, rows: 0)),
        .character("l"): .view(.walkFigures(columns: 1, rows: 0)),
        .up: .view(.walkFigures(columns: 0, rows: -1)),
        .character("k"): .view(.walkFigures(columns: 0, rows: -1)),
        .down: .view(.walkFigures(columns: 0, rows: 1)),
        .character("j"): .view(.walkFigures(columns: 0, rows: 1)),
      ]),
    KeyBinding(
      "= Esc", footer: "= Esc leave", "explains nothing more",
      [.character("="): .view(.closeExplanation), .escape: .view(.closeExplanation)]),
  ]

  private static let scrolling = [
    KeyBinding(
      "↑ ↓  j k", footer: "↑↓ scroll", "line by line",
      [
        .up: .view(.overlayStep(-1)), .character("k"): .view(.overlayStep(-1)),
        .down: .view(.overlayStep(1)), .character("j"): .view(.overlayStep(1)),
      ]),
    KeyBinding(
      "Space PgUp PgDn", footer: "Space page", "page by page",
      [
        .character(" "): .view(.overlayPage(1)), .pageDown: .view(.overlayPage(1)),
        .pageUp: .view(.overlayPage(-1)),
      ]),
    KeyBinding(
      "g G  Home End", footer: "g G ends", "to its first and its last line",
      [
        .character("g"): .view(.overlayStart), .home: .view(.overlayStart),
        .character("G"): .view(.overlayEnd), .end: .view(.overlayEnd),
      ]),
    KeyBinding("Enter", "does what the chosen line says, and closes", [.enter: .view(.choose)]),
  ]

  private static func closing(_ own: Character) -> KeyBinding {
    KeyBinding(
      "q Esc \(own)", footer: "q Esc close", "closes it",
      [
        .character("q"): .view(.closeOverlay), .escape: .view(.closeOverlay),
        .character(own): .view(.closeOverlay),
      ])
  }
}
