/// What the person who runs the program says of how pictures become the input: it holds instead of what
/// the file says, or of what is assumed where the file is silent.
public struct PreprocessingChoice: Hashable, Sendable {
  /// Of pixels of 0…1.
  public var mean: SIMD3<Float>?
  /// Of pixels of 0…1.
  public var std: SIMD3<Float>?
  public var crop: Double?

  public init() {}

  /// Nothing is said.
  public var isEmpty: Bool { self == PreprocessingChoice() }
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
    WeightSource(
      description: description.with(choice), convolutions: convolutions,
      classifierWeight: classifierWeight, classifierBias: classifierBias, statistics: statistics,
      bytes: bytes)
  }
}

extension WeightFamily {
  /// The same weights, fed as a person says.
  public func with(_ choice: PreprocessingChoice) -> WeightFamily {
    WeightFamily(name: name, path: path, members: members.map { $0.with(choice) })
  }
}
