import MobileNet

/// Weights that belong together: the networks of one folder that were trained alike, each for a
/// width and a side of its own. Together they offer what a slimmable pack offers in one file.
///
/// "Alike" means the same format, variant, padding, preprocessing and classes. A pack is a family by
/// itself, and so is a file that was named by itself. Only what files say of themselves is read
/// here; `WeightSource.read(_:)` reads a member's tensors when they are needed.
public struct WeightFamily: Hashable, Sendable {
  /// The name of its only member; else its folder's, and the format.
  public let name: String
  /// What `--weights` calls it: a file, or the folder whose first family this is. Nil for the
  /// built-in pack, and for a folder's further families, which `--weights` cannot name.
  public let path: String?
  /// Ascending by width, then by side; never empty.
  public let members: [WeightDescription]

  /// One network, or one pack.
  public init(_ member: WeightDescription) {
    name = member.name
    path = member.origin == WeightDescription.builtInOrigin ? nil : member.origin
    members = [member]
  }

  /// Networks that were trained alike.
  public init(name: String, path: String?, members: [WeightDescription]) {
    precondition(!members.isEmpty, "a family has members")
    self.name = name
    self.path = path
    self.members = members.sorted {
      ($0.widths.upperBound, $0.baseSide, $0.origin) < (
        $1.widths.upperBound, $1.baseSide, $1.origin
      )
    }
  }

  /// Whether it is the pack that travels inside the executable.
  public var isBuiltIn: Bool { members[0].origin == WeightDescription.builtInOrigin }
  /// The word behind `--weights`; nil for a folder's further families.
  public var argument: String? { isBuiltIn ? WeightDescription.builtInOrigin : path }
  /// Of all members.
  public var variant: Variant { members[0].variant }
  /// Of all members.
  public var padding: PaddingRule { members[0].padding }
  /// How many classes each member tells apart.
  public var classes: Int { members[0].classes.count }
  /// Pixels that ρ = 1 stands for: the largest side that a member was trained for.
  public var baseSide: Int { members.map(\.baseSide).max() ?? members[0].baseSide }
  /// The trained widths, ascending.
  public var widths: [ClosedRange<WidthMultiplier>] {
    members.map(\.widths).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The α that a program begins with: the full network of a pack, else the widest one trained.
  public var startingAlpha: WidthMultiplier {
    let widest = members[members.count - 1]
    return widest.isSingleWidth ? widest.widths.upperBound : .one
  }

  /// The trained α nearest to one asked for.
  public func trainedAlpha(nearest alpha: WidthMultiplier) -> WidthMultiplier {
    let nearest = widths.map { min(max($0.lowerBound, alpha), $0.upperBound) }
    return nearest.min {
      abs($0.thousandths - alpha.thousandths) < abs($1.thousandths - alpha.thousandths)
    } ?? alpha
  }

  /// The weights that answer for a setting, trained for exactly its α, or why there are none.
  ///
  /// If several members have this α, it is the one whose side is nearest; on a tie, the larger.
  public func member(for setting: Setting) -> Result<WeightDescription, WeightMismatch> {
    let nearest = member(alpha: setting.alpha, side: setting.side)
    switch (nearest ?? members[0]).mismatch(setting) {
    case nil: return .success(nearest ?? members[0])
    case .width?: return .failure(.width(setting.alpha, trained: widths))
    case let other?: return .failure(other)
    }
  }

  /// The weights trained for exactly this α; nil where there are none.
  ///
  /// - Parameters:
  ///   - alpha: the width.
  ///   - side: if several members have this α, the one whose side is nearest to this; on a tie, the
  ///     larger. Where it is nil, the one of the largest side.
  /// - Returns: one of the members.
  public func member(alpha: WidthMultiplier, side: Int?) -> WeightDescription? {
    let trained = members.filter { $0.widths.contains(alpha) }
    guard let side else { return trained.last }
    return trained.min {
      (abs($0.baseSide - side), -$0.baseSide) < (abs($1.baseSide - side), -$1.baseSide)
    }
  }
}

/// The families of one folder.
public struct WeightFolder: Sendable {
  /// In alphabetical order of their first files; only the first of them has the folder as its path.
  public let families: [WeightFamily]
  /// Why the other files of the folder can't be used.
  public let unusable: [WeightsError]

  /// Reads what all files of a folder say of themselves; one that can't be used is told and does not
  /// stop the rest.
  ///
  /// - Throws: `unreadable`, where the folder can't be listed.
  public init(_ folder: String) throws(WeightsError) {
    let library = ModelLibrary(folder: folder)
    var found: [WeightDescription] = []
    var unusable: [WeightsError] = []
    for path in try library.files() {
      do throws(WeightsError) {
        found.append(try WeightDescription.read(path: path))
      } catch {
        unusable.append(error)
      }
    }
    self.unusable = unusable
    let name = library.folder.split(separator: "/").last.map(String.init) ?? folder
    families = WeightFamily.grouped(found, name: name, path: folder)
  }

  /// The same where the folder must have something to offer.
  ///
  /// - Parameter folder: its path.
  /// - Returns: at least one family.
  /// - Throws: why the first file can't be used, or `noWeights`.
  public static func families(
    in folder: String
  ) throws(WeightsError) -> WeightFolder {
    let found = try WeightFolder(folder)
    guard !found.families.isEmpty else {
      throw found.unusable.first ?? .noWeights(folder: folder)
    }
    return found
  }
}

extension WeightFamily {
  /// The families of some weights, in the order of their first members.
  ///
  /// - Parameters:
  ///   - weights: at least one for a family.
  ///   - name: of the place where they lie.
  ///   - path: of the first family; the others have none.
  /// - Returns: in each family networks that were trained alike.
  public static func grouped(
    _ weights: [WeightDescription], name: String, path: String
  ) -> [WeightFamily] {
    var groups: [[WeightDescription]] = []
    for found in weights {
      if let place = groups.firstIndex(where: { $0.admits(found) }) {
        groups[place].append(found)
      } else {
        groups.append([found])
      }
    }
    return groups.enumerated().map { place, members in
      WeightFamily(
        name: members.count == 1 ? members[0].name : "\(name) (\(members[0].format.rawValue))",
        path: place == 0 ? path : nil, members: members)
    }
  }
}

extension [WeightDescription] {
  /// Whether another network belongs to these: trained alike, for a width and a side that none of
  /// them has.
  fileprivate func admits(_ other: WeightDescription) -> Bool {
    guard other.isSingleWidth, let first, first.isSingleWidth else { return false }
    return first.format == other.format && first.variant == other.variant
      && first.padding == other.padding && first.preprocessing == other.preprocessing
      && first.classes == other.classes
      && !contains { $0.widths == other.widths && $0.baseSide == other.baseSide }
  }
}

// What settings there are beside weights.
extension WeightFamily {
  /// Keys leave the width and the variant of any weights.
  public var limits: SettingChoice.Limits {
    SettingChoice.Limits(
      name: name, variant: variant, padding: padding, baseSide: baseSide,
      widths: startingAlpha...startingAlpha, classes: classes, allowsStandIns: true)
  }
}

extension WeightSource {
  public func limits(allowsStandIns: Bool) -> SettingChoice.Limits {
    description.limits(allowsStandIns: allowsStandIns)
  }
}

extension WeightDescription {
  /// `allowsStandIns` says whether seeded weights may stand in for other networks.
  public func limits(allowsStandIns: Bool) -> SettingChoice.Limits {
    SettingChoice.Limits(
      name: name, variant: variant, padding: padding, baseSide: baseSide, widths: widths,
      classes: classes.count, allowsStandIns: allowsStandIns)
  }
}
