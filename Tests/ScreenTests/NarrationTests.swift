import Measure
import MobileNet
import Testing

@testable import Explorer
@testable import Screen

@Suite("Narration")
struct NarrationTests {
  private func lines(after keys: String, from state: State = Example.explored()) -> [String] {
    var now = state
    for key in keys { now.press(.character(key)) }
    return Narration(from: state, to: now).lines
  }

  @Test("begins with the picture, the setting and its figures")
  func opening() {
    let lines = Narration(from: nil, to: Example.explored()).lines
    #expect(lines.count == 1)
    for words in ["α ", "ρ ", "multiply-adds", "parameters", "ms", "%", "q leaves"] {
      #expect(lines[0].contains(words), "\(lines)")
    }
  }

  @Test("answers a dial with what it was and what it is")
  func dials() {
    let state = Example.explored()
    var now = state
    now.press(.character("1"))
    let line = Narration(from: state, to: now).lines[0]
    #expect(line.hasPrefix("α 0.25: "))
    #expect(line.contains("(was "))
    #expect(!Narration(from: state, to: now).isReady)
    #expect(Narration(from: state, to: state).isReady)
  }

  @Test("says when a key changes nothing")
  func nothing() {
    #expect(lines(after: "") == ["nothing changes"])
  }

  @Test("tells the layer that was chosen, with its figures")
  func layers() {
    let line = lines(after: "j")[0]
    #expect(line.hasPrefix("block1.dw: depthwise 3×3, stride 1; out "))
    #expect(line.contains(" parameters, ") && line.contains("sees "))
    #expect(lines(after: "s")[0].hasPrefix("by time: "))
  }

  @Test("every key that help lists is answered by words, and none by a drawing")
  func everyKey() {
    let state = Example.explored()
    for binding in Help(state).bindings {
      for key in binding.commands.keys {
        var now = state
        now.press(key)
        let lines = Narration(from: state, to: now).lines
        #expect(!lines.isEmpty)
        for line in lines {
          let hasWords = line.contains { $0.isLetter }
          #expect(hasWords, "\(key): \(line)")
          let drawn = line.unicodeScalars.contains {
            (0x2500...0x259F).contains($0.value) && $0 != "─"
          }
          #expect(!drawn, "\(key): \(line)")
        }
      }
    }
  }

  @Test("what is laid over the picture or hidden is told")
  func looking() {
    #expect(lines(after: "c") != ["nothing changes"])
    #expect(lines(after: "H") == ["answers are hidden"])
  }

  @Test("a pane's maps are left out, their numbers are told")
  func maps() {
    for line in lines(after: "m") { #expect(!line.contains("··")) }
  }

  @Test("reads the list of keys, then the line that is chosen")
  func help() {
    let lines = lines(after: "?")
    #expect(lines.contains { $0.hasPrefix("q: leave") })
    var state = Example.explored()
    state.press(.character("?"))
    #expect(self.lines(after: "j", from: state).count == 1)
  }

  @Test("hides what the network answers where that is hidden")
  func hidden() {
    var state = Example.explored()
    state.press(.character("H"))
    let line = Narration(from: nil, to: state).lines[0]
    #expect(line.contains("the answer is hidden"))
    #expect(!line.contains("%"))
  }
}
