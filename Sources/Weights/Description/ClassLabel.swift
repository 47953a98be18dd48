import CEmbedded

/// One class: its WordNet id (or "") and its full name, synonyms separated by commas. Those of ImageNet
/// are in `imageNet`.
public struct ClassLabel: Hashable, Sendable {
  /// The WordNet id, such as "n02123045"; empty where nobody knows it.
  public let id: String
  /// As people read it: "tabby, tabby cat".
  public let name: String
}

extension ClassLabel {
  /// "class 0", "class 1" …, where nobody named them.
  static func numbered(_ count: Int) -> [ClassLabel] {
    (0..<count).map { ClassLabel(id: "", name: "class \($0)") }
  }

  /// The labels of a network that names no classes itself: 1000 outputs are ImageNet's classes, of
  /// 1001 the first is the background that Google's networks were trained with; others are numbered.
  static func conventional(_ count: Int) -> [ClassLabel] {
    switch count {
    case imageNet.count: imageNet
    case imageNet.count + 1: [background] + imageNet
    default: numbered(count)
    }
  }

  /// ImageNet's 1000 classes by ascending WordNet id, each with its first synonym.
  public static let imageNet: [ClassLabel] = {
    let bytes = UnsafeRawBufferPointer(
      start: embedded_imagenet_labels(), count: embedded_imagenet_labels_size())
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1)
      return ClassLabel(id: String(parts[0]), name: String(parts[parts.count - 1]))
    }
  }()

  /// Output 0 of Google's 1001: shown like a class, so its name says that it is none.
  public static let background = ClassLabel(id: "", name: "background (no ImageNet class)")
}
