/// A variable of the environment; nil where it is not set.
public func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
