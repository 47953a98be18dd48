/// How stored pixels must be turned to be seen as meant: EXIF's eight values.
enum Orientation: Int {
  case upright = 1
  case mirroredLeftRight = 2
  case upsideDown = 3
  case mirroredTopBottom = 4
  /// Mirrored along the diagonal from the top left.
  case transposed = 5
  /// Stored turned left.
  case turnRight = 6
  /// Mirrored along the diagonal from the top right.
  case transposedOther = 7
  /// Stored turned right.
  case turnLeft = 8

  private var swapsSides: Bool { rawValue >= 5 }

  func turned(_ stored: Picture) -> Picture {
    if self == .upright { return stored }
    let (width, height) =
      swapsSides ? (stored.height, stored.width) : (stored.width, stored.height)
    let (start, right, down) = walk(width: stored.width, height: stored.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: stored.pixels.count) { turned, count in
      count = stored.pixels.count
      stored.pixels.withUnsafeBufferPointer { stored in
        var to = 0
        for y in 0..<height {
          var from = (start + y * down) * 3
          for _ in 0..<width {
            turned[to] = stored[from]
            turned[to + 1] = stored[from + 1]
            turned[to + 2] = stored[from + 2]
            to += 3
            from += right * 3
          }
        }
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// The stored pixel that becomes the top left one, and the steps in stored pixels that go right and
  /// down in the turned picture.
  private func walk(width: Int, height: Int) -> (start: Int, right: Int, down: Int) {
    let topRight = width - 1
    let bottomLeft = (height - 1) * width
    let bottomRight = bottomLeft + topRight
    return switch self {
    case .upright: (0, 1, width)
    case .mirroredLeftRight: (topRight, -1, width)
    case .upsideDown: (bottomRight, -1, -width)
    case .mirroredTopBottom: (bottomLeft, 1, -width)
    case .transposed: (0, width, 1)
    case .turnRight: (bottomLeft, -width, 1)
    case .transposedOther: (bottomRight, -width, -1)
    case .turnLeft: (topRight, width, -1)
    }
  }
}
