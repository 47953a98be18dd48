import Synchronization
import Testing

@testable import Engine

@Suite("How threads wait for each other")
struct MeetingTests {
  @Test("a bell wakes its sleeper, however long the other takes")
  func bell() throws {
    let (bell, turn, done) = (Bell(), AtomicLine(), Bell())
    let seen = AtomicLine()
    try startThread {
      for round in 1...100 {
        bell.sleep { turn.value.load(ordering: .sequentiallyConsistent) >= round }
        bell.wait { turn.value.load(ordering: .sequentiallyConsistent) >= round }
        seen.value.store(round, ordering: .sequentiallyConsistent)
        done.ring()
      }
    }
    for round in 1...100 {
      turn.value.store(round, ordering: .sequentiallyConsistent)
      bell.ring()
      done.wait { seen.value.load(ordering: .sequentiallyConsistent) >= round }
    }
    #expect(seen.value.load(ordering: .sequentiallyConsistent) == 100)
  }

  @Test("behind a barrier all see what any has written, and every strip is claimed once")
  func meeting() {
    let threads = 3
    let meeting = Meeting(threads: threads)
    meeting.reset()
    let numbers = AtomicLine()
    let claimed = Mutex<[Int]>([])
    let counts = Mutex<[Int]>([])
    Processor.concurrently(threads: threads) {
      let thread = numbers.value.add(1, ordering: .relaxed).oldValue
      for step in 0..<10 {
        var strip = meeting.claim(step, thread: thread, after: -1)
        while strip < 5 {
          claimed.withLock { $0.append(step * 5 + strip) }
          strip = meeting.claim(step, thread: thread, after: strip)
        }
        meeting.wait(thread: thread)
        counts.withLock { $0.append(claimed.withLock(\.count) - (step + 1) * 5) }
        meeting.wait(thread: thread)
      }
    }
    #expect(claimed.withLock { $0.sorted() } == Array(0..<50))
    #expect(counts.withLock { $0.allSatisfy { $0 == 0 } })
  }
}
