import Engine
import MobileNet
import Pictures
import Weights

@testable import Measure

/// A measurement with its mailboxes, and everything it has told.
final class Workbench {
  let requests = Mailbox<Request>()
  private(set) var told: [Snapshot] = []
  private var awaited: (request: Request, condition: (Snapshot) -> Bool)?
  private(set) lazy var live = LiveMeasurement(
    requests: requests, loaded: [weights], pictures: pictures, publishInterval: publishInterval,
    measurePeak: { [unowned self] in measurePeak($0, $1, $2) },
    publish: { [unowned self] snapshot in
      told.append(snapshot)
      guard let (request, condition) = awaited, condition(snapshot) else { return }
      requests.put(request)
      awaited = nil
    })
  private let weights: WeightSource
  private let publishInterval: Duration
  /// What requests name instead of the built-in pack.
  var family: WeightFamily?
  /// What the measurement takes for the peak.
  var measurePeak: CorePeak.Measure = { $0.peak(in: $1, loops: $2) }
  private let pictures = [
    PictureSource(name: "photo") { () throws(PictureError) in try SamplePhoto.all[0].decoded() },
    PictureSource(name: "none") { () throws(PictureError) in
      try Picture.read(path: "/no-such-picture")
    },
  ]

  init(publishInterval: Duration = LiveMeasurement.publishInterval) throws {
    weights = try WeightSource.builtIn()
    self.publishInterval = publishInterval
  }

  func request(generation: Int, alpha: Int, side: Int) -> Request {
    Request(
      generation: generation,
      setting: Setting(
        alpha: WidthMultiplier(thousandths: alpha) ?? .one, side: side, baseSide: 96, classes: 200),
      picture: 0, weights: family ?? WeightFamily(weights.description), threads: 1,
      instructionSet: .best, isPaused: false)
  }

  func putWhenSettled(_ request: Request) {
    putWhen(request, \.isSettled)
  }

  /// Puts a request as soon as a snapshot is told of which the condition holds.
  func putWhen(_ request: Request, _ condition: @escaping (Snapshot) -> Bool) {
    awaited = (request, condition)
  }
}
