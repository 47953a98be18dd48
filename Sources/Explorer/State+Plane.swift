import Measure
import MobileNet
import Weights

/// What the map of the α×ρ plane shows.
public enum MapContent: Equatable, Sendable {
  /// How often each setting is right, as measured.
  case accuracy
  /// What each setting answers for the present picture.
  case answers
}

// The α×ρ plane: the settings that the keys walk through, as far as the weights were trained.
extension State {
  /// What the map shows: what was chosen, as far as there is anything to show of it.
  public var mapContent: MapContent { accuracySurface == nil ? .answers : view.map }

  /// The network at the largest width and side of the weights.
  var widest: Setting {
    var widest = setting.full
    widest.alpha = family.trainedAlpha(nearest: .one)
    return widest
  }

  /// The plane for the present picture and network; nil where the network predicts nothing.
  public var plane: AnswerMap.Grid? {
    guard family.predictions(for: widest) == .available else { return nil }
    return AnswerMap.Grid(
      picture: picture, weights: family, full: widest, alphas: planeWidths, sides: planeSides)
  }

  /// The place of the plane that is nearest to the present setting, and whether it is the setting.
  public func nearest(in plane: AnswerMap.Grid) -> (alpha: Int, side: Int, isExact: Bool) {
    let thousandths = setting.alpha.thousandths
    let alpha = nearest(to: thousandths, in: plane.alphas.map(\.thousandths))
    let side = nearest(to: setting.side, in: plane.sides)
    let isExact = plane.alphas[alpha] == setting.alpha && plane.sides[side] == setting.side
    return (alpha, side, isExact)
  }

  private func nearest(to value: Int, in values: [Int]) -> Int {
    let distance = { (place: Int) in (values[place] - value).magnitude }
    return values.indices.min { distance($0) < distance($1) } ?? 0
  }

  /// The trained widths, in steps of 0.05 where all widths of a range were trained.
  var planeWidths: [WidthMultiplier] {
    family.widths.flatMap { widths in
      let (narrowest, widest) = (widths.lowerBound, widths.upperBound)
      let between = stride(from: 50, through: 1000, by: 50)
        .compactMap { WidthMultiplier(thousandths: $0) }.filter { narrowest < $0 && $0 < widest }
      return (narrowest < widest ? [narrowest] : []) + between + [widest]
    }
  }

  /// At most sixteen sides from 32 to the base side, in steps of 16 pixels or a multiple of that.
  var planeSides: [Int] {
    let smallest = Setting.sides.lowerBound
    let step = 16 * max(1, (setting.baseSide - smallest + 239) / 240)
    return Array(stride(from: smallest, to: setting.baseSide, by: step)) + [setting.baseSide]
  }
}
