import Weights

/// Finds the class that a person, a folder or a line of a list names.
///
/// By its id (`n01443537`), its full label, one of the label's synonyms (`goldfish`), or its place
/// in the order of the logits (`0`), in this order. Case does not count, `_` is a blank. A name that
/// two classes share (`crane`) names neither.
public struct ClassNames: Sendable {
  private var indices: [String: Int] = [:]

  /// Learns the names of all classes.
  public init(_ classes: [ClassLabel]) {
    add(classes.indices.map { ("\($0)", $0) })
    add(
      classes.enumerated().flatMap { index, label in
        label.name.split(separator: ",").map { (String($0), index) }
      })
    add(classes.enumerated().map { ($1.name, $0) })
    add(classes.enumerated().map { ($1.id, $0) })
  }

  /// The class that one name means. Looks a WordNet id up at once: to find all names of all classes
  /// first takes longer than a frame may.
  public static func index(of name: String, in classes: [ClassLabel]) -> Int? {
    classes.lastIndex { $0.id == name } ?? ClassNames(classes).index(of: name)
  }

  /// The place of the class that a name means; nil where none has it.
  public func index(of name: some StringProtocol) -> Int? {
    indices[ClassNames.plain(name)]
  }

  /// All names that stand for a class, but the numbers.
  public var all: [String] { indices.keys.filter { Int($0) == nil }.sorted() }

  /// The class of a picture: that of the innermost folder on its path that names one.
  func index(ofPath path: String) -> Int? {
    path.split(separator: "/").dropLast().reversed().lazy.compactMap { index(of: $0) }.first
  }

  /// Names of one kind; they win over those of the kinds before.
  private mutating func add(_ names: [(name: String, index: Int)]) {
    var found: [String: Int?] = [:]
    for (name, index) in names {
      let key = ClassNames.plain(name)
      guard !key.isEmpty else { continue }
      if let other = found[key], other != index {
        found[key] = .some(nil)
      } else {
        found[key] = index
      }
    }
    for (key, index) in found { indices[key] = index }
  }

  private static func plain(_ name: some StringProtocol) -> String {
    let words = name.lowercased().split { $0 == " " || $0 == "_" || $0 == "\t" }
    return words.joined(separator: " ")
  }
}
