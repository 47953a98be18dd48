import LibC
import Measure
import Reports
import Weights

/// Fetches public weights into the model library: curl downloads the archive, gzip unpacks it, and
/// the one file that is wanted is read out of it and checked like any other.
struct Fetch {
  let download: Download
  /// Of the archives.
  let baseURL: String
  let library: ModelLibrary

  /// More than any archive or file here has.
  private static let limit = 1 << 30

  private var url: String {
    "\(baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL)/\(download.archive)"
  }
  /// Grows while the archive comes in; a later fetch goes on from it.
  private var part: String { "\(library.folder)/\(download.archive).part" }

  /// - Returns: the path of the file in the library.
  func run() throws -> String {
    if let present = try library.file(of: download) { return present }
    try library.makeFolder()
    try downloadArchive()
    do {
      try download.check(archive: part)
      let path = try library.add(try unpacked(), of: download)
      unlink(part)
      return path
    } catch {
      // Going on from a wrong archive would end here again; a right one is kept.
      if isArchiveToBlame(for: error) { unlink(part) }
      throw error
    }
  }

  private func isArchiveToBlame(for error: any Error) -> Bool {
    switch error {
    case let error as FetchError: error.blamesArchive
    case WeightsError.unwritable, WeightsError.alreadyThere, WeightsError.unreadable: false
    default: true
    }
  }

  // MARK: The archive

  private func downloadArchive() throws {
    if let whole = download.archiveBytes, fileSize(part) == whole { return }
    var answer = Answer()
    var status = try curl(&answer)
    let isRefused = status == 22 && answer.status == 416
    // Nothing is behind the end of an archive that was whole but never used.
    if isRefused, answer.total == fileSize(part) { return }
    // A server that can't go on from the middle, or something else than the archive's beginning.
    if isRefused || [33, 36].contains(status), fileSize(part) > 0 {
      unlink(part)
      status = try curl(&answer)
    }
    guard status == 0 else { throw FetchError(url: url, curlStatus: status, answer.status) }
  }

  private func curl(_ answer: inout Answer) throws -> Int32 {
    let before = fileSize(part)
    let program = SystemProgram(words: [
      "curl", "--silent", "--fail", "--location", "--proto", "=http,https", "--connect-timeout",
      "20", "--speed-limit", "1", "--speed-time", "60", "--max-filesize", "\(Fetch.limit)",
      "--continue-at", "-", "--dump-header", "-", "--output", part, url,
    ])
    var told = Answer()
    var progress: ProgressBar?
    let status = try program.run(
      idle: {
        guard let total = told.total else { return }
        let bar =
          progress
          ?? ProgressBar(
            ProgressLine(
              title: download.name, unit: "kB", total: total / 1000, before: before / 1000))
        progress = bar
        bar.show(done: fileSize(part) / 1000)
      },
      take: { told.append($0) })
    progress?.clear()
    answer = told
    return status
  }

  /// What the server says in front of the archive.
  private struct Answer {
    private var text = ""
    /// Of the last response, behind all redirections.
    private(set) var status = 0
    /// Bytes of the whole archive.
    private(set) var total: Int?

    mutating func append(_ bytes: [UInt8]) {
      text += String(decoding: bytes, as: UTF8.self)
      while let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) {
        take(text[..<end].filter { $0 != "\r" && $0 != "\r\n" })
        text = String(text[text.utf8.index(after: end)...])
      }
    }

    private mutating func take(_ line: String) {
      let words = line.split(separator: " ").map { $0.lowercased() }
      guard words.count > 1 else { return }
      switch words[0] {
      case let first where first.hasPrefix("http/"):
        status = Int(words[1]) ?? 0
        total = nil
      case "content-length:" where status == 200: total = Int(words[1])
      case "content-range:": total = words.last?.split(separator: "/").last.flatMap { Int($0) }
      default: break
      }
    }
  }

  // MARK: The file in it

  private func unpacked() throws -> [UInt8] {
    let tar = "\(library.folder)/\(download.name).tar.part"
    guard let file = fopen(tar, "w") else {
      throw FetchError(url: url, "cannot be unpacked here; make room on this disk")
    }
    defer { unlink(tar) }
    var size = 0
    let outcome = Result {
      try SystemProgram(words: ["gzip", "-dc", part]).run { bytes in
        size += bytes.count
        guard size <= Fetch.limit, fwrite(bytes, 1, bytes.count, file) == bytes.count else {
          throw FetchError(url: url, "cannot be unpacked: too large for this disk; make room")
        }
      }
    }
    let isClosed = fclose(file) == 0
    switch try outcome.get() {
    case 0 where isClosed: break
    case 0: throw FetchError(url: url, "cannot be unpacked: the disk is full; make room")
    case SystemProgram.notFound:
      throw FetchError(url: url, "is here, but needs gzip: install it, then fetch again")
    default:
      throw FetchError(url: url, "gave a damaged archive: fetch it again", blamesArchive: true)
    }
    return try ArchivedFile.read(download.member, fromArchive: tar, limit: Fetch.limit)
  }
}

/// Why weights could not be fetched, in one line.
struct FetchError: Error, CustomStringConvertible {
  let description: String
  /// Whether what was fetched is of no use.
  let blamesArchive: Bool

  init(url: String, _ problem: String, blamesArchive: Bool = false) {
    description = "\(url): \(problem)"
    self.blamesArchive = blamesArchive
  }

  /// Source of the numbers: curl's manual, "Exit codes".
  init(url: String, curlStatus status: Int32, _ answer: Int) {
    let problem =
      switch status {
      case 6: "its host is not known here; go online, or give --base-url of a mirror"
      case 7, 28: "its host does not answer; go online, or give --base-url of a mirror"
      case 22: "the server refuses it (\(answer)); give --base-url of a mirror"
      case 18, 56: "the connection broke; the same command goes on from there"
      case 23: "cannot be written; is the disk full?"
      case 35, 51, 53, 54, 58, 59, 60, 77: "the host can't prove who it is; check this host's clock"
      case 63: "larger than such an archive can be; check --base-url"
      case SystemProgram.notFound: "curl fetches it: install curl"
      default: "cannot be fetched (curl ended with \(status)); check --base-url"
      }
    self.init(url: url, problem)
  }
}

/// Bytes of a file, 0 where there is none.
private func fileSize(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}
