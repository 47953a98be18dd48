import Engine
import MobileNet
import Testing
import Weights

@testable import Measure
@testable import Reports

@Suite("A host's frontier as it is shown")
struct FrontierOutputTests {
  private let result: SweepResult
  private let known: KnownAccuracy

  /// α 0.25 and 1 at sides 32 and 64 take 1, 3, 2 and 8 ms; the third is slower than it is good.
  init() throws {
    let narrow = WidthMultiplier.one.moved(byThousandths: -750)
    let settings =
      [(narrow, 32, 1), (.one, 32, 3), (narrow, 64, 4), (.one, 64, 8)]
      as [(WidthMultiplier, Int, UInt64)]
    let weights = WeightsInUse(name: "net|1", source: "built-in", sha256: "ab", trained: true)
    result = SweepResult(
      host: Host(name: "here", processor: "", cores: 2, isa: "avx2"), weights: weights,
      plannedRounds: 8,
      points: settings.map { alpha, side, milliseconds in
        SweepResult.Point(
          alpha: alpha, side: side, variant: .separable, threads: 1,
          multiplyAdds: alpha.thousandths * side * 1000, parameters: alpha.thousandths * 1000,
          rounds: Array(repeating: [milliseconds * 1_000_000], count: 8))
      })
    var evaluation = EvaluationResult(
      dataset: "d", fingerprint: "f", weights: weights, leftOut: 0, planned: 1000, shards: [1],
      shardCount: 1,
      accuracies: zip(settings, [200, 400, 300, 500]).map { setting, correct in
        .init(alpha: setting.0, side: setting.1, correct1: correct, correct5: correct)
      })
    evaluation.seen = 1000
    known = KnownAccuracy(
      family: WeightFamily(try WeightDescription.builtIn()),
      surface: AccuracySurface(evaluation), checksum: "ab")
  }

  @Test("in text has the settings that no faster one beats, with both intervals")
  func text() {
    let text = result.text(frontier: [known])
    #expect(
      text == """
        frontier of net|1 on here (2 cores, avx2)
        3 of 4 settings, those that no faster one beats; top-1 of 1 000 pictures

           α  side  threads  multiply-adds  parameters  median ms  95 % interval   top-1  95 % interval
        0.25    32        1         8.00 M       250 k       1.00      1.00–1.00  20.0 %      17.6–22.6
        1.00    32        1         32.0 M      1.00 M       3.00      3.00–3.00  40.0 %      37.0–43.1
        1.00    64        1         64.0 M      1.00 M       8.00      8.00–8.00  50.0 %      46.9–53.1
        """, "\(text)")
  }

  @Test("counts the pictures of the point's own precision")
  func pictures() {
    var other = result
    other.points = other.points.map {
      SweepResult.Point(
        alpha: $0.alpha, side: $0.side, variant: $0.variant, precision: .int8, threads: $0.threads,
        multiplyAdds: $0.multiplyAdds, parameters: $0.parameters, rounds: $0.rounds)
    }
    // Nobody has measured these in int8.
    let unknown = other.points.map { other.pictures(of: $0, [known]) }
    #expect(unknown == [[], [], [], []])
    #expect(result.pictures(of: result.points[0], [known]) == [1000])
  }

  @Test("in Markdown has its heading and table without markup of others")
  func markdown() {
    let lines = result.markdown(frontier: [known]).split(separator: "\n")
    #expect(lines[0] == "frontier of net\\|1 on here (2 cores, avx2)  ")
    #expect(lines.count == 7 && lines.suffix(5).allSatisfy { $0.hasPrefix("| ") })
  }

  @Test("in SVG marks every setting, and joins those of the front")
  func svg() throws {
    let svg = result.svg(frontier: [known])
    #expect(svg.contains(">Accuracy and latency of net|1 on here: avx2</text>"))
    #expect(svg.split(separator: "<title>").count == 5)
    #expect(svg.contains("<title>α 1.00, side 32, 1 thread: 3.00 ms, top-1 40.0 %</title>"))
    let line = try #require(svg.split(separator: "\n").first { $0.hasPrefix("<polyline") })
    #expect(line.count { $0 == "," } == 3)
    #expect(svg.split(separator: "\n").count { $0.contains("stroke=\"#a8a8a8\"") } == 1)
  }

  @Test("of unknown accuracies is empty, in every form")
  func unknown() throws {
    let none = KnownAccuracy(family: known.family, surface: nil, checksum: "ab")
    #expect(result.text(frontier: [none]).contains("0 of 4 settings"))
    #expect(result.csv(frontier: [none]).split(separator: "\n").count == 1)
    #expect(!result.svg(frontier: [none]).contains("<title>"))
  }
}
