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
    let evaluation = try Evaluation(plan(dataset, workers: workers))
    evaluation.run()
    let result = evaluation.result
    #expect(result.isComplete && result.seen == dataset.items.count && result.damaged == 0)
    let network = Network(panels: try Panels(source), instructionSet: .best)
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

  @Test("in int8 also counts how often float32 answers the same")
  func agreement() throws {
    let dataset = try photos(copies: 3)
    var planned = plan(dataset)
    planned.precision = .int8
    let evaluation = try Evaluation(planned)
    evaluation.run()
    let result = evaluation.result
    #expect(result.precision == .int8 && result.isComplete)
    let networks = try [Precision.float32, .int8].map {
      Network(panels: try Panels(source, precision: $0), instructionSet: .best)
    }
    for (setting, accuracy) in zip(settings, result.accuracies) {
      let answers = try networks.map { network in
        network.rebuild(setting)
        return try dataset.items.map { item in
          let pixels = try dataset.picture(item)
            .input(side: setting.side, crop: source.preprocessing.crop)
          network.load(input: source.preprocessing.normalised(pixels))
          _ = network.run()
          return Prediction.ranking(of: network.logits)[0]
        }
      }
      #expect(accuracy.agreed == zip(answers[0], answers[1]).count { $0 == $1 })
      #expect(accuracy.correct1 == zip(answers[1], dataset.items).count { $0 == $1.classIndex })
    }
    // It is no part of a measurement in float32.
    var float = try Evaluation(plan(dataset)).result
    #expect(float.agreement(float.accuracies[0]) == nil)
    #expect(throws: MeasureError.self) { try float.merge(result, file: "f") }
  }

  @Test("reports damaged pictures and counts them neither right nor wrong")
  func damaged() throws {
    let dataset = try photos(copies: 4, damaging: [3, 17])
    let news = Mutex<[String]>([])
    let evaluation = try Evaluation(plan(dataset))
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
    let whole = try Evaluation(plan(dataset))
    whole.run()
    let stopped = try Evaluation(plan(dataset, workers: 1))
    let isStopped = Atomic(false)
    stopped.run(
      isStopped: { isStopped.load(ordering: .relaxed) },
      tell: { _ in isStopped.store(true, ordering: .relaxed) })
    #expect(stopped.result.seen == Evaluation.chunkSize)
    let second = try Evaluation(plan(dataset))
    try second.resume(stopped.result, file: "result.json")
    #expect(second.result == stopped.result)
    second.run()
    #expect(second.result == whole.result)
  }

  @Test("on one network of several threads ends with the same figures")
  func threads() throws {
    let dataset = try photos(copies: 4)
    let several = try Evaluation(plan(dataset))
    let single = try Evaluation(plan(dataset, workers: 1, threads: 2))
    several.run()
    single.run()
    #expect(single.result == several.result)
  }

  @Test("in parts, added up, is the same as the whole")
  func shards() throws {
    let dataset = try photos(copies: 4, damaging: [2])
    let whole = try Evaluation(plan(dataset))
    whole.run()
    let parts = try (1...3).map { index in
      let part = try Evaluation(plan(dataset, shard: try #require(Shard("\(index)/3"))))
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
    let evaluation = try Evaluation(plan(dataset))
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

  @Test("plays the pointing game on the pictures that have boxes, and answers as without")
  func pointing() throws {
    let dataset = try photos(copies: 2)
    var lines = ""
    var wanted = Array(repeating: 0, count: settings.count)
    let timed = try TimedNetwork(source)
    // Every second picture: a box that ends in the middle, so that about half are hits.
    for item in dataset.items.enumerated().filter({ $0.offset.isMultiple(of: 2) }).map(\.element) {
      lines += "\(item.name)\t0\t0\t23\t47\n"
      for (place, setting) in settings.enumerated() {
        timed.rebuild(setting)
        let picture = try dataset.picture(item)
        timed.look(at: picture.input(side: setting.side, crop: source.preprocessing.crop))
        let pool = try #require(timed.lookInside([27]).first)
        let activation = source.activation(of: item.classIndex, in: pool.input)
        let middle = Double(activation.peak.column) + 0.5
        if middle / Double(activation.columns) * 42 + 3 < 24 { wanted[place] += 1 }
      }
    }
    let plain = try Evaluation(plan(dataset))
    plain.run()
    var plan = plan(dataset)
    let boxes = try folder.write(Array(lines.utf8), to: "boxes.txt")
    plan.boxes = try PictureBoxes(path: boxes)
    let evaluation = try Evaluation(plan)
    evaluation.run()
    let result = evaluation.result
    #expect(result.boxed == dataset.items.count / 2 && result.middles == 0)
    #expect(result.accuracies.map(\.pointed) == wanted)
    #expect(result.accuracies.map(\.correct1) == plain.result.accuracies.map(\.correct1))
    #expect(result.pointing(result.accuracies[0]) == Double(wanted[0]) / Double(result.boxed))
    #expect(plain.result.pointing(plain.result.accuracies[0]) == nil)
    let error = #expect(throws: MeasureError.self) {
      try evaluation.resume(plain.result, file: "old.json")
    }
    #expect(error?.description.contains("measured without boxes") == true)
    try plan.checkBoxes(file: boxes)
    plan.boxes = try PictureBoxes(path: folder.write(Array("a/b 0 0 1 1".utf8), to: "others.txt"))
    #expect(throws: MeasureError.noBoxes(file: "others.txt", dataset: dataset.path)) {
      try plan.checkBoxes(file: "others.txt")
    }
  }

  @Test("finds the middle of the crop where it is, in a picture of any shape")
  func places() throws {
    let activation = ClassActivation(
      rows: 2, columns: 4, values: [0, 0, 0, 0, 0, 9, 0, 0], bias: 0)
    let bytes = Array("P6 60 40 255\n".utf8) + Array(repeating: 0, count: 60 * 40 * 3)
    let sample = Sample(
      picture: try Picture.read(path: folder.write(bytes, to: "p.ppm")), target: 0, boxes: [])
    #expect(sample.place(of: activation, crop: 1) == (10 + 1.5 / 4 * 40, 30))
    #expect(sample.place(of: activation, crop: 0.5) == (20 + 1.5 / 4 * 20, 25))
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
