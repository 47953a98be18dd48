import MobileNet
import Pictures

/// A picture that may be asked for by its place: decoded when it is first needed.
public struct PictureSource: Sendable {
  /// What a notice calls it.
  public let name: String
  /// Decodes the picture, or throws the one line that says why it can't.
  let decode: @Sendable () throws(PictureError) -> Picture

  public init(name: String, decode: @escaping @Sendable () throws(PictureError) -> Picture) {
    self.name = name
    self.decode = decode
  }
}

/// The pictures that the program was started with, holding the present one decoded and resized.
final class Gallery {
  private let sources: [PictureSource]
  private var decoded: (index: Int, picture: Picture)?
  private var resized: (key: Key, pixels: [Float])?
  private var reduced: (index: Int, whole: WholePicture)?
  /// About what a terminal of 200 × 60 shows of it: every frame makes it smaller again.
  private static let longest = 128

  private struct Key: Equatable {
    let index: Int
    let side: Int
    let crop: Double
  }

  init(_ sources: [PictureSource]) {
    self.sources = sources
  }

  /// side × side × 3 values on 0…255 of the centred crop.
  func pixels(_ index: Int, side: Int, crop: Double) throws(PictureError) -> [Float] {
    let key = Key(index: index, side: side, crop: crop)
    if let resized, resized.key == key { return resized.pixels }
    let pixels = try picture(index).input(side: side, crop: crop)
    resized = (key, pixels)
    return pixels
  }

  /// What a network of this side is fed, to be shown; with all of the picture around it if that has been
  /// made already: see `whole`.
  func fed(_ index: Int, side: Int, crop share: Double) throws(PictureError) -> FedPicture {
    let picture = try picture(index)
    let crop = PictureCrop(
      width: picture.width, height: picture.height, share: share,
      side: Picture.cropLength(of: min(picture.width, picture.height), crop: share))
    return FedPicture(
      side: side, pixels: try pixels(index, side: side, crop: share), crop: crop,
      whole: crop.cuts && reduced?.index == index ? reduced?.whole : nil)
  }

  /// All of the picture. For large ones this takes longer than a key may wait: make it after the first
  /// figures.
  func whole(_ index: Int) throws(PictureError) -> WholePicture {
    if let reduced, reduced.index == index { return reduced.whole }
    let small = try picture(index).reduced(longest: Self.longest)
    let whole = WholePicture(columns: small.columns, rows: small.rows, rgb: small.rgb)
    reduced = (index, whole)
    return whole
  }

  /// What the decoder had to guess at or to overlook, in one line.
  func notice(_ index: Int) throws(PictureError) -> String? {
    try picture(index).notice(file: sources[index].name)
  }

  private func picture(_ index: Int) throws(PictureError) -> Picture {
    if let decoded, decoded.index == index { return decoded.picture }
    let picture = try sources[index].decode()
    decoded = (index, picture)
    return picture
  }
}

extension FedPicture {
  /// The picture to be shown of the pixels that a network is fed: rounded to bytes.
  fileprivate init(side: Int, pixels: [Float], crop: PictureCrop, whole: WholePicture?) {
    self.init(
      side: side, rgb: pixels.map { UInt8(max(0, min(255, $0.rounded()))) }, crop: crop,
      whole: whole)
  }
}
