import Engine
import MobileNet
import Testing
import Weights

@testable import Measure
@testable import Reports

@Suite("A report in words")
struct ReportTextTests {
  private static let setting = Setting(
    alpha: .one.moved(byThousandths: -750), side: 32, baseSide: 64, variant: .shallow, classes: 10)

  /// Each layer takes 20 µs, the run 120 µs more than all of them.
  private func report(
    path: String? = "a\u{1B}.jpg", runs: Int = 4, labels: [String] = ["tabby, tabby cat", ""],
    trained: Bool = true, top1: KnownTop1? = nil, pinned: PinnedReport? = nil
  ) -> Report {
    let architecture = Architecture(Self.setting)
    return Report(
      architecture: architecture, threads: 2, instructionSet: .avx2,
      weights: WeightsInUse(name: "net", source: "s", sha256: nil, trained: trained),
      image: path.map { Report.ImageInUse(path: $0, width: 640, height: 480) },
      buildMilliseconds: 0.0612,
      latency: LatencySummary(minimum: 0.45, p10: 0.46, median: 0.5, p90: 0.61, runs: runs),
      layers: architecture.layers.map { _ in LayerLatency(minimum: 0.01, median: 0.02) },
      predictions: labels.enumerated().map { place, label in
        Prediction(
          index: place + 3, id: "", label: label, probability: 0.5 / Double(place + 1), logit: 1)
      }, top1: top1, pinned: pinned)
  }

  @Test("tells the network, its costs, its answers and its layers")
  func whole() {
    let lines = report().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(20).joined(separator: "\n") == """
        MobileNet v1, shallow, α 0.25, ρ 0.500 (side 32 of 64), 10 classes
        weights net; input a^[.jpg, 640×480; AVX2, 2 threads

        multiply-adds        483 968
        parameters           122 480   besides 10 biases, 2 912 of batch norm
        memory                601 kB   weights 502 kB, maps 99 kB
        int8 maps           6.00 KiB   in two buffers, as microcontrollers count, at block1.pw
        latency            ~0.500 ms   best 0.450, p90 0.610, 4 runs
        build                61.2 µs

                           here   α = ρ = 1  factor  formula
        multiply-adds   483 968  25 014 272  0.0193  0.0156 α²ρ²
        parameters      122 480   1 861 568  0.0658  0.0625 α²
        memory           601 kB      8.2 MB  0.0731
        int8 maps      6.00 KiB    96.0 KiB  0.0625

        1   50.0 %  tabby
        2   25.0 %  class 4

        layer        kind               output   parameters  multiply-adds  int8 maps       µs    share
        """, "\(report().text)")
    #expect(
      lines[20]
        == "conv0        conv              16×16×8          216         55 296   5.00 KiB     20.0    5.3 %"
    )
    #expect(lines.count == 20 + 19 + 2)
    #expect(lines.last == "layers summed 0.380 ms, gap to the whole run 0.120 ms")
  }

  @Test("marks a latency of fewer than five runs, and no other")
  func provisional() {
    #expect(report(runs: 4).text.contains(" ~0.500 ms "))
    let settled = report(runs: 5).text
    #expect(
      settled.contains("  0.500 ms   best 0.450, p90 0.610, 5 runs") && !settled.contains("~"))
  }

  @Test("says so where nothing is predicted, or no picture was looked at")
  func nothing() {
    let text = report(path: nil, labels: [], trained: false).text
    #expect(text.contains("\nno trained weights for this setting: structure and latency only\n"))
    #expect(text.contains("weights net, nothing predicted; input a tensor; AVX2, 2 threads"))
  }

  @Test("of several pictures tells the network once, then each picture's answers and time")
  func several() {
    let text = Report.text([report(path: "1.png", runs: 9), report(path: "2.png", labels: ["x"])])
    #expect(
      text == """
        MobileNet v1, shallow, α 0.25, ρ 0.500 (side 32 of 64), 10 classes
        weights net; AVX2, 2 threads

        multiply-adds        483 968
        parameters           122 480   besides 10 biases, 2 912 of batch norm
        memory                601 kB   weights 502 kB, maps 99 kB
        int8 maps           6.00 KiB   in two buffers, as microcontrollers count, at block1.pw

                           here   α = ρ = 1  factor  formula
        multiply-adds   483 968  25 014 272  0.0193  0.0156 α²ρ²
        parameters      122 480   1 861 568  0.0658  0.0625 α²
        memory           601 kB      8.2 MB  0.0731
        int8 maps      6.00 KiB    96.0 KiB  0.0625

        1.png, 640×480, 0.500 ms
        1   50.0 %  tabby
        2   25.0 %  class 4

        2.png, 640×480, 0.500 ms
        1   50.0 %  x
        """, "\(text)")
    #expect(Report.text([]) == "")
  }

  private func top1(_ share: Double, of dataset: String) -> KnownTop1 {
    KnownTop1(
      accuracy: .init(
        top1: share, top5: 0.9,
        basis: .measured(ShareInterval(low: share - 0.01, high: share + 0.01))),
      pictures: 10_000, dataset: dataset)
  }

  @Test(
    "beside a pinned network tells what differs, points only of the same pictures",
    arguments: [("val", "−10.0 points"), ("other", "not of the same pictures")])
  func pinned(dataset: String, points: String) {
    var setting = Self.setting
    setting.alpha = .one
    let weights = WeightFamily(
      WeightSource.seeded(variant: .shallow, classes: 10, seed: 1, baseSide: 64).description)
    var figures = PinnedFigures(
      pinned: Pinned(setting: setting, weights: weights, threads: 2, instructionSet: .avx2))
    figures.latency = LatencySummary(minimum: 1, p10: 1, median: 1, p90: 1, runs: 9)
    figures.comparison = Comparison(ratios: [0.5, 0.5, 0.5, 0.5, 0.5, 0.51])
    let answer = Prediction(index: 3, id: "", label: "tabby", probability: 0.8, logit: 1)
    let text = report(
      top1: top1(0.4, of: "val"),
      pinned: PinnedReport(figures: figures, answer: answer, top1: top1(0.5, of: dataset))
    ).text
    #expect(
      text.contains(
        """

                            here  pinned α 1.00, side 32  factor  formula
        multiply-adds    483 968               6 261 248  0.0773  0.0625 α²ρ²
        parameters       122 480               1 861 568  0.0658  0.0625 α²
        memory            601 kB                  7.8 MB  0.0772
        int8 maps       6.00 KiB                24.0 KiB   0.250
        latency        ~0.500 ms                 1.00 ms   0.500  faster 0.500–0.510
        top-1             40.0 %                  50.0 %          \(points)

        1   50.0 %  tabby
        2   25.0 %  class 4
        pinned: 80.0 %  tabby, another
        top-1  40.0 %, 39.0–41.0 % of 10 000 pictures
        """), "\(text)")
  }

  @Test("as CSV of several pictures has a column for them, quoted")
  func csv() {
    let lines = Report.csv([report(path: "a,\"b\".png"), report(path: nil)]).split(separator: "\n")
    #expect(lines.count == 1 + 2 * 19 && lines[0].hasPrefix("image,name,kind,"))
    #expect(
      lines[1]
        == #""a,""b"".png",conv0,conv,3,2,32,32,3,16,16,8,216,55296,0.01,0.02,5120,3,33560,1.647676,,"#
    )
    #expect(
      lines[20] == #""",conv0,conv,3,2,32,32,3,16,16,8,216,55296,0.01,0.02,5120,3,33560,1.647676,,"#
    )
  }
}

@Suite("A benchmark in words")
struct BenchTextTests {
  @Test("tells how it was measured, and both figures")
  func text() {
    let bench = Bench(
      setting: Setting(side: 96, baseSide: 224, classes: 1000), weights: "seeded",
      instructionSet: .baseline, threads: 1,
      inference: LatencySummary(minimum: 0.9, p10: 1, median: 1.234, p90: 1.5, runs: 1),
      rebuild: LayerLatency(minimum: 12.34, median: 23.45))
    #expect(
      bench.text == """
        MobileNet v1, separable, α 1.00, ρ 0.429 (side 96 of 224), 1000 classes, baseline, 1 thread
        inference  1.23 ms median, best 0.900, p90 1.50, 1 run
        rebuild    23.5 ms median, best 12.3, from the request to the first logits
        """)
  }
}
