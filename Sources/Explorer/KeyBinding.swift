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
  public static func command(for key: Key, in view: View) -> Command? {
    if let entered = entered(view) { return entered.lazy.compactMap { $0.commands[key] }.first }
    return own(view).lazy.compactMap { $0.commands[key] }.first ?? commands[key]
  }

  /// The key of an α preset, if there is one for this α.
  static func preset(thousandths: Int) -> Character? {
    let key = commands.first { $0.value == .alpha(thousandths: thousandths) }?.key
    guard case .character(let character)? = key else { return nil }
    return character
  }

  private static let commands: [Key: Command] = all.reduce(into: [:]) { table, binding in
    table.merge(binding.commands) { first, _ in first }
  }

  /// Every key that works wherever the focus is, unless the focused pane has another use for it.
  public static let all: [KeyBinding] = sliders + opening + looking + choices + rest
}

extension KeyBinding {
  private static let sliders = [
    KeyBinding(
      "← →  h l", footer: "←→ α", "width multiplier α by 0.05",
      [
        .left: .alphaStep(thousandths: -50), .character("h"): .alphaStep(thousandths: -50),
        .right: .alphaStep(thousandths: 50), .character("l"): .alphaStep(thousandths: 50),
      ]),
    KeyBinding(
      "Shift ← →  , .", "α by 0.01",
      [
        .shiftLeft: .alphaStep(thousandths: -10), .character(","): .alphaStep(thousandths: -10),
        .shiftRight: .alphaStep(thousandths: 10), .character("."): .alphaStep(thousandths: 10),
      ]),
    KeyBinding(
      "↑ ↓", footer: "↑↓ ρ", "resolution multiplier ρ by 16 pixels of side",
      [.up: .sideStep(pixels: 16), .down: .sideStep(pixels: -16)]),
    KeyBinding(
      "Shift ↑ ↓  + -", "ρ by 1 pixel of side",
      [
        .shiftUp: .sideStep(pixels: 1), .character("+"): .sideStep(pixels: 1),
        .shiftDown: .sideStep(pixels: -1), .character("-"): .sideStep(pixels: -1),
      ]),
    KeyBinding(
      "1 2 3 4", footer: "1-4 α", "α = 0.25, 0.5, 0.75, 1",
      [
        .character("1"): .alpha(thousandths: 250), .character("2"): .alpha(thousandths: 500),
        .character("3"): .alpha(thousandths: 750), .character("4"): .alpha(thousandths: 1000),
      ]),
    KeyBinding(
      "[ ]", footer: "[ ] sides", "the paper's sides: 4/7, 5/7, 6/7 and all of the base side",
      [.character("["): .ratioStep(-1), .character("]"): .ratioStep(1)]),
    KeyBinding("0", "back to α = ρ = 1", [.character("0"): .full]),
  ]

  /// Panes in the place of the layers.
  private static let opening = [
    KeyBinding(
      "a", footer: "a map", "the map over α and ρ: accuracy, or what it answers",
      [.character("a"): .open(.accuracyMap)]),
    KeyBinding(
      "f", footer: "f frontier", "the frontier: accuracy against what it costs here",
      [.character("f"): .open(.frontier)]),
    KeyBinding(
      "$", "a budget: which setting within it is the most accurate",
      [.character("$"): .askBudget]),
  ]

  private static let looking = [
    KeyBinding(
      "j k", footer: "j k layers", "next and previous layer",
      [.character("j"): .layerStep(1), .character("k"): .layerStep(-1)]),
    KeyBinding(
      "PgUp PgDn", "a page of layers", [.pageUp: .layerPage(-1), .pageDown: .layerPage(1)]),
    KeyBinding(
      "g G  Home End", "first and last layer",
      [
        .character("g"): .firstLayer, .home: .firstLayer, .character("G"): .lastLayer,
        .end: .lastLayer,
      ]),
    KeyBinding(
      "Tab Shift-Tab", footer: "Tab focus", "next and previous pane",
      [.tab: .focusStep(1), .shiftTab: .focusStep(-1)]),
    KeyBinding(
      "z", "the focused pane over the whole screen, and back", [.character("z"): .zoom]),
    KeyBinding("Esc", "closes what is open", [.escape: .close]),
  ]

  private static let choices = [
    KeyBinding("i", footer: "i picture", "next picture", [.character("i"): .nextPicture]),
    KeyBinding(
      "v", footer: "v variant", "next variant: separable, standard, shallow",
      [.character("v"): .nextVariant]),
    KeyBinding("w", "next weights", [.character("w"): .nextWeights]),
    KeyBinding(
      "b", "next base side, the side that ρ = 1 stands for",
      [.character("b"): .nextBaseSide]),
    KeyBinding(
      "p", footer: "p pin", "pins this network to compare others with; again: unpins",
      [.character("p"): .pin]),
    KeyBinding("t", "next number of threads", [.character("t"): .nextThreads]),
  ]

  private static let rest = [
    KeyBinding(
      "Space", footer: "Space pause", "stop measuring, go on measuring",
      [.character(" "): .pause]),
    KeyBinding(
      "y", footer: "y command", "the command that recreates this screen",
      [.character("y"): .showCommand]),
    KeyBinding(
      "M", "the mouse to the terminal, to select text, and back", [.character("M"): .toggleMouse]),
    KeyBinding("?", footer: "? help", "this help", [.character("?"): .help]),
    KeyBinding("q", footer: "q quit", "leave", [.character("q"): .quit]),
  ]
}

// Keys of a pane's own.
extension KeyBinding {
  private static let frontier = [
    KeyBinding(
      "j k", footer: "j k walk", "along the front: settings that no cheaper one beats",
      [.character("j"): .frontier(.walk(1)), .character("k"): .frontier(.walk(-1))]),
    KeyBinding(
      "PgUp PgDn", "through all settings",
      [.pageDown: .frontier(.walkAll(1)), .pageUp: .frontier(.walkAll(-1))]),
    KeyBinding(
      "g G  Home End", "first and last of the front",
      [
        .character("g"): .frontier(.first), .home: .frontier(.first),
        .character("G"): .frontier(.last), .end: .frontier(.last),
      ]),
    KeyBinding(
      "Enter", footer: "Enter go there", "to the chosen setting", [.enter: .frontier(.enter)]),
  ]

  /// The keys that work while a pane has the focus.
  public static func own(by pane: Pane) -> [KeyBinding] {
    switch pane {
    case .frontier: frontier
    case .setting, .picture, .predictions, .cost, .layers, .accuracyMap: []
    }
  }

  /// The keys that work while a pane can be seen in the place of the layers.
  public static func opened(_ pane: Pane) -> [KeyBinding] {
    switch pane {
    case .accuracyMap:
      [
        KeyBinding(
          "x", footer: "x accuracy/answers", "the map: how often right, or this picture's answers",
          [.character("x"): .switchMap])
      ]
    case .frontier:
      [
        KeyBinding(
          "x", footer: "x cost", "cost: latency, multiply-adds, parameters",
          [.character("x"): .frontier(.nextCost)]),
        KeyBinding(
          "L", footer: "L log", "axes linear or logarithmic",
          [.character("L"): .frontier(.toggleScale)]),
        KeyBinding(
          "$", footer: "$ budget", "a budget: which setting within it is the most accurate",
          [.character("$"): .askBudget]),
      ]
    case .setting, .picture, .predictions, .cost, .layers: []
    }
  }

  /// Those of the focused pane and of the opened one.
  static func own(_ view: View) -> [KeyBinding] {
    own(by: view.focused) + opened(view.isAlone ? view.focused : view.lower)
  }
}

// Keys of what has been entered: it owns them all until it is left.
extension KeyBinding {
  /// Nil where nothing has been entered.
  static func entered(_ view: View) -> [KeyBinding]? {
    switch view.overlay {
    case .help: scrolling + [closing("?")]
    case .command: scrolling + [closing("y")]
    case nil: view.frontier.budget == nil ? nil : budget
    }
  }

  private static let scrolling = [
    KeyBinding(
      "↑ ↓  j k", footer: "↑↓ scroll", "line by line",
      [
        .up: .overlay(.step(-1)), .character("k"): .overlay(.step(-1)),
        .down: .overlay(.step(1)), .character("j"): .overlay(.step(1)),
      ]),
    KeyBinding(
      "Space PgUp PgDn", footer: "Space page", "page by page",
      [
        .character(" "): .overlay(.page(1)), .pageDown: .overlay(.page(1)),
        .pageUp: .overlay(.page(-1)),
      ]),
    KeyBinding(
      "g G  Home End", footer: "g G ends", "to its first and its last line",
      [
        .character("g"): .overlay(.first), .home: .overlay(.first),
        .character("G"): .overlay(.last), .end: .overlay(.last),
      ]),
    KeyBinding("Enter", "does what the chosen line says, and closes", [.enter: .overlay(.choose)]),
  ]

  private static func closing(_ own: Character) -> KeyBinding {
    KeyBinding(
      "q Esc \(own)", footer: "q Esc close", "closes it",
      [
        .character("q"): .overlay(.close), .escape: .overlay(.close),
        .character(own): .overlay(.close),
      ])
  }

  private static let budget = [
    KeyBinding(
      "0 … 9 .", footer: "0-9 . budget", "a budget on the axis shown",
      Dictionary(
        uniqueKeysWithValues: "0123456789.".map { (.character($0), .budget(.digit($0))) })),
    KeyBinding(
      "Backspace", footer: "Backspace", "takes a digit back", [.backspace: .budget(.erase)]),
    KeyBinding(
      "Enter", footer: "Enter answers", "finds the most accurate setting within it",
      [.enter: .budget(.answer)]),
    KeyBinding("Esc", footer: "Esc leaves", "asks for nothing", [.escape: .budget(.close)]),
  ]
}

extension State {
  /// The keys that do something with what is open and what the program was started with, those of
  /// the focused pane first: for help and footer.
  public var keyBindings: [KeyBinding] {
    let own = KeyBinding.own(view)
    let taken = Set(own.flatMap(\.commands.keys))
    let others = KeyBinding.all.filter { taken.isDisjoint(with: $0.commands.keys) }
    return (own + others).filter { $0.commands.values.allSatisfy(works) }
  }

  /// For the bottom line: the keys of what has been entered, the way out last; nil where nothing has
  /// been entered.
  public var enteredKeys: [String]? {
    KeyBinding.entered(view).map { bindings in
      let enter =
        view.overlay == nil ? [] : [chosenCommand == nil ? "Enter closes" : "Enter does it"]
      return enter + bindings.compactMap(\.footer)
    }
  }

  private func works(_ command: Command) -> Bool {
    switch command {
    case .nextPicture: catalogue.pictures.count > 1
    case .nextWeights: catalogue.weights.count > 1
    case .nextThreads: catalogue.maximumThreads > 1
    case .layerStep, .layerPage, .firstLayer, .lastLayer: view.lower == .layers
    case .zoom: !view.takesTurns
    case .switchMap: accuracySurface != nil
    default: true
    }
  }

  /// Sentences to stand below the keys in the help: what the figures mean.
  public static let helpNotes = [
    "ρ shrinks the input, as in the paper; --rho-rule filters: each layer's filters too.",
    "Latency is the median of the runs, with its 95 % interval; ~ marks fewer than 5 runs.",
    "Top-1 was measured, with its 95 % interval; ≈ is interpolated between measured settings.",
    "Dimmed figures are those of the setting before; new is not among its best five classes.",
    "● enough runs, ○ measuring, ‖ paused; ▸ has the focus or is chosen; ✓ is right.",
    "On the map: ▸ this setting, ▹ the place next to it.",
    "On the frontier: ◆ this setting, ● the chosen one, ○ no cheaper one is better.",
  ]
}
