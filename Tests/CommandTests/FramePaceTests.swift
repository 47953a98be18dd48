import Testing

@testable import mobilenet_explorer

struct FramePaceTests {
  private let start = ContinuousClock.now

  @Test func nothingWaitsOnATerminalOfThisHost() {
    var pace = FramePace(isDistant: false)
    for _ in 0..<10 { pace.draw(at: start) }
    #expect(pace.mayChange(at: start))
    #expect(pace.due(after: start) == start)
  }

  @Test func overSSHThreeFramesComeAtOnceAndThenFiveASecond() {
    var pace = FramePace(isDistant: true)
    var now = start
    var drawn: [Duration] = []
    // A key that is held for three seconds.
    while now - start < .seconds(3) {
      if pace.mayChange(at: now) {
        pace.draw(at: now)
        drawn.append(now - start)
      }
      now += .milliseconds(30)
    }
    #expect(drawn.prefix(3) == [.zero, .milliseconds(30), .milliseconds(60)])
    #expect((13...17).contains(drawn.count), "\(drawn)")
  }

  @Test func aSlowLineHasOneFrameAtATime() {
    var pace = FramePace(isDistant: false, isSlow: true)
    #expect(pace.part(at: start) == .whole)
    pace.drew(.whole, for: .seconds(2), at: start)
    #expect(pace.rest == nil)
    pace.type(at: start + .seconds(1))
    #expect(pace.part(at: start + .seconds(1)) == .nothing)
    pace.drew(.nothing, for: .zero, at: start + .seconds(1))
    #expect(pace.rest == start + .seconds(2))
    #expect(pace.part(at: start + .seconds(2)) == .whole)
  }

  @Test func aKeyComesBetweenThePiecesOfAFrameOnASlowLine() {
    var pace = FramePace(isDistant: false, isSlow: true)
    pace.drew(.piece, for: .milliseconds(300), at: start)
    #expect(pace.rest == start + .milliseconds(300))
    #expect(pace.part(at: start + .milliseconds(300)) == .whole)
    pace.type(at: start + .milliseconds(200))
    #expect(pace.part(at: start + .milliseconds(300)) == .setting)
  }

  @Test func aSlowLineHasTheSettingAloneWhileKeysCome() {
    var pace = FramePace(isDistant: false, isSlow: true)
    pace.type(at: start)
    #expect(pace.part(at: start) == .setting)
    pace.drew(.setting, for: .milliseconds(200), at: start)
    #expect(pace.rest == start + .milliseconds(300))
    pace.type(at: start + .milliseconds(250))
    #expect(pace.part(at: start + .milliseconds(300)) == .setting)
    #expect(pace.part(at: start + .milliseconds(550)) == .whole)
    pace.drew(.whole, for: .seconds(2), at: start + .milliseconds(550))
    #expect(pace.rest == nil)
  }

  @Test func aFrameWaitsAMomentForTheAnswer() {
    let pace = FramePace(isDistant: true)
    #expect(pace.due(after: start) == start + .milliseconds(10))
  }
}
