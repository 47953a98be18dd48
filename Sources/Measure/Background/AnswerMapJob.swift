import Engine
import MobileNet
import Pictures
import Weights

/// Fills an answer map, one setting a piece, with a network of its own.
final class AnswerMapJob: BackgroundJob {
  private var map: AnswerMap
  /// Places that have not been asked yet, the next one last.
  private var left: [(alpha: Int, side: Int)]
  private let packed: PackedWeights
  private let gallery: Gallery
  private let request: Request
  private var timed: TimedNetwork?
  /// The picture at the sides of the grid, as they are needed.
  private var pixels: [Cut: [Float]] = [:]

  /// What of a picture a network is fed; the files of a family may keep different shares of it.
  private struct Cut: Hashable {
    let side: Int
    let crop: Double
  }

  let needsQuiet = false
  var isDone: Bool { left.isEmpty }
  var result: BackgroundResult { .answerMap(map) }

  init(_ grid: AnswerMap.Grid, _ request: Request, packed: PackedWeights, gallery: Gallery) {
    map = AnswerMap(grid)
    left = grid.coarseFirst.reversed()
    self.request = request
    self.packed = packed
    self.gallery = gallery
  }

  func step(isCancelled: () -> Bool) {
    guard let place = left.last else { return }
    let setting = map.grid.setting(alpha: place.alpha, side: place.side)
    // What goes wrong here the live measurement tells.
    guard
      let choice = try? packed.choose(map.grid.weights, for: setting, in: map.grid.precision),
      let pixels = try? self.pixels(choice, side: setting.side)
    else {
      left = []
      return
    }
    guard choice.predicts else {
      left.removeLast()
      return
    }
    let network = self.network(choice)
    network.rebuild(setting)
    network.load(input: choice.source.preprocessing.normalised(pixels))
    guard network.run(isCancelled: isCancelled) else { return }
    left.removeLast()
    let logits = network.logits
    map[alpha: place.alpha, side: place.side] =
      Prediction.best(
        1, logits: logits, ranking: Prediction.ranking(of: logits), classes: choice.source.classes
      ).first
  }

  private func pixels(
    _ choice: PackedWeights.Choice, side: Int
  ) throws(PictureError) -> [Float] {
    let cut = Cut(side: side, crop: choice.source.preprocessing.crop)
    if let known = pixels[cut] { return known }
    let made = try gallery.pixels(map.grid.picture, side: side, crop: cut.crop)
    pixels[cut] = made
    return made
  }

  private func network(_ choice: PackedWeights.Choice) -> Network {
    if let timed, timed.serves(request, on: choice) { return timed.network }
    let made = TimedNetwork(choice, request)
    timed = made
    return made.network
  }
}
