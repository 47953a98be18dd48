/// How a figure came about: what it may be relied on for.
public enum Provenance: String, Sendable {
  /// By the user.
  case chosen
  /// From the architecture, or from other figures, by arithmetic.
  case computed
  /// On this host, by this program; accuracy on named pictures.
  case measured
  /// Between measured figures.
  case interpolated
  /// By others, who are named.
  case published
}
