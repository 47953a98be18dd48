/// What a key asks for.
public enum Command: Hashable, Sendable {
  /// To the next multiple of so many thousandths: +50 is "wider by 0.05".
  case alphaStep(thousandths: Int)
  case alpha(thousandths: Int)
  /// To the next multiple of so many pixels of side: −16 is "16 pixels smaller".
  case sideStep(pixels: Int)
  /// The paper's next ratio of the base side: −1 smaller, +1 larger.
  case ratioStep(Int)
  /// Back to α = ρ = 1.
  case full
  case layerStep(Int)
  case layerPage(Int)
  case firstLayer
  case lastLayer
  /// The focused pane over the whole screen, and back.
  case zoom
  /// A pane in the place of the layers, and back.
  case open(Pane)
  /// The other content of the map.
  case switchMap
  /// What the frontier's own keys ask for.
  case frontier(FrontierCommand)
  /// Closes what is open: the overlay, else the zoomed pane, else the opened one.
  case close
  case focusStep(Int)
  case nextPicture
  case nextVariant
  case nextWeights
  case nextBaseSide
  case nextThreads
  case pause
  /// Pins the present network, or takes the pin away.
  case pin
  case showCommand
  case help
  case quit
}
