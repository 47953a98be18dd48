import Engine
import Measure
import MobileNet
import Weights

/// What the user has chosen: a network, what it runs on and what it looks at.
public struct Choice: Equatable, Sendable {
  /// α, ρ and what else makes an architecture.
  public internal(set) var setting: Setting
  /// Places in the catalogue.
  public internal(set) var picture: Int
  public internal(set) var weights: Int
  /// Of one network.
  public internal(set) var threads: Int
  public internal(set) var instructionSet: InstructionSet
  /// How exactly the network computes.
  public internal(set) var precision: Precision {
    didSet { if let quantisation = precision.quantisation { self.quantisation = quantisation } }
  }
  /// How weights are quantised now, or are again once int8 is asked for.
  private var quantisation: Quantisation
  /// Whether measuring stops once there is a first result.
  public internal(set) var isPaused: Bool
  /// What the present network is compared with instead of itself at α = ρ = 1.
  public internal(set) var pinned: Pinned?
  /// The last picture that could be read: where to go back to from one that can't.
  var readablePicture: Int?
  /// The last picture asked for: another than `picture` where it could not be read, so that the next
  /// one follows it.
  var attemptedPicture: Int

  /// `picture` and `weights` are places in the catalogue.
  public init(
    setting: Setting, picture: Int = 0, weights: Int = 0, threads: Int = 1,
    instructionSet: InstructionSet, precision: Precision = .float32, isPaused: Bool = false,
    pinned: Pinned? = nil
  ) {
    (self.setting, self.picture, self.weights) = (setting, picture, weights)
    (self.threads, self.instructionSet, self.precision) = (threads, instructionSet, precision)
    (self.isPaused, self.pinned) = (isPaused, pinned)
    attemptedPicture = picture
    quantisation = precision.quantisation ?? .usual
  }

  /// Whether figures of the other one hold for this one, too: pausing and pinning change none.
  func runsLike(_ other: Choice) -> Bool {
    (setting, picture, weights, threads) == (
      other.setting, other.picture, other.weights, other.threads
    ) && (instructionSet, precision) == (other.instructionSet, other.precision)
  }

  /// What key `p` would pin.
  private func pinnable(_ catalogue: Catalogue) -> Pinned {
    Pinned(
      setting: setting, weights: catalogue.weights[weights], threads: threads,
      instructionSet: instructionSet, precision: precision)
  }

  /// Whether the present network is the pinned one.
  public func isPinned(in catalogue: Catalogue) -> Bool { pinned == pinnable(catalogue) }
}

/// What the keys ask for that choose a network.
public enum ChoiceCommand: Hashable, Sendable {
  /// To the next multiple of so many thousandths: +50 is "wider by 0.05".
  case alphaStep(thousandths: Int)
  case alpha(thousandths: Int)
  /// To the next multiple of so many pixels of side: −16 is "16 pixels smaller".
  case sideStep(pixels: Int)
  /// The paper's next ratio of the base side: −1 smaller, +1 larger.
  case ratioStep(Int)
  /// Back to α = ρ = 1.
  case full
  case nextPicture
  case nextVariant
  case nextWeights
  case nextBaseSide
  case nextThreads
  case nextPrecision
  case pause
  /// Pins the present network; on the pinned one itself, takes the pin away.
  case pin
}

extension Choice {
  mutating func perform(_ command: ChoiceCommand, in catalogue: Catalogue) {
    switch command {
    case .alphaStep(let thousandths): stepAlpha(thousandths)
    case .alpha(let thousandths): setAlpha(thousandths)
    case .sideStep(let pixels): setSide(stepped(setting.side, by: pixels))
    case .ratioStep(let steps): stepRatio(steps)
    case .full: setting = setting.full
    case .nextPicture: nextPicture(of: catalogue.pictures.count)
    case .nextVariant: setting.variant = following(setting.variant)
    case .nextWeights: nextWeights(in: catalogue)
    case .nextBaseSide: setBaseSide(next(after: setting.baseSide, in: baseSides(catalogue)))
    case .nextThreads: threads = next(after: threads, in: threadCounts(catalogue.maximumThreads))
    case .nextPrecision: precision = precision == .float32 ? .int8(quantisation) : .float32
    case .pause: isPaused.toggle()
    case .pin: pinned = isPinned(in: catalogue) ? nil : pinnable(catalogue)
    }
  }

  /// Goes to a place of the plane: the side within 32 … base.
  mutating func go(to alpha: WidthMultiplier, side: Int) {
    setting.alpha = alpha
    setSide(side)
  }

  // MARK: The sliders

  private mutating func setSide(_ side: Int) {
    setting.side = min(max(Setting.sides.lowerBound, side), setting.baseSide)
  }

  private mutating func setAlpha(_ thousandths: Int) {
    setting.alpha = setting.alpha.moved(byThousandths: thousandths - setting.alpha.thousandths)
  }

  /// Keys don't go below 0.01; who started below stays there.
  private mutating func stepAlpha(_ thousandths: Int) {
    let present = setting.alpha.thousandths
    setAlpha(max(min(10, present), stepped(present, by: thousandths)))
  }

  /// The next multiple of the step in its direction: 0.37 goes to 0.40 or 0.35.
  private func stepped(_ value: Int, by step: Int) -> Int {
    step > 0 ? (value / step + 1) * step : (value - 1) / -step * -step
  }

  /// The paper's sides are 224, 192, 160 and 128: 7, 6, 5 and 4 sevenths (arXiv:1704.04861, Table 7).
  private mutating func stepRatio(_ steps: Int) {
    let sides = (4...7).map { sevenths in
      max(Setting.sides.lowerBound, (setting.baseSide * sevenths * 2 + 7) / 14)
    }
    let side = setting.side
    setSide((steps < 0 ? sides.last { $0 < side } : sides.first { $0 > side }) ?? side)
  }

  // MARK: The next one of a list, and round again

  /// Goes on behind a picture that could not be read; asks for that again only in its turn.
  private mutating func nextPicture(of count: Int) {
    guard count > 1 else { return }
    var next = (attemptedPicture + 1) % count
    if next == picture { next = (next + 1) % count }
    attemptedPicture = next
    picture = next
  }

  /// Other weights bring their network: variant, padding, classes, base side, a width they know.
  private mutating func nextWeights(in catalogue: Catalogue) {
    let count = catalogue.weights.count
    guard count > 1 else { return }
    weights = (weights + 1) % count
    let family = catalogue.weights[weights]
    setting.variant = family.variant
    setting.padding = family.padding
    setting.classes = family.classes
    setting.alpha = family.trainedAlpha(nearest: setting.alpha)
    setBaseSide(family.baseSide)
  }

  /// ρ = 1 stays ρ = 1; a smaller side stays, as far as the new base has room for it.
  private mutating func setBaseSide(_ baseSide: Int) {
    let isFull = setting.side == setting.baseSide
    setting.baseSide = baseSide
    setSide(isFull ? baseSide : setting.side)
  }

  private func baseSides(_ catalogue: Catalogue) -> [Int] {
    Set([catalogue.weights[weights].baseSide, 96, 128, 160, 192, 224, 256]).sorted()
  }

  /// Powers of two, and all there are.
  private func threadCounts(_ most: Int) -> [Int] {
    sequence(first: 1) { $0 * 2 < most ? $0 * 2 : nil } + (most > 1 ? [most] : [])
  }

  /// The next larger number of an ascending list, else its first.
  private func next(after number: Int, in list: [Int]) -> Int {
    list.first { $0 > number } ?? list[0]
  }
}

/// The case after this one, and round again.
func following<Value: CaseIterable & Equatable>(_ value: Value) -> Value {
  let all = Array(Value.allCases)
  return all[((all.firstIndex(of: value) ?? 0) + 1) % all.count]
}
