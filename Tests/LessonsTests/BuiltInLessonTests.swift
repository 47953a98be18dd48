import Engine
import Measure
import MobileNet
import Reports
import Testing
import Weights

@testable import Lessons

@Suite("The built-in lessons")
struct BuiltInLessonTests {
  /// Hosts that are made up: a time for each million multiply-adds, for each megabyte that a layer moves,
  /// and for each layer, in milliseconds.
  struct Host: CustomTestStringConvertible {
    let testDescription: String
    let work: Double
    let bytes: Double
    let layer: Double

    func timing(_ network: AskedNetwork) -> HostFacts.Timing {
      let width = (network.precision ?? .float32).bytes
      let layers = Architecture(network.setting).layers.map { layer in
        let values = layer.parameters + layer.input.count + layer.output.count
        let moved = Double(width * values) / 1e6
        let share = width == 4 ? 1 : 0.3
        return Double(layer.multiplyAdds) / 1e6 * work * share + moved * bytes + self.layer
      }
      return HostFacts.Timing(run: layers.reduce(0, +) * 1.02, layers: layers)
    }
  }

  private static let hosts = [
    Host(testDescription: "a server", work: 0.01, bytes: 0.02, layer: 0.001),
    Host(testDescription: "a laptop, ten times slower", work: 0.1, bytes: 0.2, layer: 0.01),
    Host(testDescription: "a board, a hundred times slower", work: 1, bytes: 4, layer: 0.02),
    Host(testDescription: "a host with slow memory", work: 0.01, bytes: 1, layer: 0.001),
    Host(
      testDescription: "a host that starts each layer slowly", work: 0.02, bytes: 0.02, layer: 0.02),
  ]

  private static var words: LessonWords {
    get throws {
      var words = LessonWords.example
      words.pictures = ["viaduct", "bison", "espresso", "cat", "goldfish"]
      words.view = [
        .init("view", .oneOf(["layers", "plane", "answers", "frontier", "maps", "roofline"])),
        .init("layer", .layer), .init("sort", .oneOf(["order", "time"])),
        .init("activation", .oneOf(["1", "difference"])),
        .init("axis", .oneOf(SettingCost.allCases.map(\.rawValue))),
      ]
      return words
    }
  }

  @Test("are seven of at most ten minutes; each asks three times at least and sets a task")
  func contents() throws {
    let lessons = try BuiltInLesson.all.map { try $0.lesson(Self.words) }
    #expect(
      lessons.map(\.name)
        == ["separable", "thinner", "coarser", "time", "choose", "bits", "flips"])
    for lesson in lessons {
      #expect(
        lesson.minutes <= 10 && lesson.questions.count >= 3 && lesson.taskCount >= 1,
        "\(lesson.name)")
    }
    let list = LessonList(lessons).text.split(separator: "\n")
    #expect(list.count == 8 && list.allSatisfy { $0.count <= 80 })
    #expect(
      list[2].hasPrefix("thinner ") && list[2].hasSuffix("Thinner layers: the width multiplier"))
  }

  @Test("work on fast and slow hosts", arguments: hosts)
  func play(host: Host) throws {
    let source = try WeightSource.builtIn()
    let facts = HostFacts(source, surfaces: try .builtIn(), clock: .model(host.timing))
    for builtIn in BuiltInLesson.all {
      let lesson = try builtIn.lesson(Self.words)
      var ledger = try Ledger(lesson)
      var text: [String] = []
      try HeadlessPlay(lesson, facts).play(&ledger) { text.append($0) }
      #expect(text.count == lesson.steps.count + 1)
      #expect(
        ledger.answers.count == lesson.questions.count && ledger.tasks.count == lesson.taskCount)
      let lines = text.flatMap { $0.split(separator: "\n") }
      #expect(lines.allSatisfy { $0.count <= 80 })
    }
  }

  @Test("know what the program says by itself")
  func facts() throws {
    let facts = HostFacts(try .builtIn(), surfaces: try .builtIn(), clock: .host(speed: 2))
    let setting = Setting(alpha: .half, side: 64, baseSide: 112, classes: 200)
    let network = AskedNetwork(setting)
    let cat = try #require(facts.answer(to: "cat", of: network))
    #expect(cat.label == "pretzel" && cat.rank > 1 && cat.probability < 0.3)
    #expect(facts.answer(to: nil, of: network)?.label == "viaduct")
    #expect(try #require(facts.topOne(of: network)) == 0.4747)
    let latency = try #require(facts.latency(of: network))
    #expect(latency > 0 && facts.latency(of: network) == latency)
    #expect(facts.layerLatencies(of: network)?.count == Architecture(setting).layers.count)
    let memory = try #require(facts.memory(of: network))
    let byte = try #require(facts.memory(of: AskedNetwork(setting, .int8)))
    #expect(memory > 3 * byte)
    var untrained = network
    untrained.setting.variant = .standard
    #expect(facts.topOne(of: untrained) == nil && facts.answer(to: "cat", of: untrained) == nil)
  }
}

extension Ledger {
  /// Of a host that is made up.
  init(_ lesson: Lesson, host: String = "desk-1") throws {
    self.init(
      lesson, version: "1", host: try example(host), threads: 1,
      weights: Weights(name: "built-in", sha256: "ab"))
  }
}
