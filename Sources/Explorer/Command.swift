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
  /// A budget is to be typed; the frontier opens for its answer.
  case askBudget
  /// What the keys of that line ask for.
  case budget(BudgetCommand)
  /// What the keys of an overlay ask for.
  case overlay(OverlayCommand)
  /// Closes what is open: the zoomed pane, else the opened one.
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
  /// The mouse to the terminal, and back.
  case toggleMouse
  case showCommand
  case help
  case quit
}

/// What the keys of an overlay ask for.
public enum OverlayCommand: Hashable, Sendable {
  case step(Int)
  case page(Int)
  case first
  case last
  /// Does what the chosen line of the help says, and closes.
  case choose
  case close
}

/// What the keys of the line ask for on which a budget is typed.
public enum BudgetCommand: Hashable, Sendable {
  /// A digit or the point.
  case digit(Character)
  case erase
  case answer
  case close
}
