import MobileNet

/// A file's metadata, entry by entry, each checked for what it must mean.
struct Metadata {
  let file: String
  private let values: [String: JSON]

  /// The entries of a file's `__metadata__`, which are strings that may hold JSON.
  init(of file: SafetensorsFile) {
    self.file = file.name
    values = file.metadata.mapValues { .string($0) }
  }

  /// One entry of `__metadata__` that is itself a JSON object.
  init(of file: SafetensorsFile, inside key: String) throws(WeightsError) {
    self.file = file.name
    guard case .object(let members)? = Metadata(of: file).json(key) else {
      throw .badMetadata(file: file.name, key: key, problem: "is no JSON object")
    }
    values = Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
  }

  /// The members of a JSON object, each key once.
  init(_ members: [JSON.Member], file: String) {
    self.file = file
    values = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// Whether there is such an entry; `null` is as good as none.
  func has(_ key: String) -> Bool {
    switch values[key] {
    case nil, .null: false
    default: true
    }
  }

  /// In alphabetical order.
  var keys: [String] { values.keys.sorted() }

  /// Refuses an entry, where it is there, that is none of these texts.
  func require(_ key: String, is choices: [String]) throws(WeightsError) {
    guard has(key) else { return }
    let text = try string(key)
    guard choices.contains(text) else {
      let known = choices.filter { !$0.isEmpty }.joined(separator: " or ")
      throw failure(key, "is \(quoted(text)), but this program builds only \(known)")
    }
  }

  /// Refuses an entry, where it is there, that is not this number.
  func require(_ key: String, is choice: Int) throws(WeightsError) {
    guard !has(key) || json(key)?.integer == choice else {
      throw failure(key, "is not \(choice), which is all that this program builds")
    }
  }

  /// Refuses an entry that is there.
  func requireNone(_ key: String) throws(WeightsError) {
    if has(key) { throw failure(key, "is a setting that this program does not know") }
  }

  /// A flag, or what holds where there is none.
  func flag(_ key: String, else usual: Bool) throws(WeightsError) -> Bool {
    has(key) ? try flag(key) : usual
  }

  /// A number of pixels: written as it is, or as the members of an object that all say the same; nil
  /// where there is none.
  func pixels(_ key: String, _ names: String...) throws(WeightsError) -> Int? {
    guard has(key) else { return nil }
    if let pixels = json(key)?.integer, pixels > 0 { return pixels }
    let found = try members(key)
    let pixels = found.compactMap(\.value.integer)
    guard Set(found.map(\.key)) == Set(names), Set(pixels).count == 1, pixels.count == names.count,
      pixels[0] > 0
    else {
      throw failure(
        key, "is no number of pixels for \(names.joined(separator: " and ")): give squares")
    }
    return pixels[0]
  }

  func flag(_ key: String) throws(WeightsError) -> Bool {
    try value(key, "is neither true nor false") { json in
      if case .boolean(let flag) = json { flag } else { nil }
    }
  }

  func members(_ key: String) throws(WeightsError) -> [JSON.Member] {
    try value(key, "is no JSON object") { json in
      if case .object(let members) = json { members } else { nil }
    }
  }

  func string(_ key: String) throws(WeightsError) -> String {
    guard let text = values[key]?.string else { throw failure(key, "is missing or no text") }
    return text
  }

  func padding() throws(WeightsError) -> PaddingRule {
    guard let rule = PaddingRule(rawValue: try string("padding")) else {
      throw failure("padding", "is neither 'same' nor 'symmetric'")
    }
    return rule
  }

  func variant() throws(WeightsError) -> Variant {
    guard let variant = Variant(rawValue: try string("variant")) else {
      throw failure("variant", "is none of 'separable', 'standard', 'shallow'")
    }
    return variant
  }

  func side(_ key: String) throws(WeightsError) -> Int {
    try integer(key, "is no side in 32…512", where: Setting.sides.contains)
  }

  /// A number, such as 0.875.
  func number(_ key: String, in range: ClosedRange<Double>) throws(WeightsError) -> Double {
    try value(key, "is no number in \(range.lowerBound)…\(range.upperBound)") { json in
      json.number.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func positiveInteger(_ key: String) throws(WeightsError) -> Int {
    try integer(key, "is no whole number above 0") { $0 > 0 }
  }

  func wholeNumber(_ key: String, below limit: Int) throws(WeightsError) -> Int {
    try integer(key, "is no whole number from 0 to \(limit - 1)", where: (0..<limit).contains)
  }

  func width(_ key: String) throws(WeightsError) -> WidthMultiplier {
    try value(key, "is no multiplier in 0.001…1 with three decimals", Metadata.width)
  }

  func elements(_ key: String) throws(WeightsError) -> [JSON] {
    try value(key, "is missing or no JSON array", \.array)
  }

  /// Three numbers, for R, G and B.
  func colour(_ key: String, in range: ClosedRange<Double>) throws(WeightsError) -> SIMD3<Float> {
    let numbers = try elements(key).compactMap(\.number).filter(range.contains)
    guard numbers.count == 3, try elements(key).count == 3 else {
      throw failure(key, "is no list of three numbers in \(range.lowerBound)…\(range.upperBound)")
    }
    return SIMD3(numbers.map(Float.init))
  }

  /// Whole numbers above 0, ascending.
  func ascendingIntegers(_ key: String) throws(WeightsError) -> [Int] {
    try ascending(key, "whole numbers", \.integer) { $0 }
  }

  /// Width multipliers, ascending.
  func ascendingWidths(_ key: String) throws(WeightsError) -> [WidthMultiplier] {
    try ascending(
      key, "multipliers in 0.001…1 with three decimals", Metadata.width, by: \.thousandths)
  }

  func failure(_ key: String, _ problem: String) -> WeightsError {
    .badMetadata(file: file, key: key, problem: problem)
  }

  /// A value that is JSON already, or a string that holds some.
  private func json(_ key: String) -> JSON? {
    guard let value = values[key] else { return nil }
    guard case .string(let text) = value else { return value }
    return try? JSON(parsing: Array(text.utf8))
  }

  /// What an entry means; where it is missing or means nothing, `problem` is told.
  private func value<Value>(
    _ key: String, _ problem: String, _ meaning: (JSON) -> Value?
  ) throws(WeightsError) -> Value {
    guard let value = json(key).flatMap(meaning) else { throw failure(key, problem) }
    return value
  }

  private func integer(
    _ key: String, _ problem: String, where isSound: (Int) -> Bool
  ) throws(WeightsError) -> Int {
    try value(key, problem) { json in json.integer.flatMap { isSound($0) ? $0 : nil } }
  }

  /// A list of values that are above 0, each one above the one before it.
  private func ascending<Value>(
    _ key: String, _ title: String, _ meaning: (JSON) -> Value?, by size: (Value) -> Int
  ) throws(WeightsError) -> [Value] {
    let elements = try elements(key)
    let values = elements.compactMap(meaning)
    let sizes = values.map(size)
    guard values.count == elements.count, (sizes.first ?? 0) > 0,
      zip(sizes, sizes.dropFirst()).allSatisfy(<)
    else { throw failure(key, "is no ascending list of \(title)") }
    return values
  }

  /// A decimal, even where binary steps left a speck on it: 0.35000000000000003 is 350 thousandths.
  private static func width(_ value: JSON) -> WidthMultiplier? {
    guard let alpha = value.number, (0...1).contains(alpha) else { return nil }
    let thousandths = (1000 * alpha).rounded()
    guard abs(1000 * alpha - thousandths) < 1e-6 else { return nil }
    return WidthMultiplier(thousandths: Int(thousandths))
  }
}
