import Testing

@testable import MobileNet

@Suite("The paper's formulas of cost")
struct CostFormulaTests {
  private let half = Setting(
    alpha: .one.moved(byThousandths: -500), side: 56, baseSide: 112, classes: 10)

  @Test(
    "tell what multiply-adds and parameters fall to, beside α = ρ = 1 and beside another network")
  func formulas() {
    let multiplyAdds = CostFormula.multiplyAdds(of: half, beside: half.full)
    #expect(multiplyAdds?.symbols == "α²ρ²" && multiplyAdds?.value == 1.0 / 16)
    let parameters = CostFormula.parameters(of: half, beside: half.full)
    #expect(parameters?.symbols == "α²" && parameters?.value == 1.0 / 4)
    #expect(CostFormula.multiplyAdds(of: half.full, beside: half)?.value == 16)
  }

  @Test(
    "have further powers of ρ where the filters follow it, and none between networks of two kinds")
  func kinds() {
    var literal = half
    literal.rhoRule = .filters
    #expect(CostFormula.multiplyAdds(of: literal, beside: literal.full)?.symbols == "α²ρ⁶")
    #expect(CostFormula.parameters(of: literal, beside: literal.full)?.symbols == "α²ρ⁴")
    #expect(CostFormula.multiplyAdds(of: literal, beside: half) == nil)
    var standard = half
    standard.variant = .standard
    #expect(CostFormula.parameters(of: half, beside: standard) == nil)
  }
}
