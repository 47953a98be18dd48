import Engine
import Foundation
import MobileNet
import Pictures
import Synchronization
import Testing
import Weights

@testable import Measure

@Suite("An evaluation")
struct EvaluationTests {
  private let folder: TemporaryFolder
  private let source: WeightSource
  private let settings: [Setting]

  init() throws {
    folder = try TemporaryFolder()
    let source = try WeightSource.builtIn()
    self.source = source
    settings = try [(250, 48), (1000, 32), (500, 32)].map { thousandths, side in
      Setting(
        alpha: try #require(WidthMultiplier(thousandths: thousandths)), side: side,
        baseSide: source.baseSide, padding: source.padding, classes: source.classes.count)
    }
  }

  @Test("counts what the network answers, picture by picture", arguments: [1, 2])
  func counts(workers: Int) throws {
    let dataset = try photos(copies: 5)
    let evaluation = Evaluation(plan(dataset, workers: workers))
    evaluation.run()
    let result = evaluation.result
    #expect(result.isComplete && result.seen == dataset.items.count && result.damaged == 0)
    let network = Network(panels: Panels(source), instructionSet: .best)
    for (setting, accuracy) in zip(settings, result.accuracies) {
      network.rebuild(setting)
      let ranks = try dataset.items.map { item in
        let pixels = try dataset.picture(item)
          .input(side: setting.side, crop: source.preprocessing.crop)
        network.load(input: source.preprocessing.normalised(pixels))
        _ = network.run()
        return try #require(
          Prediction.ranking(of: network.logits).firstIndex(of: item.classIndex))
      }
      #expect(accuracy.correct1 == ranks.count { $0 == 0 })
      #expect(accuracy.correct5 == ranks.count { $0 < 5 })
      #expect(accuracy.alpha == setting.alpha && accuracy.side == setting.side)
    }
  }

  @Test("reports damaged pictures and counts them neither right nor wrong")
  func damaged() throws {
    let dataset = try photos(copies: 4, damaging: [3, 17])
    let news = Mutex<[String]>([])
    let evaluation = Evaluation(plan(dataset))
    evaluation.run(tell: { told in news.withLock { $0 += told.notices } })
    #expect(evaluation.result.damaged == 2)
    #expect(evaluation.result.pictures == dataset.items.count - 2)
    let sentences = news.withLock { $0 }
    #expect(sentences.count == 2)
    #expect(
      zip(sentences, [3, 17]).allSatisfy { sentence, place in
        sentence.contains(dataset.items[place].name)
      })
  }

  @Test("that was stopped goes on where it was, and ends with the same figures")
  func resume() throws {
    let dataset = try photos(copies: 12)
    let whole = Evaluation(plan(dataset))
    whole.run()
    let stopped = Evaluation(plan(dataset, workers: 1))
    let isStopped = Atomic(false)
    stopped.run(
      isStopped: { isStopped.load(ordering: .relaxed) },
      tell: { _ in isStopped.store(true, ordering: .relaxed) })
    #expect(stopped.result.seen == Evaluation.chunkSize)
    let second = Evaluation(plan(dataset))
    try second.resume(stopped.result, file: "result.json")
    #expect(second.result == stopped.result)
    second.run()
    #expect(second.result == whole.result)
  }

  @Test("on one network of several threads ends with the same figures")
  func threads() throws {
    let dataset = try photos(copies: 4)
    let several = Evaluation(plan(dataset))
    let single = Evaluation(plan(dataset, workers: 1, threads: 2))
    several.run()
    single.run()
    #expect(single.result == several.result)
  }

  @Test("in parts, added up, is the same as the whole")
  func shards() throws {
    let dataset = try photos(copies: 4, damaging: [2])
    let whole = Evaluation(plan(dataset))
    whole.run()
    let parts = try (1...3).map { index in
      let part = Evaluation(plan(dataset, shard: try #require(Shard("\(index)/3"))))
      part.run()
      return part.result
    }
    var merged = parts[2]
    try merged.merge(parts[0], file: "a")
    #expect(throws: MeasureError.countedTwice(file: "b", part: "part 1/3")) {
      try merged.merge(parts[0], file: "b")
    }
    try merged.merge(parts[1], file: "c")
    #expect(merged.shards == [1, 2, 3] && merged.isComplete)
    #expect(merged.accuracies == whole.result.accuracies)
    #expect((merged.seen, merged.damaged) == (whole.result.seen, whole.result.damaged))
  }

  @Test("goes on from no result of other pictures, weights, settings or parts")
  func strangers() throws {
    let dataset = try photos(copies: 1)
    let evaluation = Evaluation(plan(dataset))
    var strangers = Array(repeating: evaluation.result, count: 4)
    strangers[0].fingerprint = "0"
    strangers[1].weights = .init(name: "other", source: "other", sha256: nil, trained: true)
    strangers[2].accuracies.removeLast()
    strangers[3].shards = [2]
    strangers[3].shardCount = 2
    for stranger in strangers {
      let error = #expect(throws: MeasureError.self) {
        try evaluation.resume(stranger, file: "old.json")
      }
      #expect(error?.description.hasPrefix("old.json: belongs to another") == true)
    }
  }

  @Test("ranks equal logits in the order of the classes")
  func ranks() {
    let logits: [Float] = [1, 3, 3, 0, 3]
    #expect(logits.indices.map { EvaluationWorker.rank(of: $0, in: logits) } == [3, 0, 1, 4, 2])
  }

  // MARK: -

  private func plan(
    _ dataset: Dataset, shard: Shard = .whole, workers: Int = 2, threads: Int = 1
  ) -> Evaluation.Plan {
    Evaluation.Plan(
      dataset: dataset, weights: WeightSet(source), settings: settings, shard: shard,
      workers: workers, threads: threads)
  }

  /// The built-in photos, made small, in folders of their classes, those at some places cut short.
  private func photos(copies: Int, damaging places: [Int] = []) throws -> Dataset {
    for photo in SamplePhoto.all {
      let pixels = try photo.decoded().input(side: 48, crop: 1)
      let bytes = Array("P6 48 48 255\n".utf8) + pixels.map { UInt8(max(0, min(255, $0))) }
      let label = try #require(source.classes.first { $0.name.contains(photo.name) })
      for copy in 0..<copies { try folder.write(bytes, to: "\(label.id)/\(copy).ppm") }
    }
    let dataset = try Dataset(path: folder.path, classes: source.classes)
    for place in places { try folder.write([0xFF, 0xD8], to: dataset.items[place].name) }
    return dataset
  }
}
