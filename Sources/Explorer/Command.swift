/// What a key asks for: each part of the state knows what its own commands do.
public enum Command: Hashable, Sendable {
  case choice(ChoiceCommand)
  case view(ViewCommand)
  case plane(PlaneCommand)
  case frontier(FrontierCommand)
  case quit
}
