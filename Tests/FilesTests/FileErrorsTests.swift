import Foundation
import Testing

@testable import Files

@Suite("Why a file can't be used")
struct FileErrorsTests {
  @Test(
    "is told in the system's words, or in ours",
    arguments: [
      (.refused(EACCES), "Permission denied"), (.refused(ENOENT), "No such file or directory"),
      (.refused(EISDIR), "Is a directory"), (.notRegular, "not a regular file"),
      (.tooLarge(bytes: 9, limit: 5), "9 bytes, more than 5"),
      (.shortened, "it became shorter while being read"),
    ] as [(UnreadableFile.Problem, String)])
  func reasons(problem: UnreadableFile.Problem, reason: String) {
    let refused = UnreadableFile("a", problem)
    #expect(refused.reason == reason)
    #expect(refused.isAbsent == (problem == .refused(ENOENT)))
  }

  @Test("is by default what the last call met")
  func last() {
    errno = EACCES
    let unreadable = UnreadableFile("a")
    errno = ENOSPC
    let unwritable = UnwritableFile("a")
    #expect(unreadable == UnreadableFile("a", .refused(EACCES)))
    #expect(unwritable == UnwritableFile("a", reason: "No space left on device"))
    #expect(systemReason(EPIPE) == "Broken pipe")
  }

  @Test("is one line where it can't be written: the file, what is wrong, the mend")
  func sentence() {
    #expect(
      UnwritableFile("out.json", reason: "it is read-only").description
        == "out.json: cannot be written: it is read-only; choose another place")
  }

  @Test("a call that a signal interrupts is made again, and its count is handed on")
  func interrupted() {
    var calls = 0
    let count = repeated(-1, 0) {
      calls += 1
      errno = EINTR
      return calls < 4 ? -1 : 12
    }
    #expect(count == 12 && calls == 4)
    calls = 0
    let refused = repeated(-1, 0) {
      calls += 1
      errno = EIO
      return -1
    }
    #expect(refused == -1 && calls == 1 && errno == EIO)
  }

  @Test(
    "a byte order mark is no text, but only at the beginning, and only whole",
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x61], [0x61]), ([0xEF, 0xBB, 0xBF], []), ([0xEF, 0xBB], [0xEF, 0xBB]),
      ([0x61, 0xEF, 0xBB, 0xBF], [0x61, 0xEF, 0xBB, 0xBF]), ([], []),
      ([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF]),
    ] as [([UInt8], [UInt8])])
  func byteOrderMark(bytes: [UInt8], text: [UInt8]) {
    #expect(Array(bytes.withoutByteOrderMark) == text)
  }
}
