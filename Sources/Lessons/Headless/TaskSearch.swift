import MobileNet

/// Looks for a setting that fulfils a task, as a learner would: the nearest first, by the keys' own steps.
struct TaskSearch<Source: Facts> {
  let task: LessonTask
  /// Where the step stands, and the learner begins.
  let scene: Scene
  let facts: Source

  /// Steps of the arrow keys: thousandths of α, pixels of side.
  private static var alphaStep: Int { 50 }
  private static var sideStep: Int { 16 }

  /// A setting that was found, and how many keys lead to it.
  struct Found {
    let scene: Scene
    let setting: Setting
    let keys: Int
  }

  /// Nil where no setting of the plane fulfils it.
  func find() -> Found? {
    guard let start = try? scene.setting(beside: facts.limits) else { return nil }
    for (setting, keys) in plane(around: start) {
      var here = scene
      here.apply(.alpha(setting.alpha))
      here.apply(.side(setting.side))
      if task.isFulfilled(facts, step: scene, here: here) == true {
        return Found(scene: here, setting: setting, keys: keys)
      }
    }
    return nil
  }

  /// The settings that the arrow keys lead to, the nearest first.
  private func plane(around start: Setting) -> [(setting: Setting, keys: Int)] {
    let widths = stride(from: Self.alphaStep, through: 1000, by: Self.alphaStep).compactMap {
      WidthMultiplier(thousandths: $0)
    }
    let multiples = stride(from: Setting.sides.lowerBound, to: start.baseSide, by: Self.sideStep)
    let alphas = widths.filter { facts.limits.widths.contains($0) } + [start.alpha]
    let places = alphas.flatMap { alpha in (multiples + [start.baseSide]).map { (alpha, $0) } }
    let counted = places.map { alpha, side in
      var setting = start
      (setting.alpha, setting.side) = (alpha, side)
      let across = (alpha.thousandths - start.alpha.thousandths).magnitude
      let down = (side - start.side).magnitude
      let keys = Int(across + 49) / Self.alphaStep + Int(down + 15) / Self.sideStep
      return (setting: setting, keys: keys)
    }
    return counted.filter { $0.keys > 0 }.sorted { $0.keys < $1.keys }
  }
}
