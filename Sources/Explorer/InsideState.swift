import Measure
import MobileNet
import Weights

/// What the keys of the feature maps ask for.
public enum InsideCommand: Hashable, Sendable {
  /// Through the tiles, the strongest channel first.
  case tileStep(Int)
  case firstTile
  case lastTile
  /// Makes the chosen tile large, with a cursor on its strongest pixel.
  case enlarge
  /// Moves that cursor.
  case move(rows: Int, columns: Int)
  /// Back to the tiles.
  case leave
}

/// The feature maps as they are looked at: which tile, and where the cursor is in one made large.
public struct InsideState: Equatable, Sendable {
  /// A place in a map.
  public struct Pixel: Equatable, Sendable {
    public let row: Int
    public let column: Int

    public init(row: Int, column: Int) {
      (self.row, self.column) = (row, column)
    }
  }

  /// The layer that the rest is about: its place in the architecture.
  var layer = 0
  /// The chosen channel; nil for the strongest, whichever it is.
  public internal(set) var channel: Int?
  /// The pixel under the cursor of a tile made large, in the layer's output; nil while all are small.
  public internal(set) var cursor: Pixel?

  /// Another layer has other channels; a closed pane has no cursor.
  mutating func follow(layer: Int, isOpen: Bool) {
    if layer != self.layer { (self.layer, channel, cursor) = (layer, nil, nil) }
    if !isOpen { cursor = nil }
  }

  /// Does what a key asks for with the maps that are shown; without any only leaves.
  mutating func perform(_ command: InsideCommand, in inside: Inside?) {
    if command == .leave { cursor = nil }
    guard let inside else { return }
    let shape = inside.layer.output
    let present = channel(in: inside)
    switch command {
    case .tileStep(let steps):
      let place = (inside.strongest.firstIndex(of: present) ?? 0) + steps
      channel = inside.strongest[min(max(0, place), shape.channels - 1)]
    case .firstTile: channel = inside.strongest.first
    case .lastTile: channel = inside.strongest.last
    case .enlarge:
      guard inside.layer.kind != .linear else { return }
      (channel, cursor) = (present, inside.strongestPixel(of: present))
    case .move(let rows, let columns):
      guard let pixel = cursor(in: inside) else { return }
      cursor = Pixel(
        row: min(max(0, pixel.row + rows), shape.height - 1),
        column: min(max(0, pixel.column + columns), shape.width - 1))
    case .leave: break
    }
  }

  /// The chosen channel, or the strongest where α has dropped that.
  func channel(in inside: Inside) -> Int {
    channel.flatMap { $0 < inside.layer.output.channels ? $0 : nil } ?? inside.strongest[0]
  }

  /// The pixel under the cursor, which another setting may have left outside of its map.
  func cursor(in inside: Inside) -> Pixel? {
    let shape = inside.layer.output
    return cursor.map {
      Pixel(row: min($0.row, shape.height - 1), column: min($0.column, shape.width - 1))
    }
  }
}

extension Inside {
  /// Where a channel's output is largest; of several places the first.
  public func strongestPixel(of channel: Int) -> InsideState.Pixel {
    let map = output[channel]
    let largest = map.max() ?? 0
    let place = (map.firstIndex(of: largest) ?? map.startIndex) - map.startIndex
    return InsideState.Pixel(row: place / output.shape.width, column: place % output.shape.width)
  }
}

extension PaneEntry {
  static let maps = PaneEntry(
    opening: [
      KeyBinding(
        "m", footer: "m maps", "feature maps: what the chosen layer takes in and gives",
        [.character("m"): .view(.open(.maps))])
    ],
    whileFocused: [
      KeyBinding(
        "j k", footer: "j k channels", "next and previous channel, the strongest first",
        [.character("j"): .inside(.tileStep(1)), .character("k"): .inside(.tileStep(-1))]),
      KeyBinding(
        "PgUp PgDn", "sixteen channels on",
        [.pageUp: .inside(.tileStep(-16)), .pageDown: .inside(.tileStep(16))]),
      KeyBinding(
        "g G  Home End", "the strongest and the weakest channel",
        [
          .character("g"): .inside(.firstTile), .home: .inside(.firstTile),
          .character("G"): .inside(.lastTile), .end: .inside(.lastTile),
        ]),
      KeyBinding(
        "Enter", footer: "Enter one pixel", "in, kernel and out large; one pixel's arithmetic",
        [.enter: .inside(.enlarge)]),
    ],
    whileSeen: [
      KeyBinding(
        "< >", footer: "< > layer", "the layer before and after",
        [
          .character("<"): .view(.neighbouringLayer(-1)),
          .character(">"): .view(.neighbouringLayer(1)),
        ])
    ],
    isAboutLayer: true)

  /// The keys of a tile made large: it owns them all.
  static let tileKeys = [
    KeyBinding(
      "← →  h l", footer: "←→ column", "the cursor to the left and right",
      [
        .left: .inside(.move(rows: 0, columns: -1)), .right: .inside(.move(rows: 0, columns: 1)),
        .character("h"): .inside(.move(rows: 0, columns: -1)),
        .character("l"): .inside(.move(rows: 0, columns: 1)),
      ]),
    KeyBinding(
      "↑ ↓  j k", footer: "↑↓ row", "the cursor up and down",
      [
        .up: .inside(.move(rows: -1, columns: 0)), .down: .inside(.move(rows: 1, columns: 0)),
        .character("k"): .inside(.move(rows: -1, columns: 0)),
        .character("j"): .inside(.move(rows: 1, columns: 0)),
      ]),
    KeyBinding(
      "=", footer: "= explain", "explains a figure of the pixel",
      [.character("="): .view(.explain)]),
    KeyBinding("Esc", footer: "Esc leaves", "back to the tiles", [.escape: .inside(.leave)]),
  ]
}

extension Figures {
  /// A layer as it ran, or as it ran at the setting before.
  func inside(_ index: Int) -> Dated<Inside>? {
    if let fresh = current.inside, fresh.index == index { return Dated(fresh) }
    guard let stale = previous?.snapshot.inside,
      stale.layer.name == architecture.layers[index].name
    else { return nil }
    return Dated(stale, isStale: true)
  }
}

/// The feature maps as they are shown.
public struct ShownMaps {
  @Shared private var state: State

  public init(_ state: State) { self.state = state }

  /// The chosen layer as it ran for this picture; nil until the engine has told.
  public var inside: Dated<Inside>? { state.figures.inside(state.view.selectedLayer) }

  /// The channel whose tile is chosen.
  public var channel: Int? { inside.map { state.inside.channel(in: $0.value) } }

  /// The pixel under the cursor of a tile made large; nil while all are small.
  public var cursor: InsideState.Pixel? {
    inside.flatMap { state.inside.cursor(in: $0.value) }
  }

  private var layer: Layer { state.figures.layer(at: state.view.selectedLayer) }

  /// The name of a class that the classifier tells; nil where the network was not trained to.
  public func className(_ index: Int) -> String? {
    let classes = state.family.members[0].classes
    guard state.family.fits(state.choice.setting), classes.indices.contains(index) else {
      return nil
    }
    return classes[index].name
  }

  /// Whether the chosen layer has maps: the classifier has numbers alone.
  var hasTiles: Bool { layer.kind != .linear }

  /// The channel that was chosen, as far as the layer has it.
  var chosenTile: Int? {
    state.inside.channel.flatMap { $0 < layer.output.channels ? $0 : nil }
  }
}
