import Dispatch
import Synchronization

/// A box for the newest value only, between two threads: a newer value replaces one not yet taken,
/// so whatever happens faster than it can be answered never builds a queue.
public final class Mailbox<Value: Sendable>: Sendable {
  private let box = Mutex<Value?>(nil)
  /// Counts puts into an empty box: one signal for each value that a taker can find.
  private let filled = DispatchSemaphore(value: 0)

  /// An empty box.
  public init() {}

  /// Puts a value in, replacing the one that lies there. True where the box was empty: then
  /// whoever sleeps beside it wants waking.
  @discardableResult
  public func put(_ value: Value) -> Bool {
    let wasEmpty = box.withLock { content in
      defer { content = value }
      return content == nil
    }
    if wasEmpty { filled.signal() }
    return wasEmpty
  }

  /// Whether a value waits.
  public var isEmpty: Bool { box.withLock { $0 == nil } }

  /// Takes the value, if there is one.
  public func take() -> Value? {
    filled.wait(timeout: .now()) == .success ? empty() : nil
  }

  /// Sleeps until there is a value and takes it.
  public func wait() -> Value? {
    filled.wait()
    return empty()
  }

  /// Sleeps until there is a value, or for so many nanoseconds at most.
  public func wait(nanoseconds: UInt64) -> Value? {
    let limit = DispatchTime.now() + .nanoseconds(Int(clamping: nanoseconds))
    return filled.wait(timeout: limit) == .success ? empty() : nil
  }

  private func empty() -> Value? {
    box.withLock { content in
      defer { content = nil }
      return content
    }
  }
}
