import Measure
import MobileNet
import Reports

// Figures of the feature maps: one pixel's arithmetic, the logits.
extension Explanation {
  static func pixel(_ field: FigureName.PixelField, _ state: State) -> Explanation? {
    guard let inside = ShownMaps(state).inside?.value, let arithmetic = ShownMaps(state).arithmetic
    else { return nil }
    switch field {
    case .kernel(let place):
      guard let channel = ShownMaps(state).channel, case let weights = inside.weights(of: channel),
        weights.indices.contains(place)
      else { return nil }
      return weight(weights[place], inside.layer)
    case .weight(let place):
      return arithmetic.term(place).map { weight($0.weight, inside.layer) }
    case .value(let place): return arithmetic.term(place).map { value($0, inside.layer) }
    case .product(let place):
      return arithmetic.term(place).map {
        Explanation(
          "a product", .computed,
          .product([.init("weight", Double($0.weight)), .init("value", Double($0.value))]))
      }
    case .rest:
      return Explanation(
        "the other products", .computed,
        .difference(
          .init("all products", arithmetic.sum),
          .init("those told", arithmetic.terms.reduce(0) { $0 + $1.product })),
        notes: ["\(arithmetic.restCount) products, each smaller than those told."])
    case .sum: return arithmetic.sumExplanation(inside.layer)
    case .scale: return arithmetic.scaleExplanation(inside.layer)
    case .shift: return arithmetic.shiftExplanation(inside.layer)
    case .result: return arithmetic.resultExplanation(inside.layer)
    case .computed:
      return Explanation(
        "what int8 gives for a pixel of \(inside.layer.name)", .computed,
        .reading(Double(arithmetic.computed)),
        notes: [
          "The engine's own value: its weights are bytes, so products and sum differ a little from those told, "
            + "which are of the weights as stored."
        ])
    }
  }

  private static func weight(_ weight: Float, _ layer: Layer) -> Explanation {
    Explanation(
      "a weight of \(layer.name)", .trained, .reading(Double(weight)),
      notes: ["As it stands in the weights: training found it."])
  }

  private static func value(_ term: PixelArithmetic.Term, _ layer: Layer) -> Explanation {
    let place = "channel \(term.channel), row \(term.row), column \(term.column)"
    return Explanation(
      "a value that goes into \(layer.name)", .computed, .reading(Double(term.value)),
      notes: [
        term.isOutside
          ? "It lies outside of the map, where all is zero."
          : "\(place) of what the layer before gives out for this picture."
      ])
  }

  /// Of a class, as the classifier gives it.
  static func logit(_ index: Int, _ state: State) -> Explanation? {
    guard let logits = ShownMaps(state).inside?.value.logits, logits.indices.contains(index) else {
      return nil
    }
    let name = shortLabel(ShownMaps(state).className(index) ?? "", index: index)
    return Explanation(
      "logit of \(name)", .computed, .reading(Double(logits[index])),
      notes: [
        "The sum of weight times mean of each map, plus the class's bias. Softmax turns all logits into "
          + "probabilities."
      ])
  }
}

extension PixelArithmetic {
  fileprivate func term(_ place: Int) -> Term? {
    terms.indices.contains(place) ? terms[place] : nil
  }

  fileprivate func sumExplanation(_ layer: Layer) -> Explanation {
    let rest = restCount > 0 ? [Recipe.Term("the other \(restCount)", rest)] : []
    let told = terms.enumerated().map { Recipe.Term("(\($0 + 1))", $1.product) }
    return Explanation(
      "the sum of a pixel of \(layer.name)", .computed,
      terms.isEmpty ? .reading(sum) : .sum(told + rest),
      notes: [
        layer.kind == .pool
          ? "All values of the map." : "Products, in the order in which they are told."
      ])
  }

  fileprivate func scaleExplanation(_ layer: Layer) -> Explanation {
    Explanation(
      "the scale of a channel of \(layer.name)", .computed, .reading(scale),
      notes: ["Batch norm as the engine folds it: γ / √(variance + ε), of this width and side."])
  }

  fileprivate func shiftExplanation(_ layer: Layer) -> Explanation {
    Explanation(
      layer.kind == .linear ? "the bias of a class" : "the shift of a channel of \(layer.name)",
      layer.kind == .linear ? .trained : .computed, .reading(shift),
      notes: [
        layer.kind == .linear
          ? "As it stands in the weights."
          : "Batch norm as the engine folds it: β − mean · scale, of this width and side."
      ])
  }

  fileprivate func resultExplanation(_ layer: Layer) -> Explanation {
    let name = "a pixel of \(layer.name)"
    if layer.kind == .pool {
      return Explanation(
        name, .computed, .quotient(.init("sum", sum), .init("pixels", restCount)))
    }
    let cut = isClamped ? ["ReLU6 keeps it within 0 … 6: here it gives \(result)."] : []
    return Explanation(
      name, .computed,
      .sum([
        .init(layer.kind == .linear ? "sum" : "sum · scale", sum * scale), .init("shift", shift),
      ]),
      notes: cut)
  }
}

extension ShownMaps {
  /// The pixel whose arithmetic is told: that under the cursor, else the strongest of the chosen channel.
  public var pixel: InsideState.Pixel? {
    guard let inside = inside?.value, let channel else { return nil }
    return cursor ?? inside.strongestPixel(of: channel)
  }

  /// The arithmetic of that pixel.
  var arithmetic: PixelArithmetic? {
    guard let inside = inside?.value, let channel, let pixel else { return nil }
    return inside.arithmetic(channel: channel, row: pixel.row, column: pixel.column)
  }
}
