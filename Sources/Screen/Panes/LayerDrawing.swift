import MobileNet
import Reports

/// A layer as a drawing: which values of the maps that come in, through which kernels, make one value of the
/// maps that go out. Shaded is what that one value takes part in.
///
///      M = 115    D_K = 3      M = 115
///     ┌──────┐┐┐   ┌───┐┐┐   ┌────┐┐┐
///     │▒▒▒   │││ * │▒▒▒│││ → │▒   │││
///     └──────┘┘┘   └───┘┘┘   └────┘┘┘
///      48×48      115 kernels  D_F = 24
///
/// Letters as in arXiv:1704.04861, section 3.1.
struct LayerDrawing {
  let layer: Layer

  /// Cells of its widest line.
  static let columns = 34

  /// Five lines; the letters as they are spelled in UTF-8.
  var lines: [String] {
    let (above, boxes, below) = (labels.above, boxes, labels.below)
    return [row(above, indent: 1)]
      + (0..<3).map { line in
        let words = line == 1 ? signs : ("", "")
        return boxes.input[line].padded(to: 10) + " \(words.0)".padded(to: 3)
          + boxes.kernel[line].padded(to: 8) + " \(words.1)".padded(to: 3) + boxes.output[line]
      } + [row(below, indent: 1)]
  }

  private func row(_ words: [String], indent: Int) -> String {
    let text = zip(words, [11, 13, 0]).map { $0.padded(to: $1) }.joined()
    return String(repeating: " ", count: indent) + text
  }

  /// What one value of the output sums up.
  var sentence: String {
    let (kernel, inputs) = (layer.kernel, layer.input.channels)
    let place = "\(kernel)×\(kernel)"
    switch layer.kind {
    case .conv:
      return "\(place) of all \(inputs) maps: \(Figure.grouped(kernel * kernel * inputs)) products"
    case .depthwise: return "\(place) of one map: \(kernel * kernel) products a value"
    case .pointwise: return "\(place) of all \(inputs) maps: \(inputs) products"
    case .pool: return "the mean of one map's \(place) values"
    case .linear: return "all \(inputs) means: \(inputs) products a logit"
    }
  }

  private var labels: (above: [String], below: [String]) {
    let (inputs, outputs) = (layer.input.channels, layer.output.channels)
    let sides = ("\(layer.input.height)×\(layer.input.width)", "D_F = \(layer.output.height)")
    let kernel = "D_K = \(layer.kernel)"
    switch layer.kind {
    case .conv, .pointwise:
      return (
        ["M = \(inputs)", kernel, "N = \(outputs)"], [sides.0, "\(outputs) kernels", sides.1]
      )
    case .depthwise:
      return (
        ["M = \(inputs)", kernel, "M = \(outputs)"], [sides.0, "\(inputs) kernels", sides.1]
      )
    case .pool: return (["M = \(inputs)", "", "M = \(outputs)"], [sides.0, "mean", "1×1"])
    case .linear:
      return (["M = \(inputs)", "", "N = \(outputs)"], ["means", "M·N weights", "logits"])
    }
  }

  private var signs: (String, String) {
    switch layer.kind {
    case .pool: ("", "→")
    case .conv, .depthwise, .pointwise, .linear: ("*", "→")
    }
  }

  private typealias Box = [String]

  private var boxes: (input: Box, kernel: Box, output: Box) {
    let output = stack(layer.output.height == 1 ? 1 : 4, shaded: 1)
    switch layer.kind {
    case .conv:
      return (stack(6, shaded: 3, isThrough: true), stack(3, shaded: 3, isThrough: true), output)
    case .depthwise: return (stack(6, shaded: 3), stack(3, shaded: 3), output)
    case .pointwise:
      return (stack(6, shaded: 1, isThrough: true), stack(1, shaded: 1, isThrough: true), output)
    case .pool: return (stack(6, shaded: 6), ["", "", ""], output)
    case .linear:
      return (stack(1, shaded: 1, isThrough: true), stack(1, shaded: 1, isThrough: true), output)
    }
  }

  /// Maps one behind the other; the shaded part of the front one, or of all of them.
  private func stack(_ width: Int, shaded: Int, isThrough: Bool = false) -> Box {
    let line = String(repeating: "─", count: width)
    let fill = String(repeating: "▒", count: shaded).padded(to: width)
    return ["┌\(line)┐┐┐", "│\(fill)" + (isThrough ? "▒▒▒" : "│││"), "└\(line)┘┘┘"]
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - cellCount))
  }
}
