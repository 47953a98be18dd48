import Measure
import MobileNet
import Weights

extension WeightSummary {
  /// A list of weights for people: a line for each.
  public static func text(_ summaries: [WeightSummary]) -> String {
    var table = TextTable([
      ("name", .left), ("α", .left), ("side", .left), ("classes", .left), ("format", .left),
    ])
    for summary in summaries {
      table.add([
        visible(summary.name), widthsText(summary), "\(summary.baseSide)", "\(summary.classes)",
        summary.format.rawValue,
      ])
    }
    return table.lines.joined(separator: "\n")
  }

  /// One file's weights for people: a line for each fact.
  public var text: String {
    var facts = [
      ("name", visible(self.name)),
      ("file", visible(self.origin)),
      ("format", self.format.rawValue),
      ("network", "MobileNet v1, \(self.variant.rawValue), padding \(self.padding.rawValue)"),
      ("α", widthsText(self)),
      ("base side", "\(self.baseSide)"),
      ("classes", "\(classes)"),
      ("input", inputText(self)),
      ("crop", "\(self.preprocessing.crop)\(originText(self.preprocessingOrigin.crop, "--crop"))"),
      ("parameters", Figure.grouped(parameters)),
      ("bytes", Figure.grouped(bytes)),
      ("SHA-256", checksum),
    ]
    switch self.integers {
    case .anew: break
    case .own: facts.append(("integers", "its own with --precision int8"))
    case .unusable(let problem):
      facts.append(("integers", "made anew with --precision int8: \(visible(problem))"))
    }
    if let resampling = self.resampling {
      facts.append(("resizing", "bilinear, though the file asks for \(visible(resampling))"))
    }
    if let published {
      facts.append(
        (
          "published",
          "\(Figure.accuracy(published)) for this configuration (\(published.source.rawValue))"
        ))
    }
    return facts.map { name, value in name.left(12) + value }.joined(separator: "\n")
  }
}

extension Download {
  /// What can be fetched, for people: a line for each.
  public static func text(_ downloads: [Download]) -> String {
    var table = TextTable([("name", .left), ("α", .left), ("side", .left), ("published", .left)])
    for download in downloads {
      let published = PublishedAccuracy.figure(
        alpha: download.alpha, side: download.side, source: download.source)
      table.add([
        download.name, "\(download.alpha)", "\(download.side)",
        published.map(Figure.accuracy) ?? Figure.missing,
      ])
    }
    return table.lines.joined(separator: "\n")
  }
}

/// How pixels of 0…1 become the input, and who says so.
private func inputText(_ summary: WeightSummary) -> String {
  let (mean, std) = (summary.preprocessing.mean, summary.preprocessing.std)
  let spelled = { (values: SIMD3<Float>) in
    let texts = (0..<3).map { Figure.fixed(Double(values[$0]), decimals: 5) }
    return Set(texts).count == 1 ? texts[0] : "(\(texts.joined(separator: " ")))"
  }
  return "(pixel / 255 − \(spelled(mean))) / \(spelled(std))"
    + originText(summary.preprocessingOrigin.values, "--mean and --std")
}

private func originText(_ source: PreprocessingOrigin.Source, _ options: String) -> String {
  switch source {
  case .assumed: ", assumed: the file does not say; give \(options) where it is wrong"
  case .file: ", says the file"
  case .options: ", as \(options) say"
  }
}

private func widthsText(_ summary: WeightSummary) -> String {
  let (narrowest, widest) = (summary.widths.lowerBound, summary.widths.upperBound)
  return narrowest == widest ? "\(widest)" : "\(narrowest)…\(widest)"
}

extension Figure {
  /// A published accuracy: `top-1 57.7 %, top-5 80.4 %`.
  public static func accuracy(_ published: PublishedAccuracy) -> String {
    let shares = [("top-1", published.top1 as Double?), ("top-5", published.top5)]
    return shares.compactMap { name, percent in
      percent.map { "\(name) \(fixed($0, decimals: 1)) %" }
    }.joined(separator: ", ")
  }
}
