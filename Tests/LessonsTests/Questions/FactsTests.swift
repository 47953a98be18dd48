import Engine
import Measure
import MobileNet
import Testing

@testable import Lessons

@Suite("A figure of a lesson")
struct FactsTests {
  private func value(_ words: String, step: Scene = Scene(), here: Scene = Scene()) throws -> Value?
  {
    let text = try readLesson("# A\n## B\n{\(words)}").steps[0].text[0]
    guard case .query(let query) = try #require(text.figures.first) else { return nil }
    return query.value(ExampleFacts(), step: step, here: here)
  }

  private func scene(_ words: SceneWord...) -> Scene {
    words.reduce(into: Scene()) { $0.apply($1) }
  }

  @Test("is that of the step's scene, with what stands behind 'at'")
  func places() throws {
    let quarter = scene(.alpha(.quarter))
    #expect(try value("alpha", step: quarter) == .number(0.25))
    #expect(try value("alpha at full", step: quarter) == .number(1))
    #expect(try value("side at alpha 0.5 side 64", step: quarter) == .number(64))
    #expect(try value("answer", step: quarter) == .words("dam"))
    #expect(try value("answer at alpha 1 picture cat", step: quarter) == .words("cat"))
    #expect(try value("here.alpha", step: quarter, here: scene(.alpha(.half))) == .number(0.5))
  }

  @Test("may be a factor of α = ρ = 1 or of the network shown, or a layer's share")
  func forms() throws {
    let full = Architecture(Setting(side: 112, baseSide: 112, classes: 200))
    let half = Architecture(Setting(alpha: .half, side: 112, baseSide: 112, classes: 200))
    let factor = Double(half.multiplyAdds) / Double(full.multiplyAdds)
    #expect(try value("multiply-adds factor at alpha 0.5") == .number(factor))
    #expect(try value("multiply-adds factor to step", step: scene(.alpha(.half))) == .number(1))
    let back = try value("multiply-adds factor to step at alpha 1", step: scene(.alpha(.half)))
    #expect(abs(try #require(back?.number) - 1 / factor) < 1e-9)
    let pointwise = full.layers.filter { $0.kind == .pointwise }.reduce(0) { $0 + $1.multiplyAdds }
    #expect(
      try value("layers pointwise share") == .number(Double(pointwise) / Double(full.multiplyAdds)))
    #expect(try value("layer conv0 parameters") == .number(864))
    let shares = try ["conv", "depthwise", "pointwise", "pool", "linear"].map {
      try #require(try value("layers \($0) latency share")?.number)
    }
    // Of the layers' own sum, as the explorer's table has it.
    #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
    let share = shares[1]
    #expect(share > Double(full.multiplyAdds - pointwise) / Double(full.multiplyAdds))
  }

  @Test("may be asked of another precision and quantisation")
  func precisions() throws {
    let few = scene(.precision(.int8), .weightBits(4))
    #expect(try value("top-1", step: few) == .number(0.6 - 0.04))
    #expect(try value("top-1 at precision float32", step: few) == .number(0.6))
    #expect(try value("top-1 at precision int8", step: few) == .number(0.6 - 0.04))
    #expect(try value("top-1 at weight-bits 8 scales tensor", step: few) == .number(0.3))
    let share = try value("layers pointwise latency", step: few)?.number ?? 0
    let whole = try value("layers pointwise latency")?.number ?? 1
    #expect(abs(share / whole - 0.25) < 1e-9)
    let here = scene(.scales(.tensor))
    #expect(try value("here.top-1", step: few, here: here) == .number(0.3))
  }

  @Test("is unknown where nobody knows it, or the weights in use have no such network")
  func unknown() throws {
    var facts = ExampleFacts()
    facts.limits.allowsStandIns = false
    facts.limits.widths = .one ... .one
    let query = Query(quantity: .topOne, changes: [.alpha(.half)])
    #expect(query.value(facts, step: Scene(), here: Scene()) == nil)
    #expect(query.value(ExampleFacts(), step: Scene(), here: Scene()) == .number(0.3))
  }

  @Test("is written as the panes write it")
  func written() {
    let written = { (quantity: Quantity, value: Double) in
      Query(quantity: quantity).written(.number(value))
    }
    #expect(written(.cost(.multiplyAdds), 148e6) == "148 M")
    #expect(written(.cost(.memory), 8.9e6) == "8.9 MB")
    #expect(written(.cost(.maps), 55296) == "54.0 KiB")
    #expect(written(.cost(.latency), 0.386) == "0.386 ms")
    #expect(written(.topOne, 0.539) == "53.9 %")
    #expect(written(.rank, 3) == "3")
    #expect(
      Query(quantity: .cost(.latency), form: .factorOfFull).written(.number(0.316)) == "0.316")
    #expect(
      Query(quantity: .layers(.depthwise, .latency), form: .share).written(.number(0.25))
        == "25.0 %")
  }
}
