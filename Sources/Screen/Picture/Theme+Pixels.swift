// Pictures.
extension Theme {
  /// Whether pixels have colours of their own: two in a cell, or where there are no half blocks one.
  var showsPixels: Bool { paints }

  /// A colour for each pixel, row by row: its own, or one of the 256 that the terminal has.
  func pixels(_ raster: Raster) -> [Color] {
    hasTrueColors ? raster.pixels.map { Color($0) } : Quantiser.palette(raster)
  }
}
