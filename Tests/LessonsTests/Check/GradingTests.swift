import MobileNet
import Testing

@testable import Lessons

/// α in thousandths and sides at which every mistake changes something.
private let places = [(370, 96), (550, 64), (730, 80), (870, 104), (610, 48)]

private func settings(_ variant: Variant) -> [Setting] {
  places.compactMap { thousandths, side in
    WidthMultiplier(thousandths: thousandths).map {
      Setting(alpha: $0, side: side, baseSide: 112, variant: variant, classes: 200)
    }
  }
}

@Suite("A student's table")
struct GradingTests {
  @Test("that is right is all right, at every setting", arguments: Variant.allCases)
  func right(variant: Variant) throws {
    let more = [250, 500, 750, 1000].compactMap { WidthMultiplier(thousandths: $0) }.flatMap {
      alpha in
      [32, 100, 112, 224].map {
        Setting(alpha: alpha, side: $0, baseSide: 112, variant: variant, classes: 200)
      }
    }
    for setting in settings(variant) + more {
      let work = StudentWork(setting)
      #expect(try work.graded(setting).isAllRight)
      let counted = Reckoning(setting).lines().dropLast()
      #expect(counted.map(\.multiplyAdds) == work.lines.map(\.multiplyAdds))
    }
  }

  @Test(
    "with one kind of mistake has it named, and no right row accused", arguments: Mistake.allCases,
    Variant.allCases)
  func oneMistake(mistake: Mistake, variant: Variant) throws {
    for setting in settings(variant) {
      let work = StudentWork(setting, mistake)
      let grading = try work.graded(setting)
      let truth = StudentWork(setting)
      #expect(!grading.isAllRight)
      for (row, lines) in zip(grading.rows, zip(work.lines, truth.lines)) {
        if lines.0 == lines.1 {
          #expect(row.isRight, "\(row)")
        } else {
          #expect(row.mistakes == [mistake], "α \(setting.alpha) side \(setting.side): \(row)")
        }
      }
    }
  }

  @Test(
    "with two kinds of mistake in turns has each named where it is", arguments: Mistake.allCases)
  func twoMistakes(first: Mistake) throws {
    for second in Mistake.allCases where second != first {
      for setting in settings(.separable).prefix(2) {
        var work = StudentWork(setting, first)
        let other = StudentWork(setting, second)
        let truth = StudentWork(setting)
        // Layer by layer in pairs, so that both kinds of layers have both mistakes.
        let isSecond = { (index: Int) in index / 2 % 2 == 1 }
        for index in work.lines.indices where isSecond(index) {
          work.lines[index] = other.lines[index]
        }
        for (index, row) in try work.graded(setting).rows.enumerated() {
          let isWrong = work.lines[index] != truth.lines[index]
          #expect(row.isRight == !isWrong)
          if isWrong {
            #expect(
              row.mistakes == [isSecond(index) ? second : first],
              "with \(second), α \(setting.alpha): \(row)")
          }
        }
      }
    }
  }

  @Test("with two mistakes in one figure has both named")
  func together() throws {
    let setting = settings(.separable)[0]
    var work = StudentWork(setting, .padding)
    for index in work.lines.indices { work.lines[index].multiplyAdds *= 2 }
    let rows = try work.graded(setting).rows.filter { $0.name.hasSuffix(".pw") }
    #expect(rows.allSatisfy { Set($0.mistakes) == [.padding, .flops] }, "\(rows)")
  }

  @Test("has its sums checked in the row total")
  func total() throws {
    let setting = settings(.separable)[1]
    let architecture = Architecture(setting)
    let classifier = architecture.layers[architecture.layers.count - 1]
    let row = { (work: Int, weights: Int) throws in
      let csv = "name,multiply_adds,parameters\ntotal,\(work),\(weights)"
      return Grading(try StudentTable(Array(csv.utf8), file: "a"), of: setting).rows[0]
    }
    #expect(try row(architecture.multiplyAdds, architecture.parameters).isRight)
    let without = try row(
      architecture.multiplyAdds - classifier.multiplyAdds,
      architecture.parameters - classifier.parameters)
    #expect(without.mistakes == [.classifierLeftOut])
    #expect(try row(2 * architecture.multiplyAdds, architecture.parameters).mistakes == [.flops])
    #expect(
      try row(
        architecture.multiplyAdds,
        architecture.parameters + architecture.biases + architecture.batchNormParameters
      ).mistakes == [.biasCounted])
  }

  @Test("takes rounded figures, columns in any order, and any part of the rows")
  func rounded() throws {
    let setting = try #require(
      WidthMultiplier("0.75").map { Setting(alpha: $0, side: 80, baseSide: 112, classes: 200) })
    let csv = """
      Output;Name;Multiply-Adds
      20×20×96;block3.dw;0.35 M
      (20, 20, 96);block3.pw;3,686,400
      ;conv0;"1 036 800"
      200;classifier;154k
      ;total;44.0 M
      """
    let grading = Grading(try StudentTable(Array(csv.utf8), file: "a"), of: setting)
    #expect(grading.isAllRight && grading.rows.count == 5, "\(grading.text)")
  }

  @Test("becomes a line a row")
  func text() throws {
    let setting = Setting(alpha: .half, side: 112, baseSide: 112, classes: 200)
    let csv =
      "name,multiply_adds,parameters\nblock3.dw,1806336,\nblock3.pw,,4\nblock99.pw,1,1\nconv0\u{7},1,1\n"
    let grading = Grading(try StudentTable(Array(csv.utf8), file: "a"), of: setting)
    #expect(
      grading.text == """
        block3.dw: multiply-adds 1806336, here 451 584: stride forgotten: with stride 2 a map has half as many rows and columns
        block3.pw: parameters 4, here 4 096: no usual mistake gives this
        block99.pw: no such layer in this network
        conv0^G: no such layer in this network
        0 of 4 rows right
        """)
  }
}
