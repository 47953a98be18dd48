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
    let bytes = try file.bytes(at: 0, count: file.size)
    if bytes.starts(with: [0x1F, 0x8B]) { throw .compressed(file: file.path) }
    var entries: [Entry] = []
    for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
    {
      let content = line.last == 13 ? line.dropLast() : line
      if content.isEmpty || content.first == UInt8(ascii: "#") { continue }
      guard let text = String(validating: content, as: UTF8.self), !text.contains("\0") else {
        throw .badList(file: file.path, line: number + 1, problem: "no text")
      }
      guard let entry = Entry(text) else {
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
