extension Network {
  func runTogether(isTimed: Bool, isCancelled: () -> Bool) -> Bool {
    walk(thread: 0, isTimed: isTimed, isCancelled: isCancelled)
  }
}
