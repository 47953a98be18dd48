import Files
import Weights

/// A text file with a picture's path and its class in each line.
///
/// Between them stands a tab; or a comma; or, where there is neither, the line's last blank. Empty
/// lines and those that begin with # are passed over. Relative paths begin at the list's own folder.
struct PictureList {
  struct Entry: Equatable {
    let path: String
    let className: String

    func resolved(beside list: String) -> String {
      guard !path.hasPrefix("/"), let slash = list.lastIndex(of: "/") else { return path }
      return list[...slash] + path
    }
  }

  let entries: [Entry]

  /// ImageNet's 1.3 million training pictures take less than 100 MB.
  private static let longest = 512 << 20

  init(_ file: ReadableFile) throws(MeasureError) {
    guard file.size <= PictureList.longest else {
      throw .tooLarge(file: file.path, bytes: file.size, limit: PictureList.longest)
    }
    let bytes = try file.part(at: 0, count: file.size).withoutByteOrderMark
    switch ForeignFormat(insteadOfText: Array(bytes.prefix(4096))) {
    case nil: break
    case .gzip, .bzip2, .xz, .zstandard: throw .compressed(file: file.path)
    case let found?: throw .noDataset(file: file.path, found: found.title)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw .badList(file: file.path, line: 1, problem: "UTF-16, not UTF-8: save it anew")
    }
    var entries: [Entry] = []
    for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
    {
      let content = line.last == 13 ? line.dropLast() : line
      if content.isEmpty || content.first == UInt8(ascii: "#") { continue }
      if content.contains(0) {
        throw .badList(file: file.path, line: number + 1, problem: "no text")
      }
      guard let entry = Entry(String(systemPath: content)) else {
        throw .badList(file: file.path, line: number + 1, problem: "a path without a class")
      }
      entries.append(entry)
    }
    self.entries = entries
  }
}

extension PictureList.Entry {
  fileprivate init?(_ line: String) {
    guard
      let cut = line.firstIndex(of: "\t") ?? line.firstIndex(of: ",") ?? line.lastIndex(of: " ")
    else { return nil }
    path = String(line[..<cut])
    className = String(line[line.index(after: cut)...])
    if path.isEmpty || !className.contains(where: { $0 != " " }) { return nil }
  }
}
