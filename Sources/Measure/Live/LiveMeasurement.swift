import Engine
import MobileNet
import Pictures
import Weights

/// The work of the engine's thread: answers the newest request, layer by layer, then measures again
/// until the figures have settled, at no more than half a core, and sleeps. Background work fills the
/// rests.
///
/// It belongs to one thread; requests come in and snapshots go out through mailboxes.
public final class LiveMeasurement {
  private let requests: Mailbox<Request>
  private let publish: (Snapshot) -> Void
  private let packed: PackedWeights
  private let gallery: Gallery

  private var present: TimedNetwork?
  /// The same network at α = ρ = 1; its bursts alternate with those of the present setting.
  private var full: TimedNetwork?
  /// What is measured in its place where something was pinned.
  private var pinned: PinnedNetwork?
  /// How many bursts each of the two has had, so that which one begins alternates, too.
  private var rounds = 0
  private let background = Background()
  private var snapshot = Snapshot(generation: -1)
  private var lastPublished = ContinuousClock.now
  /// Measured once for each instruction set and precision, and again where a layer was faster.
  private var peak: CorePeak?
  /// How often it has been measured again for the present setting.
  private var peakRepeats = 0
  private let measurePeak: CorePeak.Measure

  /// A peak that is exceeded after so many repeats stays as it is until the next setting.
  static let mostPeakRepeats = 20
  /// Between two of them, so that another program's turn passes by: the repeats spread over half a second.
  private static let peakRest: UInt64 = 20_000_000

  /// The engine's news come no faster than the screen shows them.
  static let publishInterval = Duration.milliseconds(33)
  private let publishInterval: Duration

  /// - Parameters:
  ///   - requests: where the newest request is found.
  ///   - loaded: weights that need not be read when they are needed.
  ///   - pictures: what requests name by index.
  ///   - seed: of the random weights that stand in where none were trained.
  ///   - publish: takes each snapshot; called on this thread.
  public convenience init(
    requests: Mailbox<Request>, loaded: [WeightSource] = [], pictures: [PictureSource],
    seed: UInt64 = defaultSeed, publish: @escaping (Snapshot) -> Void
  ) {
    self.init(
      requests: requests, loaded: loaded, pictures: pictures, seed: seed,
      publishInterval: LiveMeasurement.publishInterval,
      measurePeak: { $0.peak(in: $1, loops: $2) }, publish: publish)
  }

  init(
    requests: Mailbox<Request>, loaded: [WeightSource] = [], pictures: [PictureSource],
    seed: UInt64 = defaultSeed, publishInterval: Duration,
    measurePeak: @escaping CorePeak.Measure, publish: @escaping (Snapshot) -> Void
  ) {
    self.requests = requests
    self.publish = publish
    self.publishInterval = publishInterval
    self.measurePeak = measurePeak
    packed = PackedWeights(loaded: loaded, seed: seed)
    gallery = Gallery(pictures)
  }

  /// Answers requests for as long as the program runs.
  public func serve() -> Never {
    var next = requests.wait()
    while true {
      guard let request = next else {
        next = requests.wait()
        continue
      }
      next = answer(request) ? measure(request) : requests.wait()
    }
  }

  // MARK: The first result

  /// Builds, runs and tells the first result. False where a newer request came in between or the
  /// request can't be answered: then there is nothing to measure.
  func answer(_ request: Request) -> Bool {
    if request.generation == snapshot.generation, snapshot.latency != nil {
      return true  // only the pause has changed, or what is pinned
    }
    snapshot = Snapshot(generation: request.generation)
    peakRepeats = 0
    let begun = ContinuousClock.now
    lastPublished = begun
    do {
      let built = try build(request)
      guard requests.isEmpty, firstRun(of: built) else { return false }
      snapshot.buildMilliseconds = (ContinuousClock.now - begun).milliseconds
      try buildFull(request, built.input)
      if built.choice.predicts { predict(built) }
    } catch {
      return fail(error)
    }
    _ = lookInside(request)
    if pinned?.pinned != request.pinned { pinned = nil }
    if let present { pinned?.compare(with: present.network) }
    collect()
    tell()
    return true
  }

  /// Tells that the request can't be answered, and lets its networks go.
  private func fail(_ error: any Error) -> Bool {
    (present, full, pinned) = (nil, nil, nil)
    (snapshot.latency, snapshot.layers) = (nil, [])
    snapshot.failure = String(describing: error)
    tell()
    return false
  }

  private func build(_ request: Request) throws -> TimedNetwork {
    let choice = try packed.choose(request.weights, for: request.setting, in: request.precision)
    snapshot.weightsFailure = choice.failure?.description
    let pixels = try gallery.pixels(
      request.picture, side: request.setting.side, crop: choice.source.preprocessing.crop)
    snapshot.fed = try gallery.fed(
      request.picture, side: request.setting.side, crop: choice.source.preprocessing.crop)
    snapshot.pictureNotice = try gallery.notice(request.picture)
    let timed = reused(present, request, choice) ?? TimedNetwork(choice, request)
    timed.rebuild(request.setting)
    timed.look(at: pixels)
    present = timed
    snapshot.activationBytes = timed.network.arenaBytes
    return timed
  }

  /// The first run, in cold caches, is the first figure, until there is a burst that counts.
  private func firstRun(of timed: TimedNetwork) -> Bool {
    let isCancelled = { [self] in
      tellProgress(of: timed.network)
      return !requests.isEmpty
    }
    let time = Burst.time(
      timed.network, timingLayers: true, load: {}, isCancelled: isCancelled)
    guard let time else { return false }
    snapshot.latency = LatencySummary(nanoseconds: [time])
    snapshot.clockedMilliseconds = snapshot.latency?.median
    snapshot.layers = timed.network.layerNanoseconds.map { LayerLatency(nanoseconds: [$0]) }
    return true
  }

  /// The network at α = ρ = 1 is rebuilt only when it would be another one. It is only timed, so
  /// any input will do: the present one, repeated.
  private func buildFull(_ request: Request, _ input: [Float]) throws(MemoryRefused) {
    let setting = request.setting.full
    guard request.setting != setting else {
      full = nil
      return
    }
    let choice = try packed.choose(request.weights, for: setting, in: request.precision)
    let known = reused(full, request, choice)
    if let known, known.network.architecture.setting == setting { return }
    let timed = known ?? TimedNetwork(choice, request)
    timed.rebuild(setting)
    let values = setting.side * setting.side * 3
    timed.take(input: (0..<values).map { input[$0 % input.count] })
    full = timed
  }

  private func reused(
    _ timed: TimedNetwork?, _ request: Request, _ choice: PackedWeights.Choice
  ) -> TimedNetwork? {
    guard let timed, timed.serves(request, on: choice) else { return nil }
    return timed
  }

  private func predict(_ timed: TimedNetwork) {
    let logits = timed.network.logits
    snapshot.ranking = Prediction.ranking(of: logits)
    snapshot.predictions = Prediction.best(
      Snapshot.mostPredictions, logits: logits, ranking: snapshot.ranking,
      classes: timed.choice.source.classes)
  }

  // MARK: Measuring again

  /// Measures in bursts with rests between them until everything has settled; returns the next
  /// request.
  func measure(_ request: Request) -> Request? {
    if lookInside(request) { tell() }
    background.take(request, packed: packed, gallery: gallery)
    snapshot.builtInChecksum = packed.builtInChecksum(request.weights)
    if let crop = snapshot.fed?.crop, crop.cuts {
      snapshot.fed?.whole = try? gallery.whole(request.picture)
    }
    guard takePinned(request) else { return requests.take() }
    if request.isPaused {
      collect()
      tell()
      return workInBackground(isSettled: false)
    }
    snapshot.peakMultiplyAddsPerSecond = peak(of: request.instructionSet, request.precision)
    snapshot.isSettled = isSettled
    while !isSettled {
      let begun = ContinuousClock.now
      guard round() else { return requests.take() }
      if hasNews {
        collect()
        tellIfDue()
      }
      let spent = (ContinuousClock.now - begun).nanoseconds
      // A round keeps `threads` cores busy; with this rest it is half a core on the average.
      let rest = spent * UInt64(2 * request.threads - 1)
      if let next = self.rest(nanoseconds: rest) { return next }
    }
    snapshot.isSettled = true
    collect()
    tell()
    return raisePeak(threads: request.threads) ?? workInBackground(isSettled: true)
  }

  /// Brings what was looked into in line with the request, by one more run; true where there is something
  /// new.
  private func lookInside(_ request: Request) -> Bool {
    if request.inside != snapshot.inside?.index { snapshot.inside = nil }
    if !request.wantsActivations { snapshot.activations = [] }
    guard let present else { return false }
    let wantsLayer = request.inside != nil && snapshot.inside == nil
    let wantsActivations =
      request.wantsActivations && snapshot.activations.isEmpty && !snapshot.predictions.isEmpty
    guard wantsLayer || wantsActivations else { return false }
    let pool = present.network.architecture.layers.count - 2
    let looked = present.lookInside(
      [wantsLayer ? request.inside : nil, wantsActivations ? pool : nil].compactMap(\.self))
    if wantsLayer { snapshot.inside = looked.first { $0.index == request.inside } }
    if wantsActivations, let maps = looked.first(where: { $0.index == pool })?.input {
      snapshot.activations = snapshot.predictions.prefix(5).map {
        present.choice.source.activation(of: $0.index, in: maps)
      }
    }
    return true
  }

  /// Rests for so long, or uses the time; returns the next request if one comes.
  private func rest(nanoseconds: UInt64) -> Request? {
    let end = ContinuousClock.now + .nanoseconds(nanoseconds)
    while background.isDue(isSettled: false), ContinuousClock.now < end {
      background.step { !requests.isEmpty }
      if let next = requests.take() { return next }
      tellIfDue()
    }
    let left = end - ContinuousClock.now
    return left > .zero ? requests.wait(nanoseconds: left.nanoseconds) : nil
  }

  /// Does what there is to do besides, and tells of it; returns the next request.
  private func workInBackground(isSettled: Bool) -> Request? {
    guard background.isDue(isSettled: isSettled) else { return requests.wait() }
    while background.isDue(isSettled: isSettled) {
      background.step { !requests.isEmpty }
      if let next = requests.take() { return next }
      tellIfDue()
    }
    tell()
    return requests.wait()
  }

  private func peak(of instructionSet: InstructionSet, _ precision: Precision) -> Double {
    if let peak, peak.instructionSet == instructionSet, peak.precision == precision.arithmetic {
      return peak.multiplyAddsPerSecond
    }
    let measured = CorePeak(instructionSet, precision.arithmetic, measure: measurePeak)
    peak = measured
    return measured.multiplyAddsPerSecond
  }

  /// No layer can be faster than the peak. Where one was in its best run, the peak was measured too low, by a
  /// clock that had yet to rise or in another program's turn: then it is measured again, a piece at a time.
  /// Returns the next request if one comes.
  private func raisePeak(threads: Int) -> Request? {
    guard let present, var peak else { return nil }
    let rates = zip(present.network.architecture.layers, snapshot.layers).compactMap {
      layer, latency in
      latency.map { Double(layer.multiplyAdds) / ($0.minimum / 1000) / Double(threads) }
    }
    guard let best = rates.max(), best.isFinite else { return nil }
    while peak.isExceeded(by: best), peakRepeats < Self.mostPeakRepeats {
      if let next = requests.wait(nanoseconds: Self.peakRest) { return next }
      peakRepeats += 1
      peak.measureAgain()
      self.peak = peak
      snapshot.peakMultiplyAddsPerSecond = peak.multiplyAddsPerSecond
      tellIfDue()
    }
    if peakRepeats > 0 { tell() }
    return nil
  }

  /// Brings the pinned network in line with the request; false where a newer one has come, or where the
  /// system refuses it memory.
  private func takePinned(_ request: Request) -> Bool {
    guard let wanted = request.pinned, let present else {
      pinned = nil
      snapshot.pinned = nil
      return true
    }
    let network: PinnedNetwork
    if let pinned, pinned.pinned == wanted {
      network = pinned
    } else {
      do throws(MemoryRefused) {
        network = try PinnedNetwork(wanted, packed: packed)
      } catch {
        return fail(error)
      }
      network.compare(with: present.network)
    }
    pinned = network
    // A picture that can't be read has failed before.
    let hasLooked = try? network.look(at: request.picture, gallery: gallery) { !requests.isEmpty }
    return hasLooked ?? true
  }

  private var timedNetworks: [TimedNetwork] { [present, pinned?.timed ?? full].compactMap(\.self) }
  private var isSettled: Bool {
    timedNetworks.allSatisfy(\.samples.isSettled) && pinned?.rounds.isSettled != false
  }

  /// A round: a burst of the present setting and one of what it is compared with; false once a request
  /// waits.
  private func round() -> Bool {
    let isCancelled = { !self.requests.isEmpty }
    rounds += 1
    guard let present else { return false }
    let isFirst = rounds.isMultiple(of: 2)
    if let pinned {
      return pinned.round(beside: present, isFirst: isFirst, isCancelled: isCancelled)
    }
    guard let full else { return present.burst(isCancelled: isCancelled) != nil }
    let (first, second) = isFirst ? (present, full) : (full, present)
    return first.burst(isCancelled: isCancelled) != nil
      && second.burst(isCancelled: isCancelled) != nil
  }

  // MARK: Telling

  /// Whether there are twice as many runs as were told of. With fewer a median hardly moves by what can be
  /// seen, and each change is sent to the terminal.
  private var hasNews: Bool {
    guard let runs = present?.samples.runs else { return false }
    return runs >= 2 * (snapshot.latency?.runs ?? 0)
  }

  /// Puts the figures so far into the snapshot.
  private func collect() {
    guard let present else { return }
    if let latency = present.samples.latency {
      snapshot.latency = latency
      snapshot.layers = present.samples.layerLatencies
      snapshot.clockedMilliseconds = present.samples.clockedMilliseconds
    }
    if let full {
      snapshot.fullLatency = full.samples.latency
      snapshot.fullLayersMilliseconds = full.samples.layersMilliseconds
    } else {
      snapshot.fullLatency = snapshot.latency
      snapshot.fullLayersMilliseconds = snapshot.layersMilliseconds
    }
    snapshot.fullActivationBytes = (full ?? present).network.arenaBytes
    snapshot.pinned = pinned?.figures(beside: present)
  }

  /// Where one run takes longer than a frame, its layers are told as they finish.
  private func tellProgress(of network: Network) {
    guard ContinuousClock.now - lastPublished >= publishInterval else { return }
    snapshot.layers = network.layerNanoseconds.map {
      $0 == 0 ? nil : LayerLatency(nanoseconds: [$0])
    }
    tell()
  }

  private func tellIfDue() {
    if ContinuousClock.now - lastPublished >= publishInterval { tell() }
  }

  private func tell() {
    lastPublished = .now
    snapshot.background = background.result
    publish(snapshot)
  }
}
