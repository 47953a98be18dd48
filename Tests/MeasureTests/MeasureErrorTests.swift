import Files
import Testing

@testable import Measure

@Suite("What a person reads of a measurement that can't be")
struct MeasureErrorTests {
  @Test(
    "one sentence: the file, what is wrong, the mend",
    arguments: [
      (
        .unreadable(file: "a", reason: "Permission denied"),
        "a: cannot be read: Permission denied; check the path and its permissions"
      ),
      (
        .unwritable(UnwritableFile("a", reason: "it is read-only")),
        "a: cannot be written: it is read-only; choose another place"
      ),
      (
        .notRegular(file: "a"), "a: not a regular file; give a folder, a tar archive or a file"
      ),
      (
        .tooLarge(file: "a", bytes: 9, limit: 5),
        "a: 9 bytes, more than the 5 that are read; give a smaller file"
      ),
      (
        .compressed(file: "a"), "a: the archive is compressed; unpack it to a plain tar first"
      ),
      (
        .badArchive(file: "a", problem: "it ends early"),
        "a: not a sound tar archive: it ends early; copy or pack it anew"
      ),
      (
        .badBoxes(file: "a", line: 3, problem: "no text"),
        "a: line 3: no text; give a path, a tab and left, top, right, bottom in each line"
      ),
      (
        .noBoxes(file: "a", dataset: "b"),
        "a: no box of a picture in b; name the pictures as there: folder/name"
      ),
      (
        .badList(file: "a", line: 3, problem: "no text"),
        "a: line 3: no text; give a path, a tab and a class in each line"
      ),
      (
        .noDataset(file: "a", found: "a picture"),
        "a: a picture, no data set; give a folder, a tar archive, or a list of paths and classes"
      ),
      (
        .noPictures(dataset: "a"),
        "a: no picture in it; give folders of JPEG, PNG, PPM or PGM files, one per class"
      ),
      (
        .noPictures(dataset: "a", otherFormats: 4),
        "a: only pictures of formats that are not read (4); convert them to JPEG, PNG, PPM or PGM"
      ),
      (
        .noKnownClass(dataset: "a", pictures: 1),
        "a: its picture is in no class that the weights know; name the folders after classes, "
          + "such as n01443537 or goldfish"
      ),
      (
        .noKnownClass(dataset: "a", pictures: 2),
        "a: its 2 pictures are in no class that the weights know; name the folders after classes, "
          + "such as n01443537 or goldfish"
      ),
      (
        .notAResult(file: "a", problem: "no JSON"),
        "a: not a result of this command: no JSON; give a file that it wrote as JSON"
      ),
      (
        .anotherMeasurement(file: "a", difference: "other settings"),
        "a: belongs to another measurement (other settings); give the file of this one"
      ),
      (
        .countedTwice(file: "a", part: "part 1/3"),
        "a: part 1/3 is counted already; give each part once"
      ),
    ] as [(MeasureError, String)])
  func sentences(error: MeasureError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test(
    "a refusal of the ground floor becomes one of this room",
    arguments: [
      (.refused(2), .unreadable(file: "a", reason: "No such file or directory")),
      (.shortened, .unreadable(file: "a", reason: "it became shorter while being read")),
      (.notRegular, .notRegular(file: "a")),
      (.tooLarge(bytes: 9, limit: 5), .tooLarge(file: "a", bytes: 9, limit: 5)),
    ] as [(UnreadableFile.Problem, MeasureError)])
  func refusals(problem: UnreadableFile.Problem, error: MeasureError) {
    #expect(throws: error) {
      try told { () throws(UnreadableFile) in throw UnreadableFile("a", problem) }
    }
  }
}
