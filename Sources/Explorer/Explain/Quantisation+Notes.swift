import Engine

extension Quantisation {
  /// What is told of figures where weights are quantised in another way than usual.
  var notes: [String] {
    var notes: [String] = []
    if weightBits < Quantisation.usual.weightBits {
      let largest = 1 << (weightBits - 1) - 1
      notes.append(
        "Weights have \(weightBits) bits here: whole numbers of −\(largest)…\(largest), a byte each as before."
      )
    }
    if scales == .tensor {
      notes.append(
        "The weights of a layer share one step, batch norm folded in as at full width and the base side. What "
          + "this setting's batch norm differs by stands in the steps of its channels.")
    }
    return notes
  }
}
