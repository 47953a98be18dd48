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
  private let library: Library
  private let gallery: Gallery

  private var present: Subject?
  /// The same network at α = ρ = 1, measured in turns with the present setting.
  private var full: Subject?
  /// What is measured in its place where something was pinned.
  private var pinned: PinnedSubject?
  private let background = Background()
  private var snapshot = Snapshot(generation: -1)
  private var lastPublished = ContinuousClock.now
  /// Measured once for each instruction set: a share of it tells how well a layer runs.
  private var peak: (instructionSet: InstructionSet, multiplyAddsPerSecond: Double)?

  /// The engine's news come no faster than the screen shows them.
  private static let publishInterval = Duration.milliseconds(33)
  /// Timed runs of both networks between two rests.
  private static let burst = Duration.milliseconds(15)

  /// - Parameters:
  ///   - requests: where the newest request is found.
  ///   - loaded: weights that need not be read when they are needed.
  ///   - pictures: what requests name by index.
  ///   - seed: of the random weights that stand in where none were trained.
  ///   - publish: takes each snapshot; called on this thread.
  public init(
    requests: Mailbox<Request>, loaded: [WeightSource] = [], pictures: [PictureSource],
    seed: UInt64 = defaultSeed, publish: @escaping (Snapshot) -> Void
  ) {
    self.requests = requests
    self.publish = publish
    library = Library(loaded: loaded, seed: seed)
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
    do throws(PictureError) {
      try build(request)
    } catch {
      present = nil
      snapshot.failure = String(describing: error)
      tell()
      return false
    }
    guard let present, requests.isEmpty else { return false }
    snapshot.activationBytes = present.network.arenaBytes
    snapshot.fullActivationBytes = full?.network.arenaBytes
    guard run(present, tellingProgress: true) else { return false }
    if present.choice.predicts { predict(present) }
    pinned?.compare(with: present.network)
    if pinned?.pinned != request.pinned { pinned = nil }
    collect()
    tell()
    return true
  }

  private func build(_ request: Request) throws(PictureError) {
    let choice = library.choose(request.weights, for: request.setting)
    snapshot.weightsFailure = choice.failure?.description
    let preprocessing = choice.source.preprocessing
    let pixels = try gallery.pixels(
      request.picture, side: request.setting.side, crop: preprocessing.crop)
    snapshot.fed = FedPicture(side: request.setting.side, pixels: pixels)
    snapshot.pictureNotice = try gallery.notice(request.picture)
    let subject = reused(present, request, choice) ?? Subject(choice, request)
    let begun = ContinuousClock.now
    subject.rebuild(request.setting)
    snapshot.buildMilliseconds = (ContinuousClock.now - begun).milliseconds
    subject.network.load(pixels: pixels, preprocessing: preprocessing)
    present = subject
    buildFull(request, pixels)
  }

  /// The network at α = ρ = 1 is rebuilt only when it would be another one. It is only timed, so
  /// any pixels will do: the present ones, repeated.
  private func buildFull(_ request: Request, _ pixels: [Float]) {
    let setting = request.setting.full
    guard request.setting != setting else {
      full = nil
      return
    }
    let choice = library.choose(request.weights, for: setting)
    let known = reused(full, request, choice)
    if let known, known.network.architecture.setting == setting { return }
    let subject = known ?? Subject(choice, request)
    subject.rebuild(setting)
    let values = setting.side * setting.side * 3
    subject.network.load(
      pixels: (0..<values).map { pixels[$0 % pixels.count] },
      preprocessing: choice.source.preprocessing)
    full = subject
  }

  private func reused(
    _ subject: Subject?, _ request: Request, _ choice: Library.Choice
  ) -> Subject? {
    guard let subject, subject.serves(request, on: choice) else { return nil }
    return subject
  }

  private func predict(_ subject: Subject) {
    let logits = subject.network.logits
    snapshot.ranking = Prediction.ranking(of: logits)
    snapshot.predictions = Prediction.best(
      5, logits: logits, ranking: snapshot.ranking, classes: subject.choice.source.classes)
  }

  // MARK: Measuring again

  /// Measures in bursts with rests between them until everything has settled; returns the next
  /// request.
  func measure(_ request: Request) -> Request? {
    background.take(request, library: library, gallery: gallery)
    snapshot.builtInChecksum = library.builtInChecksum(request.weights)
    guard takePinned(request) else { return requests.take() }
    if request.isPaused {
      collect()
      tell()
      return workInBackground(isSettled: false)
    }
    snapshot.peakMultiplyAddsPerSecond = peak(of: request.instructionSet)
    snapshot.isSettled = isSettled
    while !isSettled {
      let begun = ContinuousClock.now
      guard burst() else { return requests.take() }
      collect()
      tellIfDue()
      let spent = (ContinuousClock.now - begun).nanoseconds
      // A burst keeps `threads` cores busy; with this rest it is half a core on the average.
      let rest = spent * UInt64(2 * request.threads - 1)
      if let next = self.rest(nanoseconds: rest) { return next }
    }
    snapshot.isSettled = true
    tell()
    return workInBackground(isSettled: true)
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

  private func peak(of instructionSet: InstructionSet) -> Double {
    if let peak, peak.instructionSet == instructionSet { return peak.multiplyAddsPerSecond }
    let measured = instructionSet.measurePeak()
    peak = (instructionSet, measured)
    return measured
  }

  /// Brings the pinned network in line with the request; false where a newer one has come.
  private func takePinned(_ request: Request) -> Bool {
    guard let wanted = request.pinned, let present else {
      pinned = nil
      snapshot.pinned = nil
      return true
    }
    let subject: PinnedSubject
    if let pinned, pinned.pinned == wanted {
      subject = pinned
    } else {
      subject = PinnedSubject(wanted, library: library)
      subject.compare(with: present.network)
    }
    pinned = subject
    // A picture that can't be read has failed before.
    let hasLooked = try? subject.look(at: request.picture, gallery: gallery) { !requests.isEmpty }
    return hasLooked ?? true
  }

  private var subjects: [Subject] { [present, pinned?.subject ?? full].compactMap(\.self) }
  private var isSettled: Bool {
    subjects.allSatisfy(\.isSettled) && pinned?.rounds.isSettled != false
  }

  /// A round: timed runs of the present setting and of what it is compared with, in turns; false once
  /// a request waits.
  private func burst() -> Bool {
    let begun = ContinuousClock.now
    for subject in subjects { subject.beginRound() }
    for subject in subjects {
      // After a rest and another network the caches are cold: the first run is not counted.
      guard subject.network.run(timingLayers: true, isCancelled: { !requests.isEmpty }) else {
        return false
      }
    }
    // The best of one run each would tell of the host rather than of the networks.
    var turnsLeft = pinned == nil ? 1 : 3
    repeat {
      for subject in subjects {
        guard run(subject, tellingProgress: false) else { return false }
      }
      turnsLeft -= 1
    } while turnsLeft > 0 || ContinuousClock.now - begun < LiveMeasurement.burst
    if let present { pinned?.finishRound(with: present) }
    return true
  }

  /// One timed run. False where a newer request cancelled it.
  private func run(_ subject: Subject, tellingProgress: Bool) -> Bool {
    let begun = ContinuousClock.now
    let finished = subject.network.run(timingLayers: true) {
      if tellingProgress { tellProgress(of: subject.network) }
      return !requests.isEmpty
    }
    guard finished else { return false }
    let took = (ContinuousClock.now - begun).nanoseconds
    subject.took(took)
    return true
  }

  // MARK: Telling

  /// Puts the figures so far into the snapshot.
  private func collect() {
    guard let present else { return }
    snapshot.layers = present.samples.layerLatencies
    snapshot.latency = present.samples.latency
    let reference = full ?? present
    snapshot.fullLatency = reference.samples.latency
    snapshot.fullLayersMilliseconds = reference.samples.layersMilliseconds
    snapshot.fullActivationBytes = reference.network.arenaBytes
    snapshot.pinned = pinned?.figures(beside: present)
  }

  /// Where one run takes longer than a frame, its layers are told as they finish.
  private func tellProgress(of network: Network) {
    guard ContinuousClock.now - lastPublished >= LiveMeasurement.publishInterval else { return }
    snapshot.layers = network.layerNanoseconds.map {
      $0 == 0 ? nil : LayerLatency(nanoseconds: [$0])
    }
    tell()
  }

  private func tellIfDue() {
    if ContinuousClock.now - lastPublished >= LiveMeasurement.publishInterval { tell() }
  }

  private func tell() {
    lastPublished = .now
    snapshot.background = background.result
    publish(snapshot)
  }
}
