import Testing

@testable import Measure

@Suite("A mailbox")
struct MailboxTests {
  @Test("holds the newest value only")
  func newest() {
    let box = Mailbox<Int>()
    #expect(box.put(1))
    #expect(!box.put(2))
    #expect(!box.put(3))
    #expect(box.take() == 3)
    #expect(box.take() == nil)
    #expect(box.put(4))
    #expect(box.wait() == 4)
  }

  @Test("says whether a value waits")
  func isEmpty() {
    let box = Mailbox<Int>()
    #expect(box.isEmpty)
    box.put(1)
    #expect(!box.isEmpty)
    _ = box.take()
    #expect(box.isEmpty)
  }

  @Test("gives nothing when the time is up")
  func timeout() {
    #expect(Mailbox<Int>().wait(nanoseconds: 1) == nil)
  }

  @Test("hands the last of many values from one thread to another")
  func betweenThreads() async {
    let box = Mailbox<Int>()
    let taker = Task.detached {
      var seen: [Int] = []
      while seen.last != 1000 { if let value = box.wait() { seen.append(value) } }
      return seen
    }
    for value in 1...1000 { box.put(value) }
    let seen = await taker.value
    #expect(seen == seen.sorted())
    #expect(seen.last == 1000)
  }
}
