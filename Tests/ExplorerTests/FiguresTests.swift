import Engine
import MobileNet
import Testing

@testable import Explorer
@testable import Measure

@Suite("Measured figures")
struct FiguresTests {
  @Test("nothing is shown before the first answer")
  func nothing() {
    let state = Example.start()
    #expect(state.figures.fedPicture == nil)
    #expect(state.figures.latency == nil)
    #expect(state.figures.fullLatency == nil)
    #expect(state.figures.layersMilliseconds == nil)
    #expect(state.figures.gapMilliseconds == nil)
    #expect(state.figures.activationBytes == nil)
    #expect(state.figures.layerRows.map(\.layer) == state.figures.architecture.layers)
    #expect(state.figures.layerRows.allSatisfy { $0.latency == nil && $0.share == nil })
  }

  @Test("an answer is shown fresh")
  func fresh() {
    var state = Example.start()
    state.answer()
    #expect(state.figures.fedPicture?.value.side == 128)
    #expect(state.figures.fedPicture?.isStale == false)
    #expect(state.figures.latency == Dated(Example.latency(30)))
    #expect(state.figures.fullLatency == Dated(Example.latency(100)))
    #expect(state.figures.layersMilliseconds == Dated(29))
    #expect(state.figures.gapMilliseconds == Dated(2))
    #expect(state.figures.activationBytes == Dated(1_000_000))
    let shown = Dated(LayerLatency(minimum: 0.9, median: 1))
    #expect(
      state.figures.layerRows.allSatisfy { $0.latency == shown && $0.share == Dated(1.0 / 29) })
  }

  @Test("a key dims everything that was measured")
  func stale() {
    var state = Example.start()
    state.answer()
    let fresh = state
    state.press(.left)
    #expect(state.figures.fedPicture?.isStale == true)
    #expect(state.figures.latency == fresh.figures.latency.map { Dated($0.value, isStale: true) })
    #expect(state.figures.fullLatency?.isStale == true)
    #expect(state.figures.layersMilliseconds == Dated(29, isStale: true))
    #expect(state.figures.gapMilliseconds == Dated(2, isStale: true))
    #expect(state.figures.activationBytes == Dated(1_000_000, isStale: true))
    #expect(
      state.figures.layerRows.allSatisfy {
        $0.latency?.isStale == true && $0.share?.isStale == true
      })
  }

  @Test("layers are replaced one by one; shares and sums wait for all of them")
  func layerByLayer() {
    var state = Example.start()
    state.answer()
    state.press(.left)
    var snapshot = Snapshot(generation: 1)
    snapshot.layers =
      [LayerLatency(minimum: 4, median: 5)]
      + [LayerLatency?](
        repeating: nil, count: 28)
    _ = reduce(&state, .snapshot(snapshot))
    let rows = state.figures.layerRows
    #expect(rows[0].latency == Dated(LayerLatency(minimum: 4, median: 5)))
    #expect(rows[0].share == nil)
    #expect(rows[1].latency == Dated(LayerLatency(minimum: 0.9, median: 1), isStale: true))
    #expect(rows[1].share == Dated(1.0 / 29, isStale: true))
    #expect(state.figures.layersMilliseconds == Dated(29, isStale: true))
  }

  @Test("another variant's layers and its α = ρ = 1 are others: nothing of the old is shown there")
  func otherVariant() {
    var state = Example.start()
    state.answer()
    state.type("v")
    #expect(state.figures.layerRows.allSatisfy { $0.latency == nil && $0.share == nil })
    #expect(state.figures.fullLatency == nil)
    #expect(state.figures.fullLayersMilliseconds == nil)
    #expect(state.figures.latency?.isStale == true)
  }
}

@Suite("Costs")
struct CostTests {
  private func row(_ quantity: CostQuantity, _ state: State) -> CostRow {
    state.figures.costRow(quantity)
  }

  @Test("structure is there before anything is measured")
  func structure() {
    // The paper's Tables 6 and 7: 569 and 149 million multiply-adds, 4.2 and 1.3 million parameters.
    let state = Example.start(alpha: 500, side: 224, base: 224, classes: 1000)
    let multiplyAdds = row(.multiplyAdds, state)
    #expect(multiplyAdds.reference == Dated(568_740_352))
    #expect(multiplyAdds.here == Dated(149_497_088))
    #expect(multiplyAdds.factor == Dated(149_497_088.0 / 568_740_352))
    expect(multiplyAdds.formula, "α²ρ²", 0.25)
    let parameters = row(.parameters, state)
    #expect(parameters.here == Dated(Double(state.figures.architecture.parameters)))
    #expect(parameters.reference == Dated(Double(state.figures.fullArchitecture.parameters)))
    expect(parameters.formula, "α²", 0.25)
    for quantity in [CostQuantity.memory, .latency, .layersSummed] {
      let row = row(quantity, state)
      #expect(row.here == nil && row.reference == nil && row.factor == nil && row.formula == nil)
    }
  }

  @Test("ρ counts in the multiply-adds alone; where the filters follow ρ², in both")
  func formulas() {
    let paper = Example.start(alpha: 500, side: 64)
    expect(row(.multiplyAdds, paper).formula, "α²ρ²", 0.0625)
    expect(row(.parameters, paper).formula, "α²", 0.25)
    let literal = Example.start(side: 64, rhoRule: .filters)
    expect(row(.multiplyAdds, literal).formula, "α²ρ⁶", 1.0 / 64)
    expect(row(.parameters, literal).formula, "α²ρ⁴", 1.0 / 16)
  }

  @Test("what was measured stands against α = ρ = 1")
  func measured() {
    var state = Example.start(alpha: 500)
    state.answer()
    let latency = row(.latency, state)
    #expect(latency.here == Dated(30))
    #expect(latency.reference == Dated(100))
    #expect(latency.factor == Dated(0.3))
    #expect(row(.layersSummed, state).here == Dated(29))
    #expect(row(.layersSummed, state).reference == Dated(98))
    let memory = row(.memory, state)
    #expect(memory.here == Dated(Double(1_000_000 + state.figures.architecture.weightBytes)))
    #expect(
      memory.reference == Dated(Double(2_000_000 + state.figures.fullArchitecture.weightBytes)))
  }

  @Test("stale memory is that of the network before, not its maps beside new weights")
  func staleMemory() {
    var state = Example.start(alpha: 500)
    state.answer()
    let fresh = row(.memory, state)
    state.press(.right)
    let stale = row(.memory, state)
    #expect(stale.here == fresh.here.map { Dated($0.value, isStale: true) })
    #expect(stale.reference == fresh.reference.map { Dated($0.value, isStale: true) })
    #expect(stale.factor == fresh.factor.map { Dated($0.value, isStale: true) })
  }

  @Test("a fresh figure is never divided by a stale one")
  func mixed() {
    var state = Example.start(alpha: 500)
    state.answer()
    state.press(.right)
    var snapshot = Example.answer(to: state)
    snapshot.fullLatency = nil
    _ = reduce(&state, .snapshot(snapshot))
    let latency = row(.latency, state)
    #expect(latency.here == Dated(30))
    #expect(latency.reference == Dated(100, isStale: true))
    #expect(latency.factor == nil)
  }
}

@Suite("Figures by themselves: the gatekeeper of fresh and stale")
struct FiguresPartTests {
  private let catalogue = Example.measured
  private let choice = Example.start(alpha: 500).choice
  private var begun: Figures { Figures(choice, in: catalogue) }

  /// What the engine tells of a generation.
  private func news(_ generation: Int, milliseconds: Double? = 5, predicts: Bool = true) -> Snapshot
  {
    var snapshot = Snapshot(generation: generation)
    snapshot.latency = milliseconds.map(Example.latency)
    snapshot.fullLatency = milliseconds.map { Example.latency(4 * $0) }
    if predicts {
      snapshot.ranking = [7]
      snapshot.predictions = [Example.prediction(7, probability: 0.5)]
    }
    return snapshot
  }

  private func changed(_ change: (inout Choice) -> Void) -> Choice {
    var changed = choice
    change(&changed)
    return changed
  }

  @Test("begin with structure alone, the pinned network's too")
  func begin() {
    #expect(begun.architecture == Architecture(choice.setting))
    #expect(begun.fullArchitecture == Architecture(choice.setting.full))
    #expect(
      begun.pinnedArchitecture == nil && begun.referenceArchitecture == begun.fullArchitecture)
    #expect(begun.generation == 0 && begun.current == Snapshot(generation: 0))
    #expect(begun.previous == nil && begun.builtInChecksum == nil && begun.truth == nil)
    var pinned = choice
    pinned.perform(.pin, in: catalogue)
    let figures = Figures(pinned, in: catalogue)
    #expect(figures.pinnedArchitecture == figures.architecture)
    #expect(figures.referenceArchitecture == figures.architecture)
  }

  @Test("stay as they are when nothing that runs has changed")
  func unchanged() {
    var figures = begun
    figures.take(news(0))
    let before = figures
    figures.follow(choice, in: catalogue)
    #expect(figures == before)
    let paused = changed { $0.isPaused = true }
    figures.follow(paused, in: catalogue)
    var expected = before
    expected.choice = paused
    #expect(figures == expected)
    var pinned = paused
    pinned.perform(.pin, in: catalogue)
    figures.follow(pinned, in: catalogue)
    (expected.choice, expected.pinnedArchitecture) = (pinned, before.architecture)
    #expect(figures == expected)
    figures.follow(paused, in: catalogue)
    (expected.choice, expected.pinnedArchitecture) = (paused, nil)
    #expect(figures == expected)
  }

  @Test("of another network are asked for anew, and what has answered is kept as before")
  func another() {
    var figures = begun
    figures.take(news(0))
    let before = figures
    let wider = changed { $0.setting.alpha = Example.width(750) }
    figures.follow(wider, in: catalogue)
    var expected = before
    expected.choice = wider
    expected.architecture = Architecture(wider.setting)
    expected.previous = Answered(
      choice: choice, architecture: before.architecture, snapshot: before.current)
    expected.generation = 1
    expected.current = Snapshot(generation: 1)
    #expect(figures == expected)
    // What has not answered does not take the place of what has.
    figures.take(news(1, milliseconds: nil))
    figures.follow(choice, in: catalogue)
    expected.choice = choice
    expected.architecture = before.architecture
    expected.generation = 2
    expected.current = Snapshot(generation: 2)
    #expect(figures == expected)
  }

  @Test("take classes and truth from the picture and the weights chosen")
  func truth() {
    let labelled = Catalogue(
      pictures: ["n7", "n300", nil].map {
        PictureEntry(name: "p", argument: "p", label: $0)
      }, weights: [Example.builtIn, Example.single], instructionSets: [.avx2], maximumThreads: 1)
    var figures = Figures(choice, in: labelled)
    #expect(figures.truth == RightAnswer(index: 7, label: "class 7"))
    figures.follow(changed { $0.picture = 1 }, in: labelled)
    #expect(figures.truth == nil && figures.family == Example.builtIn && figures.generation == 1)
    figures.follow(changed { ($0.picture, $0.weights) = (1, 1) }, in: labelled)
    #expect(figures.truth == RightAnswer(index: 300, label: "class 300"))
    #expect(figures.family == Example.single && figures.generation == 2)
  }

  @Test(
    "count as answered with a latency and, where there is anything to predict, a prediction",
    arguments: [
      (Variant.separable, true, true, false, true), (.separable, true, false, false, false),
      (.separable, false, true, false, false), (.separable, true, false, true, true),
      (.standard, true, false, false, true), (.standard, false, false, false, false),
    ])
  func answered(
    variant: Variant, isTimed: Bool, isPredicted: Bool, hasFailed: Bool, counts: Bool
  ) {
    var figures = Figures(changed { $0.setting.variant = variant }, in: catalogue)
    var snapshot = news(0, milliseconds: isTimed ? 5 : nil, predicts: isPredicted)
    snapshot.weightsFailure = hasFailed ? "gone" : nil
    figures.take(snapshot)
    figures.follow(changed { $0.threads = 2 }, in: catalogue)
    #expect((figures.previous != nil) == counts)
  }

  @Test("keep the checksum of the built-in weights once it is known")
  func checksum() {
    var figures = begun
    var first = news(0)
    first.builtInChecksum = "ab"
    figures.take(first)
    figures.take(news(0))
    #expect(figures.builtInChecksum == "ab" && figures.current == news(0))
    figures.follow(changed { $0.weights = 1 }, in: catalogue)
    #expect(figures.builtInChecksum == "ab")
  }

  @Test("are fresh where this setting has a value, else stale, else none")
  func dated() {
    var figures = begun
    #expect(figures.latency == nil && figures.fullLatency == nil)
    #expect(figures.cost(.latency) == nil)
    #expect(figures.cost(.parameters) == Dated(Double(figures.architecture.parameters)))
    figures.take(news(0))
    #expect(figures.cost(.latency) == Dated(5))
    figures.follow(changed { $0.setting.side = 64 }, in: catalogue)
    #expect(figures.cost(.latency) == Dated(5, isStale: true))
    #expect(figures.fullLatency == Dated(Example.latency(20), isStale: true))
    #expect(figures.cost(.multiplyAdds) == Dated(Double(figures.architecture.multiplyAdds)))
    figures.take(news(1, milliseconds: 2))
    #expect(figures.cost(.latency) == Dated(2))
    #expect(figures.fullLatency == Dated(Example.latency(8)))
    #expect(Dated(2, isStale: true).map { $0 * 3 } == Dated(6, isStale: true))
  }

  @Test("of α = ρ = 1 outlive a move on the plane and no other network")
  func full() {
    let changes: [(isSame: Bool, change: (inout Choice) -> Void)] = [
      (true, { $0.setting.alpha = .one }), (true, { $0.setting.side = 32 }),
      (true, { $0.threads = 2 }), (false, { $0.setting.variant = .shallow }),
      (false, { $0.setting.baseSide = 160 }), (false, { $0.setting.classes = 9 }),
      (false, { $0.setting.rhoRule = .filters }),
    ]
    for (isSame, change) in changes {
      var figures = begun
      figures.take(news(0))
      figures.follow(changed(change), in: catalogue)
      #expect((figures.fullLatency != nil) == isSame)
      #expect(figures.latency == Dated(Example.latency(5), isStale: true))
    }
  }
}
