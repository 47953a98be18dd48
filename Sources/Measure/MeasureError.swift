import Files

/// What can be wrong with what a measurement reads or writes.
///
/// Every case names the file; the sentence is made in `description`.
public enum MeasureError: Error, Hashable, Sendable {
  /// The system refuses to open or read it, for this reason.
  case unreadable(file: String, reason: String)
  case unwritable(UnwritableFile)
  /// A pipe, a device.
  case notRegular(file: String)
  case tooLarge(file: String, bytes: Int, limit: Int)
  /// A compressed archive.
  case compressed(file: String)
  case badArchive(file: String, problem: String)
  case badList(file: String, line: Int, problem: String)
  case badBoxes(file: String, line: Int, problem: String)
  /// Boxes, but of other pictures.
  case noBoxes(file: String, dataset: String)
  /// Something else than a data set; `found` says what.
  case noDataset(file: String, found: String)
  /// A data set without a single picture that can be read.
  case noPictures(dataset: String, otherFormats: Int = 0)
  /// Pictures, but none in a class that the weights know.
  case noKnownClass(dataset: String, pictures: Int)
  /// Not a result that `evaluate` or `sweep` has written.
  case notAResult(file: String, problem: String)
  /// A result of other pictures, weights or settings.
  case anotherMeasurement(file: String, difference: String)
  /// A part that has been counted already.
  case countedTwice(file: String, part: String)
}

extension MeasureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): cannot be read: \(reason); check the path and its permissions"
    case .unwritable(let error): error.description
    case .notRegular(let file):
      "\(file): not a regular file; give a folder, a tar archive or a file"
    case .tooLarge(let file, let bytes, let limit):
      "\(file): \(bytes) bytes, more than the \(limit) that are read; give a smaller file"
    case .compressed(let file):
      "\(file): the archive is compressed; unpack it to a plain tar first"
    case .badArchive(let file, let problem):
      "\(file): not a sound tar archive: \(problem); copy or pack it anew"
    case .badList(let file, let line, let problem):
      "\(file): line \(line): \(problem); give a path, a tab and a class in each line"
    case .badBoxes(let file, let line, let problem):
      "\(file): line \(line): \(problem); give a path, a tab and left, top, right, bottom in each line"
    case .noBoxes(let file, let dataset):
      "\(file): no box of a picture in \(dataset); name the pictures as there: folder/name"
    case .noDataset(let file, let found):
      "\(file): \(found), no data set; give a folder, a tar archive, or a list of paths and classes"
    case .noPictures(let dataset, 0):
      "\(dataset): no picture in it; give folders of JPEG, PNG, PPM or PGM files, one per class"
    case .noPictures(let dataset, let others):
      "\(dataset): only pictures of formats that are not read (\(others)); "
        + "convert them to JPEG, PNG, PPM or PGM"
    case .noKnownClass(let dataset, let pictures):
      "\(dataset): \(pictures == 1 ? "its picture is" : "its \(pictures) pictures are") in no class "
        + "that the weights know; name the folders after classes, such as n01443537 or goldfish"
    case .notAResult(let file, let problem):
      "\(file): not a result of this command: \(problem); give a file that it wrote as JSON"
    case .anotherMeasurement(let file, let difference):
      "\(file): belongs to another measurement (\(difference)); give the file of this one"
    case .countedTwice(let file, let part):
      "\(file): \(part) is counted already; give each part once"
    }
  }
}
