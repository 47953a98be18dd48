/// How a picture becomes a network's input: (pixel / 255 − mean) / std of its centred square crop.
public struct Preprocessing: Hashable, Sendable {
  /// Mean of R, G, B, of pixels of 0…1.
  public let mean: SIMD3<Float>
  /// Standard deviation of R, G, B, of pixels of 0…1; not 0.
  public let std: SIMD3<Float>
  /// Share of the shorter side that the crop keeps, in 0 < crop ≤ 1.
  public let crop: Double

  /// What holds where a file does not tell: −1 … 1, and the usual crop of 7/8.
  static let plain = Preprocessing(
    mean: SIMD3(repeating: 0.5), std: SIMD3(repeating: 0.5), crop: 0.875)
}

extension Preprocessing {
  /// A picture as the network is fed: (pixel / 255 − mean) / std for each channel.
  ///
  /// - Parameter pixels: side × side × 3, row by row, R G B, each 0…255.
  /// - Returns: as many values, in the same order.
  public func normalised(_ pixels: [Float]) -> [Float] {
    let scale = 1 / (255 * std)
    let shift = -mean / std
    return Array(unsafeUninitializedCapacity: pixels.count) { values, count in
      for start in stride(from: 0, to: pixels.count, by: 3) {
        for channel in 0..<min(3, pixels.count - start) {
          values[start + channel] = pixels[start + channel] * scale[channel] + shift[channel]
        }
      }
      count = pixels.count
    }
  }
}

/// Who says how a picture becomes the input.
public struct PreprocessingOrigin: Hashable, Sendable {
  /// Of mean and deviation.
  public var values: Source
  /// Of the crop.
  public var crop: Source

  /// Somebody, or nobody.
  public enum Source: Sendable {
    /// Nobody: what most networks of this format need is taken.
    case assumed
    /// The file, or a configuration beside it.
    case file
    /// The person who runs the program.
    case options
  }

  /// Nobody says anything.
  public static let assumed = PreprocessingOrigin(values: .assumed, crop: .assumed)
  static let file = PreprocessingOrigin(values: .file, crop: .file)
}

/// What the person who runs the program says of how pictures become the input: it holds instead of what
/// the file says, or of what is assumed where the file is silent.
public struct PreprocessingChoice: Hashable, Sendable {
  /// Of pixels of 0…1.
  public var mean: SIMD3<Float>?
  /// Of pixels of 0…1.
  public var std: SIMD3<Float>?
  /// Share of the shorter side.
  public var crop: Double?

  /// Nothing is said.
  public init() {}

  /// Whether nothing is said.
  public var isEmpty: Bool { self == PreprocessingChoice() }

  /// What is said, as in `mean 0.5 0.5 0.5, crop 1.0`; nil for nothing. Equal choices give equal words.
  public var words: String? {
    let channels = { (name: String, values: SIMD3<Float>?) in
      values.map { "\(name) \($0.x) \($0.y) \($0.z)" }
    }
    let said = [channels("mean", mean), channels("std", std), crop.map { "crop \($0)" }]
    return isEmpty ? nil : said.compactMap(\.self).joined(separator: ", ")
  }
}

extension WeightDescription {
  /// The same weights, fed as a person says.
  public func with(_ choice: PreprocessingChoice) -> WeightDescription {
    var fed = self
    fed.choice = choice
    fed.preprocessing = Preprocessing(
      mean: choice.mean ?? preprocessing.mean, std: choice.std ?? preprocessing.std,
      crop: choice.crop ?? preprocessing.crop)
    if choice.mean != nil || choice.std != nil { fed.preprocessingOrigin.values = .options }
    if choice.crop != nil { fed.preprocessingOrigin.crop = .options }
    return fed
  }
}

extension WeightSource {
  /// The same weights, fed as a person says.
  public func with(_ choice: PreprocessingChoice) -> WeightSource {
    var fed = self
    fed.description = description.with(choice)
    return fed
  }
}

extension WeightFamily {
  /// The same weights, fed as a person says.
  public func with(_ choice: PreprocessingChoice) -> WeightFamily {
    WeightFamily(name: name, path: path, members: members.map { $0.with(choice) })
  }
}
