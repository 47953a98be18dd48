import MobileNet
import Weights

// The sliders: α and ρ.
extension State {
  /// Holds the side within 32…base.
  mutating func setSide(_ side: Int) {
    setting.side = min(max(Setting.sides.lowerBound, side), setting.baseSide)
  }

  mutating func setAlpha(_ thousandths: Int) {
    setting.alpha = setting.alpha.moved(byThousandths: thousandths - setting.alpha.thousandths)
  }

  /// Keys don't go below 0.01; who started below stays there.
  mutating func stepAlpha(_ thousandths: Int) {
    let present = setting.alpha.thousandths
    setAlpha(max(min(10, present), stepped(present, by: thousandths)))
  }

  mutating func stepSide(_ pixels: Int) {
    setSide(stepped(setting.side, by: pixels))
  }

  /// The next multiple of the step in its direction: 0.37 goes to 0.40 or 0.35.
  private func stepped(_ value: Int, by step: Int) -> Int {
    step > 0 ? (value / step + 1) * step : (value - 1) / -step * -step
  }

  /// The paper's sides are 224, 192, 160 and 128: 7, 6, 5 and 4 sevenths (arXiv:1704.04861, Table 7).
  mutating func stepRatio(_ steps: Int) {
    let sides = (4...7).map { sevenths in
      max(Setting.sides.lowerBound, (setting.baseSide * sevenths * 2 + 7) / 14)
    }
    let side = setting.side
    setSide((steps < 0 ? sides.last { $0 < side } : sides.first { $0 > side }) ?? side)
  }
}

// What is chosen from a list: the next one, and round again.
extension State {
  /// Goes on behind a picture that could not be read; asks for that again only in its turn.
  mutating func nextPicture() {
    let count = catalogue.pictures.count
    guard count > 1 else { return }
    var next = (attemptedPicture + 1) % count
    if next == picture { next = (next + 1) % count }
    attemptedPicture = next
    picture = next
  }

  /// Other weights bring their network: variant, padding, classes, base side, a width they know.
  mutating func nextWeights() {
    let count = catalogue.weights.count
    guard count > 1 else { return }
    weights = (weights + 1) % count
    setting.variant = family.variant
    setting.padding = family.padding
    setting.classes = family.classes
    setting.alpha = family.trainedAlpha(nearest: setting.alpha)
    setBaseSide(family.baseSide)
  }

  mutating func nextVariant() {
    let variants = Variant.allCases
    let place = variants.firstIndex(of: setting.variant) ?? 0
    setting.variant = variants[(place + 1) % variants.count]
  }

  mutating func nextBaseSide() {
    setBaseSide(following(setting.baseSide, in: baseSides))
  }

  mutating func nextThreads() {
    threads = following(threads, in: threadCounts)
  }

  /// ρ = 1 stays ρ = 1; a smaller side stays, as far as the new base has room for it.
  private mutating func setBaseSide(_ baseSide: Int) {
    let isFull = setting.side == setting.baseSide
    setting.baseSide = baseSide
    setSide(isFull ? baseSide : setting.side)
  }

  private var baseSides: [Int] {
    Set([family.baseSide, 96, 128, 160, 192, 224, 256]).sorted()
  }

  /// Powers of two, and all there are.
  private var threadCounts: [Int] {
    let most = catalogue.maximumThreads
    return sequence(first: 1) { $0 * 2 < most ? $0 * 2 : nil } + (most > 1 ? [most] : [])
  }

  /// The next larger number of an ascending list, else its first.
  private func following(_ number: Int, in list: [Int]) -> Int {
    list.first { $0 > number } ?? list[0]
  }
}
