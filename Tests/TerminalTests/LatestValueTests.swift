import Glibc
import Terminal
import Testing

struct LatestValueTests {
  @Test("only the newest value is kept")
  func newest() {
    let box = LatestValue<Int>()
    #expect(box.take() == nil)
    #expect(box.put(1))
    #expect(!box.put(2))
    #expect(box.take() == 2)
    #expect(box.take() == nil)
    #expect(box.put(3))
  }

  @Test("of values put by another thread, in order, none comes late and the last one comes")
  func threads() async {
    let box = LatestValue<Int>()
    let last = 20_000
    async let writing: Void = Task.detached {
      for value in 1...last { box.put(value) }
    }.value
    var seen = 0
    while seen < last {
      if let value = box.take() {
        #expect(value > seen)
        seen = value
      }
      await Task.yield()
    }
    await writing
    #expect(box.take() == nil)
  }
}
