import Engine
import MobileNet
import Pictures
import Testing

@testable import Measure
@testable import Weights

@Suite("The answers over the α×ρ plane")
struct AnswerMapTests {
  private static let alphas = [250, 500, 750, 1000].compactMap(WidthMultiplier.init(thousandths:))
  /// The built-in pack as the job must know it.
  static let family = WeightFamily(
    WeightDescription(
      name: "built-in", origin: "built-in", format: .pack, padding: .same, baseSide: 96,
      widths: alphas[0]...alphas[3], classes: ClassLabel.imageNet.prefix(200).map(\.self),
      preprocessing: Preprocessing(
        mean: SIMD3(repeating: 0.5), std: SIMD3(repeating: 0.5), crop: 0.875)))
  private static let grid = AnswerMap.Grid(
    picture: 0, weights: family, full: Setting(alpha: .one, side: 64, baseSide: 64, classes: 200),
    alphas: alphas, sides: [32, 48, 64])

  @Test("are asked for coarse first, each once")
  func order() {
    let places = Self.grid.coarseFirst
    #expect(places.count == 12)
    #expect(Set(places.map { SIMD2($0.alpha, $0.side) }).count == 12)
    #expect(places.prefix(4).map { SIMD2($0.alpha, $0.side) }.first == SIMD2(3, 2))
    #expect(Set(places.prefix(4).map(\.alpha)) == [1, 3])
    #expect(Set(places.prefix(4).map(\.side)) == [0, 2])
  }

  private func job() throws -> (AnswerMapJob, WeightSource) {
    let source = try WeightSource.builtIn()
    let pictures = [
      PictureSource(name: "photo") { () throws(PictureError) in try SamplePhoto.all[0].decoded() }
    ]
    let request = Request(
      generation: 1, setting: Self.grid.full, picture: 0, weights: Self.family, threads: 1,
      instructionSet: .best, isPaused: false, background: .answerMap(Self.grid))
    let job = AnswerMapJob(
      Self.grid, request, packed: PackedWeights(loaded: [source], seed: 1),
      gallery: Gallery(pictures))
    return (job, source)
  }

  @Test("are those of the networks themselves; a piece that was cancelled is done again")
  func answers() throws {
    let (job, source) = try job()
    job.step(isCancelled: { true })
    #expect(job.result == .answerMap(AnswerMap(Self.grid)))
    var pieces = 0
    while !job.isDone {
      job.step(isCancelled: { false })
      pieces += 1
    }
    #expect(pieces == 12)
    guard case .answerMap(let map) = job.result else { return }
    #expect(map.isComplete)

    let network = Network(panels: try Panels(source), instructionSet: .best)
    network.rebuild(Self.grid.setting(alpha: 1, side: 0))
    let pixels = try SamplePhoto.all[0].decoded().input(side: 32, crop: source.preprocessing.crop)
    network.load(input: source.preprocessing.normalised(pixels))
    #expect(network.run())
    let best = Prediction.ranking(of: network.logits)[0]
    #expect(map[alpha: 1, side: 0]?.index == best)
    #expect(map[alpha: 1, side: 0]?.logit == Double(network.logits[best]))
  }
}
