/// Times a piece of work: nanoseconds on the monotonic clock.
func nanoseconds(of work: () -> Void) -> UInt64 {
  let begun = ContinuousClock.now
  work()
  return (ContinuousClock.now - begun).nanoseconds
}

extension Duration {
  var nanoseconds: UInt64 {
    UInt64(components.seconds) * 1_000_000_000 + UInt64(components.attoseconds / 1_000_000_000)
  }

  var milliseconds: Double { Double(nanoseconds) / 1e6 }
}
