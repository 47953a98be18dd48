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
    guard case .boolean(let flag)? = json(key) else {
      throw failure(key, "is neither true nor false")
    }
    return flag
  }

  func members(_ key: String) throws(WeightsError) -> [JSON.Member] {
    guard case .object(let members)? = json(key) else { throw failure(key, "is no JSON object") }
    return members
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
    guard let side = json(key)?.integer, Setting.sides.contains(side) else {
      throw failure(key, "is no side in 32…512")
    }
    return side
  }

  /// A number, such as 0.875.
  func number(_ key: String, in range: ClosedRange<Double>) throws(WeightsError) -> Double {
    guard let value = json(key)?.number, range.contains(value) else {
      throw failure(key, "is no number in \(range.lowerBound)…\(range.upperBound)")
    }
    return value
  }

  func positiveInteger(_ key: String) throws(WeightsError) -> Int {
    guard let value = json(key)?.integer, value > 0 else {
      throw failure(key, "is no whole number above 0")
    }
    return value
  }

  func wholeNumber(_ key: String, below limit: Int) throws(WeightsError) -> Int {
    guard let value = json(key)?.integer, (0..<limit).contains(value) else {
      throw failure(key, "is no whole number from 0 to \(limit - 1)")
    }
    return value
  }

  func width(_ key: String) throws(WeightsError) -> WidthMultiplier {
    guard let width = json(key).flatMap(Metadata.width) else {
      throw failure(key, "is no multiplier in 0.001…1 with three decimals")
    }
    return width
  }

  func elements(_ key: String) throws(WeightsError) -> [JSON] {
    guard let elements = json(key)?.array else { throw failure(key, "is missing or no JSON array") }
    return elements
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
    let elements = try elements(key)
    let integers = elements.compactMap(\.integer)
    guard integers.count == elements.count, Metadata.isAscending(integers) else {
      throw failure(key, "is no ascending list of whole numbers")
    }
    return integers
  }

  /// Width multipliers, ascending.
  func ascendingWidths(_ key: String) throws(WeightsError) -> [WidthMultiplier] {
    let elements = try elements(key)
    let widths = elements.compactMap(Metadata.width)
    guard widths.count == elements.count, Metadata.isAscending(widths.map(\.thousandths)) else {
      throw failure(key, "is no ascending list of multipliers in 0.001…1 with three decimals")
    }
    return widths
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

  private static func isAscending(_ values: [Int]) -> Bool {
    (values.first ?? 0) > 0 && zip(values, values.dropFirst()).allSatisfy(<)
  }

  /// A decimal, even where binary steps left a speck on it: 0.35000000000000003 is 350 thousandths.
  private static func width(_ value: JSON) -> WidthMultiplier? {
    guard let alpha = value.number, (0...1).contains(alpha) else { return nil }
    let thousandths = (1000 * alpha).rounded()
    guard abs(1000 * alpha - thousandths) < 1e-6 else { return nil }
    return WidthMultiplier(thousandths: Int(thousandths))
  }
}
