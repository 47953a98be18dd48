import Engine
import MobileNet
import Testing

@Suite("What a layer sees of the picture, in the engine")
struct ReceptiveFieldTests {
  private static let side = 224

  @Test(
    "is the box's pixels and no others",
    arguments: ["conv0", "block1.dw", "block2.pw", "block3.dw", "block5.dw", "block6.pw"])
  func box(name: String) throws {
    let network = Network(panels: SeededPanels.of(.separable), instructionSet: .baseline)
    let setting = Setting(
      alpha: try #require(WidthMultiplier(thousandths: 250)), side: Self.side, baseSide: Self.side,
      classes: 100)
    network.rebuild(setting)
    let layers = network.architecture.layers
    let place = try #require(layers.firstIndex { $0.name == name })
    let box = layers[place].pixelsSeen(ofPictureSide: Self.side)
    let usual = picture(side: Self.side)
    let isInside = { (row: Int, column: Int) in box.contains(row) && box.contains(column) }
    let outside = changed(usual) { !isInside($0, $1) }
    let edges = changed(usual) { row, column in
      isInside(row, column) && (row == box.lowerBound || column == box.upperBound - 1)
    }
    let before = middle(of: place, for: usual, network)
    #expect(middle(of: place, for: outside, network) == before)
    // Nor is the box too large: its first row and its last column count.
    #expect(middle(of: place, for: edges, network) != before)
  }

  private func changed(
    _ picture: [Float], where isChanged: (_ row: Int, _ column: Int) -> Bool
  ) -> [Float] {
    picture.indices.map { place in
      let (row, column) = (place / 3 / Self.side, place / 3 % Self.side)
      return isChanged(row, column) ? -picture[place] : picture[place]
    }
  }

  /// All channels of the layer's middle value.
  private func middle(of layer: Int, for picture: [Float], _ network: Network) -> [Float] {
    network.load(input: picture)
    let map = network.activations()[layer]
    let shape = network.architecture.layers[layer].output
    let start = (shape.height / 2 * shape.width + shape.width / 2) * shape.channels
    return Array(map[start..<start + shape.channels])
  }
}
