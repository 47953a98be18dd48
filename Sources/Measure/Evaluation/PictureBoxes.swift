import Files

/// Where the thing that gives a picture its class stands: a text file with a picture's path and a box in
/// each line, in pixels of the picture, both ends included.
///
///     n01443537/val_68.JPEG	10	19	63	42
///
/// Tabs or blanks stand between them; empty lines and those that begin with # are passed over. A picture
/// may have several boxes. Its last two names tell it from the others, so that an archive may have
/// folders around them.
public struct PictureBoxes: Sendable {
  /// x, y from the upper left corner.
  public struct Box: Equatable, Sendable {
    public let left: Int
    public let top: Int
    public let right: Int
    public let bottom: Int

    /// Whether a place lies in it, in pixels from the picture's upper left corner.
    public func contains(x: Double, y: Double) -> Bool {
      Double(left) <= x && x < Double(right + 1) && Double(top) <= y && y < Double(bottom + 1)
    }
  }

  private var boxes: [String: [Box]] = [:]
  /// Tells this file from another one: FNV-1a, 64 bits, of its lines.
  public private(set) var fingerprint = ""

  private static let longest = 64 << 20

  /// Reads the whole file.
  ///
  /// - Throws: what is wrong with it, with the line.
  public init(path: String) throws(MeasureError) {
    let file = try ReadableFile.opened(path)
    guard file.size <= Self.longest else {
      throw .tooLarge(file: path, bytes: file.size, limit: Self.longest)
    }
    let bytes = try file.part(at: 0, count: file.size).withoutByteOrderMark
    var hash = FNVHash()
    for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
    {
      let content = line.last == 13 ? line.dropLast() : line
      if content.isEmpty || content.first == UInt8(ascii: "#") { continue }
      guard !content.contains(0) else {
        throw .badBoxes(file: path, line: number + 1, problem: "no text")
      }
      hash.add(content)
      hash.add([10])
      try add(String(systemPath: content), file: path, line: number + 1)
    }
    guard !boxes.isEmpty else { throw .badBoxes(file: path, line: 1, problem: "no box at all") }
    fingerprint = hash.digits
  }

  private mutating func add(_ text: String, file: String, line: Int) throws(MeasureError) {
    let words = text.split { $0 == "\t" || $0 == " " }
    let numbers = words.suffix(4).compactMap { Int($0) }
    guard words.count >= 5, numbers.count == 4 else {
      throw .badBoxes(file: file, line: line, problem: "not a path and four whole numbers")
    }
    let name = text[..<words[words.count - 4].startIndex].trimmed
    let box = Box(left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3])
    guard 0 <= box.left, box.left <= box.right, 0 <= box.top, box.top <= box.bottom else {
      throw .badBoxes(file: file, line: line, problem: "a box that ends before it begins")
    }
    boxes[Self.key(name), default: []].append(box)
  }

  /// The picture's boxes; none where the file has none for it.
  public func boxes(of name: String) -> [Box] { boxes[Self.key(name)] ?? [] }

  private static func key(_ name: some StringProtocol) -> String {
    name.split(separator: "/").suffix(2).joined(separator: "/")
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while let last = text.last, last == "\t" || last == " " { text.removeLast() }
    return text
  }
}

extension Evaluation.Plan {
  /// Throws where the file has boxes of other pictures only.
  public func checkBoxes(file: String) throws(MeasureError) {
    let isKnown = dataset.items.contains { boxes?.boxes(of: $0.name).isEmpty == false }
    guard isKnown else { throw .noBoxes(file: file, dataset: dataset.path) }
  }
}
