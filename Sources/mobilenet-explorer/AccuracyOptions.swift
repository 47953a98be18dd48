import ArgumentParser
import Measure
import Reports
import Weights

/// What the person has measured of the weights.
struct AccuracyOptions: ParsableArguments {
  @Option(
    name: .customLong("accuracy"),
    help: ArgumentHelp(
      "What evaluate --json has measured of these weights, for the frontier; may be repeated.",
      valueName: "file"), completion: .file())
  var files: [String] = []

  /// The words that say the same on a command line.
  var words: [String] { files.flatMap { ["--accuracy", $0] } }

  /// What belongs to the weights in use; of the rest a line each.
  func table(of families: [WeightFamily], loaded: [WeightSource]) throws -> AccuracyTable {
    try Self.table(of: families, files: files, loaded: loaded)
  }

  /// The same where files are named by another option.
  static func table(
    of families: [WeightFamily], files: [String], loaded: [WeightSource]
  ) throws -> AccuracyTable {
    var table = AccuracyTable()
    var checksums: [WeightDescription: String] = [:]
    for file in files {
      let result = try EvaluationResult.read(path: file)
      var notices: [String] = []
      for family in families {
        let notice = try table.add(result, file: file, of: family) { member in
          if let known = checksums[member] { return known }
          let source = try loaded.first { $0.description == member } ?? .read(member)
          checksums[member] = source.checksum()
          return checksums[member]
        }
        if let notice { notices.append(notice) }
      }
      // Of several families it is enough that one was measured.
      if notices.count == families.count, let notice = notices.first { warn(notice) }
    }
    return table
  }
}
