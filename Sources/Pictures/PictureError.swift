import Files

/// Why a picture was refused: the file as it was named, and what is wrong with it.
public struct PictureError: Error, Equatable, Sendable {
  /// What is wrong. Texts name the detail: what the header claims, the decoder's own words.
  public enum Kind: Error, Equatable, Sendable {
    case empty
    /// None of the formats that are read, nor one that is known by name.
    case unknownFormat
    /// The data ends before the picture does.
    case truncated
    /// The data are not what they were when the file was written.
    case checksum(String)
    /// The data break the rules of their format.
    case malformed(String)
    /// A picture of a kind that is not read here, such as GIF or lossless JPEG.
    case unsupported(String)
    /// Claims more than `Size` allows, or is too long a file.
    case tooLarge(String)
    /// The system did not give the file's bytes.
    case unreadable(String)
  }

  /// As the caller named it.
  public let file: String
  /// What is wrong with it.
  public let kind: Kind

  /// A refusal of the file that errors are to call `file`.
  public init(file: String, kind: Kind) {
    self.file = file
    self.kind = kind
  }

  init(_ refused: UnreadableFile) {
    file = refused.file
    kind =
      switch refused.problem {
      case .tooLarge(let bytes, _): .tooLarge("a file of \(bytes >> 20) MiB")
      case .refused, .notRegular, .shortened: .unreadable(refused.reason)
      }
  }
}

extension PictureError: CustomStringConvertible {
  /// One line: the file, what is wrong, the mend.
  public var description: String {
    let (wrong, mend) = sentence
    return "\(file): \(wrong); \(mend)"
  }

  private var sentence: (wrong: String, mend: String) {
    switch kind {
    case .empty:
      ("the file is empty", "give a JPEG, PNG, PPM or PGM picture")
    case .unknownFormat:
      ("not a JPEG, PNG, PPM or PGM picture", "convert it to one of them")
    case .truncated:
      ("the picture's data ends early", "fetch or save the file again")
    case .checksum(let detail):
      ("a checksum is wrong (\(detail))", "fetch or save the file again")
    case .malformed(let detail):
      ("the picture is damaged (\(detail))", "fetch or save the file again")
    case .unsupported(let what):
      ("\(what) is not supported", "save it as a plain JPEG, PNG, PPM or PGM picture")
    case .tooLarge(let claim):
      ("\(claim) is too large", "shrink it to \(Size.limit)")
    case .unreadable(let reason):
      ("cannot be read (\(reason))", "give a picture file that can be read")
    }
  }
}
