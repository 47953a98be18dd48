import Engine
import MobileNet
import Pictures
import Testing

@testable import Measure
@testable import Weights

@Suite("Settings that are looked at beside the present one")
struct ProbesTests {
  private static let precisions: [Precision] = [
    .float32, .int8(Quantisation(weightBits: 4, scales: .channel)),
  ]

  private func job(_ settings: [Setting]) throws -> (ProbeJob, WeightSource) {
    let source = try WeightSource.builtIn()
    let pictures = SamplePhoto.all.prefix(2).map { photo in
      PictureSource(name: photo.name) { () throws(PictureError) in try photo.decoded() }
    }
    let probes = Probes(
      weights: AnswerMapTests.family, threads: 1, instructionSet: .best,
      subjects: settings.enumerated().map { place, setting in
        .init(setting: setting, precision: Self.precisions[place], picture: place % 2)
      })
    let job = ProbeJob(
      probes, packed: PackedWeights(loaded: [source], seed: 1), gallery: Gallery(Array(pictures)))
    return (job, source)
  }

  @Test("are timed in turns, as a whole and layer by layer, and answer for their picture")
  func finds() throws {
    let half = try #require(WidthMultiplier(thousandths: 500))
    let settings = [
      Setting(alpha: half, side: 32, baseSide: 64, classes: 200),
      Setting(alpha: .one, side: 48, baseSide: 64, classes: 200),
    ]
    let (job, source) = try job(settings)
    #expect(job.needsQuiet)
    var pieces = 0
    while !job.isDone {
      // A piece that was cancelled is done again.
      if pieces == 0 || pieces == 3 { job.step(isCancelled: { true }) }
      #expect(job.result == .probes([]))
      job.step(isCancelled: { false })
      pieces += 1
    }
    guard case .probes(let findings) = job.result else { return }
    #expect(findings.map(\.subject.setting) == settings)
    for (place, finding) in findings.enumerated() {
      #expect(finding.latency.runs >= 10 && !finding.latency.isProvisional)
      #expect(finding.layers.compactMap(\.self).count == 29)
      #expect(finding.predictions.count == 200)
      let report = try Report(
        ReportRequest(
          setting: settings[place], source: source, threads: 1, instructionSet: .best,
          precision: finding.subject.precision, runs: 1,
          input: .picture(try SamplePhoto.all[place].decoded(), path: "photo")))
      #expect(finding.predictions.prefix(3) == report.predictions.prefix(3))
    }
  }

  @Test("of a network that was not trained tell the time alone")
  func untrained() throws {
    let (job, _) = try job([
      Setting(alpha: .one, side: 32, baseSide: 32, variant: .shallow, classes: 200)
    ])
    while !job.isDone { job.step(isCancelled: { false }) }
    guard case .probes(let findings) = job.result else { return }
    #expect(findings.count == 1 && findings[0].predictions.isEmpty)
    #expect(findings[0].layers.count == 19)
  }
}
