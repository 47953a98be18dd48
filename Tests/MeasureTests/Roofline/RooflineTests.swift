import Engine
import MobileNet
import Testing
import Weights

@testable import Measure

@Suite("The roofline")
struct RooflineTests {
  private let architecture = Architecture(Setting(side: 224, baseSide: 224, classes: 1000))
  /// 100 G multiply-adds a second; L2 holds what few layers need.
  private let ceilings = Ceilings(
    subject: Ceilings.Subject(instructionSet: .best, threads: 1), peak: 100e9,
    levels: [
      Ceilings.Level(name: "L1", bytes: 32 << 10, bandwidth: 500e9),
      Ceilings.Level(name: "L2", bytes: 1 << 20, bandwidth: 200e9),
      Ceilings.Level(name: "memory", bytes: nil, bandwidth: 10e9),
    ])

  private func point(_ name: String, share: Double?) throws -> Roofline.Point {
    let place = try #require(architecture.layers.firstIndex { $0.name == name })
    var times = [Double?](repeating: nil, count: architecture.layers.count)
    let bare = Roofline(architecture, milliseconds: [], ceilings: ceilings).points[place]
    times[place] = share.map { share in
      Double(bare.layer.multiplyAdds) / ((bare.roof ?? .nan) * share) * 1000
    }
    return Roofline(architecture, milliseconds: times, ceilings: ceilings).points[place]
  }

  @Test("is the lower of the peak and of what the bytes allow from the level that holds them")
  func roof() throws {
    // 1.8 MB of input: from memory, 2 multiply-adds a byte.
    let depthwise = try point("block1.dw", share: 0.75)
    #expect(depthwise.level?.name == "memory")
    #expect(depthwise.roof == depthwise.intensity * 10e9)
    #expect(abs((depthwise.share ?? 0) - 0.75) < 1e-9)
    #expect(depthwise.limit == .level("memory"))
    // Half a megabyte comes from L2 faster than it can be multiplied.
    let nearby = try point("block12.dw", share: 0.75)
    #expect(nearby.level?.name == "L2" && nearby.roof == 100e9)
    #expect(nearby.limit == .arithmetic)
    #expect(abs((nearby.rate ?? 0) - 75e9) < 1)
  }

  @Test("weights come from where all that a run touches fits, maps from where the layer's own does")
  func levels() throws {
    // 2 MB of weights in a network of 17 MB; the last maps are small, and so is this one's output.
    var large = ceilings
    large.levels.insert(Ceilings.Level(name: "L3", bytes: 8 << 20, bandwidth: 50e9), at: 2)
    let points = Roofline(architecture, milliseconds: [], ceilings: large).points
    let level = { (name: String) in points.first { $0.layer.name == name }?.level?.name }
    #expect(level("classifier") == "memory" && level("block12.pw") == "memory")
    #expect(level("block12.dw") == "L2" && level("block1.dw") == "L3")
  }

  @Test("is told beside the textbook's intensity, of both maps alone")
  func textbook() throws {
    let point = try point("block3.dw", share: nil)
    #expect(point.mapIntensity == 1.125)
    // No output map, but rows at the edges of strips twice.
    #expect(point.intensity > 1.5 * 1.125 && point.intensity < 2 * 1.125)
  }

  @Test("neither limits a layer below half its roof", arguments: [0.49, 0.51])
  func overhead(share: Double) throws {
    let point = try point("block1.dw", share: share)
    #expect(point.limit == (share < 0.5 ? .overhead : .level("memory")))
    #expect(point.ceiling == .level("memory"))
  }

  /// A best time for each layer at so large a share of its roof.
  private func times(_ shares: [String: Double]) -> [Double?] {
    Roofline(architecture, milliseconds: [], ceilings: ceilings).points.map { point in
      guard let roof = point.roof, let share = shares[point.layer.name] else { return nil }
      return Double(point.layer.multiplyAdds) / (roof * share) * 1000
    }
  }

  @Test("tells which ceilings a best run has exceeded by more than rounding")
  func exceeded() {
    var ceilings = ceilings
    ceilings.roundsDone = Ceilings.rounds
    let exceeded = { (shares: [String: Double]) in
      ceilings.exceeded(by: times(shares), of: architecture)
    }
    #expect(exceeded([:]).isEmpty && exceeded(["block1.dw": 1.004, "block12.dw": 1]).isEmpty)
    #expect(exceeded(["block1.dw": 1.006]) == [.level("memory")])
    #expect(
      exceeded(["block1.dw": 2, "block2.dw": 1.1, "block12.dw": 1.01])
        == [.level("memory"), .arithmetic])
    ceilings.repeats = Ceilings.mostRepeats
    #expect(exceeded(["block1.dw": 2]).isEmpty)
    (ceilings.repeats, ceilings.roundsDone) = (0, Ceilings.rounds - 1)
    #expect(exceeded(["block1.dw": 2]).isEmpty)
  }

  @Test("has exceeded ceilings measured again until they hold, or some number of times")
  func raised() {
    var ceilings = ceilings
    ceilings.roundsDone = Ceilings.rounds
    let times = times(["block1.dw": 1.5, "block12.dw": 0.9])
    var asked: [[Roofline.Limit]] = []
    let held = ceilings.raised(above: times, of: architecture) { known, exceeded in
      asked.append(exceeded)
      var better = known
      better.repeats += 1
      better.levels[2].bandwidth = [0, 12e9, 13e9, 15.5e9][better.repeats]
      return better
    }
    #expect(asked == Array(repeating: [.level("memory")], count: 3))
    #expect(held.levels[2].bandwidth == 15.5e9 && held.peak == ceilings.peak)
    let inVain = ceilings.raised(above: times, of: architecture) { known, _ in
      var same = known
      same.repeats += 1
      return same
    }
    // Nothing is cut: the layer stays above its roof.
    #expect(inVain.repeats == Ceilings.mostRepeats && inVain.levels == ceilings.levels)
    let point = Roofline(architecture, milliseconds: times, ceilings: inVain).points[1]
    #expect(abs((point.share ?? 0) - 1.5) < 1e-9)
    let untouched = ceilings.raised(above: [], of: architecture) { _, _ in fatalError("not asked") }
    #expect(untouched == ceilings)
  }

  @Test("says nothing of a layer without multiply-adds, without a time, or without a ceiling yet")
  func unknown() throws {
    let pool = try point("pool", share: nil)
    #expect(pool.intensity == 0 && pool.roof == nil && pool.ceiling == nil && pool.limit == nil)
    let untimed = try point("block1.dw", share: nil)
    #expect(untimed.roof != nil && untimed.rate == nil && untimed.share == nil)
    #expect(untimed.limit == nil)
    var unmeasured = ceilings
    unmeasured.levels[2].bandwidth = nil
    let times = [Double?](repeating: 1, count: architecture.layers.count)
    let early = Roofline(architecture, milliseconds: times, ceilings: unmeasured).points[1]
    #expect(early.rate != nil && early.roof == nil && early.limit == nil)
    unmeasured.levels = []
    let bare = Roofline(architecture, milliseconds: times, ceilings: unmeasured).points[1]
    #expect(bare.level == nil && bare.roof == 100e9)
  }

  @Test("a level's ceiling meets the peak at its ridge")
  func ridge() throws {
    let memory = try #require(ceilings.levels.last)
    #expect(ceilings.ridge(of: memory) == 10)
    #expect(ceilings.roof(at: 10, from: memory) == 100e9)
    #expect(ceilings.roof(at: 5, from: memory) == 50e9)
    #expect(ceilings.roof(at: 50, from: memory) == 100e9)
  }

  @Test("ranks times beside multiply-adds, parameters and bytes, once all layers have one")
  func ranks() throws {
    let layers = architecture.layers
    let times = layers.map { Optional(Double($0.multiplyAdds) + 1) }
    let ranks = Roofline(architecture, milliseconds: times, ceilings: ceilings).rankCorrelations
    #expect(ranks.multiplyAdds == 1)
    let (parameters, bytes) = (try #require(ranks.parameters), try #require(ranks.bytes))
    #expect(parameters < 0.99 && bytes < 0.99 && parameters > -1)
    let early = Roofline(
      architecture, milliseconds: Array(times.dropLast()) + [nil], ceilings: ceilings)
    #expect(early.rankCorrelations.multiplyAdds == nil)
  }

  @Test("is measured of a setting: every layer that multiplies has its share and its limit")
  func measured() throws {
    let setting = Setting(
      alpha: WidthMultiplier(thousandths: 250) ?? .one, side: 32, baseSide: 96, classes: 200)
    let (roofline, report) = try Roofline.measure(
      .builtIn(), setting: setting, instructionSet: .best, threads: 1, runs: 3, seed: 1)
    #expect(report.architecture.setting == setting && roofline.points.count == 29)
    #expect(roofline.ceilings.isComplete)
    for point in roofline.points where point.layer.multiplyAdds > 0 {
      #expect(point.share ?? 0 > 0 && point.limit != nil)
    }
  }
}
