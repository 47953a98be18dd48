import Lessons
import Measure
import MobileNet
import Weights

extension Scene {
  /// Where the explorer is, as a lesson would say it.
  init(_ state: State) {
    self.init()
    let setting = state.choice.setting
    choice.alpha = setting.alpha
    choice.side = setting.side
    choice.baseSide = setting.baseSide
    choice.variant = setting.variant
    choice.rhoRule = setting.rhoRule
    choice.classes = setting.classes
    precision = state.choice.precision
    picture = state.pictureEntry.argument
  }
}

extension Catalogue {
  /// The place of a photo, of nil that of the first built-in one; nil where there is no such photo.
  func place(ofPicture name: String?) -> Int? {
    guard let name else { return min(namedPictures, pictures.count - 1) }
    return pictures.firstIndex { $0.isBuiltIn && $0.argument == name }
      ?? pictures.firstIndex { $0.argument == name }
  }
}

extension State {
  /// Goes where a step stands. What the weights in use can't do stays as it is.
  mutating func go(to scene: Scene) {
    if let setting = try? scene.setting(beside: family.limits) { choice.setting = setting }
    if let precision = scene.precision { choice.precision = precision }
    choice.picture = catalogue.place(ofPicture: scene.picture) ?? choice.picture
    choice.attemptedPicture = choice.picture
    bringInLine()
    var view = ViewChoice(scene.view)
    view.usesMouse = self.view.usesMouse
    look(at: view)
  }
}

extension ViewChoice {
  /// What a lesson sets: options of the command line, read before.
  fileprivate init(_ words: [Scene.ViewWord]) {
    self.init()
    for word in words {
      LessonOption.all.first { $0.words.name == word.option }?.take(&self, word.value)
    }
  }
}
