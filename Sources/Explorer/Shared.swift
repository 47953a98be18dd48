/// A large value that lies in memory once, for all that hold it.
///
/// A state has hundreds of parts. Each type that held one by itself came with its own functions to copy and to destroy
/// all of them: 1.1 MB of the program.
@propertyWrapper
public struct Shared<Value: Sendable>: Sendable {
  @usableFromInline var box: Box

  @usableFromInline
  final class Box: Sendable {
    @usableFromInline let value: Value

    @inlinable
    init(_ value: Value) { self.value = value }
  }

  @inlinable
  public init(wrappedValue: Value) { box = Box(wrappedValue) }

  /// The value; another one lies in another place.
  @inlinable public var wrappedValue: Value {
    get { box.value }
    set { box = Box(newValue) }
  }
}
