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

  @Test func aFrameWaitsAMomentForTheAnswer() {
    let pace = FramePace(isDistant: true)
    #expect(pace.due(after: start) == start + .milliseconds(10))
  }
}
