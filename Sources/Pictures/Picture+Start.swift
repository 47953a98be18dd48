/// What the first bytes of a file say of it.
public enum PictureStart: Equatable, Sendable {
  /// A format that is read.
  case readable
  /// A picture of another format.
  case other
  /// No picture that is known here.
  case none

  /// So many bytes are enough to tell.
  public static let length = 16

  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { buffer in
      do throws(PictureError.Kind) {
        _ = try Format(Bytes(buffer: buffer))
        return .readable
      } catch {
        guard case .unsupported = error else { return .none }
        return .other
      }
    }
  }
}
