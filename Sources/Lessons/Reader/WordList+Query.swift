import Measure
import MobileNet

extension WordList {
  /// A quantity of a setting, asked where the step stands: its layers are those that may be named. It
  /// ends at one of the words `stop`; what follows is left.
  mutating func query(of scene: Scene, stop: [String] = []) throws(LessonProblem) -> Query {
    var query = Query(quantity: .answer)
    let quantityWord = next ?? ""
    let quantity = try quantity()
    query.quantity = quantity.quantity
    query.form = quantity.form
    if query.form == .value, take("factor") {
      query.form = .factorOfFull
      if take("to") {
        query.form = try choice("network", [("full", .factorOfFull), ("step", .factorOfStep)])
      }
    } else if query.form == .value, take("share") {
      query.form = .share
    }
    try check(query, quantityWord)
    if take("at") {
      repeat {
        query.changes.append(try networkWord("option"))
      } while !isEmpty && !stop.contains(next ?? "")
    }
    var asked = scene
    for change in query.changes { asked.apply(change) }
    try checkLayer(query.quantity, in: asked)
    return query
  }

  /// Factors and shares are of what can be divided.
  private func check(_ query: Query, _ word: String) throws(LessonProblem) {
    switch (query.form, query.quantity) {
    case (.value, _), (.share, .layer), (.share, .layers): return
    case (.factorOfFull, .answer), (.factorOfStep, .answer): throw .needsNumber(word)
    case (.factorOfFull, _), (.factorOfStep, _): return
    case (.share, _):
      throw .unknown(
        what: "form", word: "share", known: ["factor", "layer NAME … share", "layers KIND … share"])
    }
  }

  private func checkLayer(_ quantity: Quantity, in scene: Scene) throws(LessonProblem) {
    let setting: Setting
    do throws(SettingError) {
      setting = try scene.setting(beside: words.limits)
    } catch {
      throw .setting(error)
    }
    let layers = Architecture(setting).layers
    switch quantity {
    case .layer(let name, _):
      guard layers.contains(where: { $0.name == name }) else {
        throw .unknown(what: "layer", word: name, known: layers.map(\.name))
      }
    case .layers(let kind, _):
      guard layers.contains(where: { $0.kind == kind }) else {
        let kinds = LayerKind.allCases.filter { kind in layers.contains { $0.kind == kind } }
        throw .unknown(
          what: "kind of layer here", word: kind.rawValue, known: kinds.map(\.rawValue))
      }
    default: return
    }
  }

  private mutating func quantity() throws(LessonProblem) -> (quantity: Quantity, form: Query.Form) {
    var known: [(name: String, value: Quantity?)] = SettingCost.allCases.map {
      ($0.rawValue, .cost($0))
    }
    known += [
      ("top-1", .topOne), ("probability", .probability), ("answer", .answer), ("rank", .rank),
      ("alpha", .alpha), ("side", .side),
    ]
    let isLayer = next == "layer"
    known += [("layer", nil), ("layers", nil)]
    if let quantity = try choice("quantity", known) { return (quantity, .value) }
    if isLayer {
      let name = try word(wanted: ["a layer's name"])
      let (cost, form) = try layerCost()
      return (.layer(name, cost), form)
    }
    let kind = try choice("kind of layer", LayerKind.allCases.map { ($0.rawValue, $0) })
    let (cost, form) = try layerCost()
    return (.layers(kind, cost), form)
  }

  /// `share` alone is that of the multiply-adds.
  private mutating func layerCost() throws(LessonProblem) -> (Quantity.LayerCost, Query.Form) {
    if take("share") { return (.multiplyAdds, .share) }
    return (
      try choice("quantity of a layer", Quantity.LayerCost.allCases.map { ($0.rawValue, $0) }),
      .value
    )
  }
}
