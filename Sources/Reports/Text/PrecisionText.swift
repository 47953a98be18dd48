import Engine

extension Precision {
  /// Where a figure was measured: `in int8`, `with int4 weights`, `in int8, one scale`.
  public var place: String {
    (quantisation?.weightBits ?? 8) < 8 ? "with \(self)" : "in \(self)"
  }
}
