import Engine
import MobileNet

extension WordList {
  private enum NetworkOption: String, CaseIterable {
    case alpha, side, rho, base, variant, picture, full, precision
    case weightBits = "weight-bits"
    case scales
  }

  private static let sides = "a whole number of pixels from 32 to 512"

  /// One line of `set`.
  mutating func sceneWord() throws(LessonProblem) -> SceneWord {
    let views = words.view.map { (name: $0.name, value: $0) }
    let network = NetworkOption.allCases.map(\.rawValue)
    if let name = next, let view = views.first(where: { $0.name == name })?.value {
      _ = take(name)
      let word = try viewWord(view)
      try end(known: ["nothing more"])
      return .view(word)
    }
    guard let name = next, network.contains(name) else {
      let word = try word(wanted: network + views.map(\.name))
      throw .unknown(what: "option", word: word, known: network + views.map(\.name))
    }
    let word = try networkWord("option")
    try end(known: ["nothing more"])
    return word
  }

  /// An option that chooses a network or a picture, with its value.
  mutating func networkWord(_ what: String) throws(LessonProblem) -> SceneWord {
    switch try choice(what, NetworkOption.allCases.map { ($0.rawValue, $0) }) {
    case .alpha:
      let text = try word(wanted: ["a width multiplier"])
      guard let alpha = WidthMultiplier(text) else {
        throw .badValue(
          what: "alpha", word: text,
          wanted: "a number above 0, at most 1, with up to three decimals")
      }
      return .alpha(alpha)
    case .side: return .side(try side("side"))
    case .base: return .base(try side("base"))
    case .rho:
      let text = next ?? ""
      let rho = try number("rho", wanted: "a number above 0, at most 1")
      guard rho > 0, rho <= 1 else {
        throw .badValue(what: "rho", word: text, wanted: "a number above 0, at most 1")
      }
      return .rho(rho)
    case .variant:
      return .variant(try choice("variant", Variant.allCases.map { ($0.rawValue, $0) }))
    case .picture: return .picture(try choice("picture", words.pictures.map { ($0, $0) }))
    case .full: return .full
    case .precision:
      return .precision(try choice("precision", Precision.allCases.map { ($0.name, $0) }))
    case .scales:
      return .scales(try choice("scales", Quantisation.Scales.allCases.map { ($0.rawValue, $0) }))
    case .weightBits:
      return .weightBits(try choice("weight-bits", Quantisation.bits.map { ("\($0)", $0) }))
    }
  }

  private mutating func side(_ what: String) throws(LessonProblem) -> Int {
    let text = try word(wanted: [Self.sides])
    guard let side = Int(text), Setting.sides.contains(side) else {
      throw .badValue(what: what, word: text, wanted: Self.sides)
    }
    return side
  }

  private mutating func viewWord(_ option: LessonWords.ViewOption) throws(LessonProblem)
    -> Scene.ViewWord
  {
    if take(Scene.usual) { return Scene.ViewWord(option: option.name, value: Scene.usual) }
    let value: String
    switch option.values {
    case .flag: value = ""
    case .oneOf(let known):
      let off = [(name: Scene.usual, value: Scene.usual)]
      value = try choice(option.name, known.map { ($0, $0) } + off)
    case .number:
      let text = next ?? ""
      _ = try number(option.name, wanted: "a number")
      value = text
    case .text, .layer: value = try word(wanted: ["a value"])
    }
    return Scene.ViewWord(option: option.name, value: value)
  }
}
