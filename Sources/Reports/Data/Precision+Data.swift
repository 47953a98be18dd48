import Engine

extension Precision {
  /// As data tell it; nil where there is no such precision.
  ///
  /// - Parameters:
  ///   - name: absent in files of programs that knew float32 only.
  ///   - weightBits: of int8 alone; absent in files of programs that knew the usual quantisation only.
  ///   - scales: as `weightBits`.
  init?(data name: String?, weightBits: Int?, scales: String?) {
    let usual = Quantisation.usual
    let bits = weightBits ?? usual.weightBits
    guard Quantisation.bits.contains(bits),
      let scales = Quantisation.Scales(rawValue: scales ?? usual.scales.rawValue)
    else { return nil }
    self.init(
      name: name ?? Precision.float32.name, Quantisation(weightBits: bits, scales: scales))
    if self == .float32, weightBits != nil { return nil }
  }
}

extension [Precision] {
  /// Columns of CSV that stand behind the others where one of these is quantised in another way than usual.
  var quantisationNames: String { isUsual ? "" : ",weight_bits,scales" }

  /// Those columns' fields for one of these, empty in float32.
  func quantisationFields(of precision: Precision) -> [String] {
    guard !isUsual else { return [] }
    let quantisation = precision.quantisation
    return [
      quantisation.map { "\($0.weightBits)" } ?? "", quantisation?.scales.rawValue ?? "",
    ]
  }

  private var isUsual: Bool { allSatisfy { $0 == $0.arithmetic } }
}
