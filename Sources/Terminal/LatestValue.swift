import Synchronization

/// A box that holds at most one value, the newest: how threads tell each other where things stand.
///
/// It is not a queue: what nobody took in time is replaced, so a slow reader never falls behind.
public final class LatestValue<Value: Sendable>: Sendable {
  private let box = Mutex<Value?>(nil)

  public init() {}

  /// Replaces what is in the box.
  ///
  /// - Returns: Whether the box was empty; only then does the reader need waking.
  @discardableResult
  public func put(_ value: Value) -> Bool {
    box.withLock { present in
      defer { present = value }
      return present == nil
    }
  }

  /// Empties the box: the newest value, or nil if there is none since the last call.
  public func take() -> Value? {
    box.withLock { present in
      defer { present = nil }
      return present
    }
  }
}
