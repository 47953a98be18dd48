import Engine
import Foundation
import Measure
import MobileNet
import Testing
import Weights

@testable import Explorer

@Suite("The command that recreates a screen")
struct CommandTests {
  @Test("says only what differs from the defaults")
  func defaults() {
    #expect(
      RecreatingCommand(Example.start()).arguments == [
        "--weights", "built-in", "--weights", Self.halfPath,
      ])
    var state = Example.start(catalogue: Self.plain)
    #expect(RecreatingCommand(state).text == "mobilenet-explorer")
    state.press(.character("2"), .down, .down)
    #expect(RecreatingCommand(state).text == "mobilenet-explorer --alpha 0.5 --side 96")
    state.type(".vbi")
    #expect(
      RecreatingCommand(state).text
        == "mobilenet-explorer --alpha 0.51 --side 96 --base 160 --variant standard espresso.jpg")
    state.type("0")
    #expect(
      RecreatingCommand(state).text
        == "mobilenet-explorer --base 160 --variant standard espresso.jpg")
  }

  @Test("knows every option")
  func options() {
    var state = State(
      catalogue: Example.catalogue,
      choice: Choice(
        setting: Setting(
          alpha: Example.width(375), side: 100, baseSide: 300, variant: .shallow,
          rhoRule: .filters, padding: .symmetric, classes: 10),
        picture: 2, weights: 1, threads: 4, instructionSet: .baseline))
    #expect(
      RecreatingCommand(state).text
        == """
        mobilenet-explorer --alpha 0.375 --side 100 --base 300 --variant shallow \
        --rho-rule filters --classes 10 --weights nets/half.safetensors --weights built-in \
        --threads 4 --isa baseline bison.jpg
        """)
    // A network of one width starts at that one, so α = 1 has to be said.
    state.choice.setting.alpha = Example.width(500)
    #expect(!RecreatingCommand(state).text.contains("--alpha"))
    state.choice.setting.alpha = .one
    #expect(RecreatingCommand(state).text.contains("--alpha 1 "))
  }

  @Test("tells how weights are quantised where it is not the usual way, of the pinned network too")
  func quantisation() {
    let quantised = { (bits: Int, scales: Quantisation.Scales) in
      Precision.int8(Quantisation(weightBits: bits, scales: scales))
    }
    var state = Example.start(catalogue: Self.plain)
    for (precision, options) in [
      (.int8, "--precision int8"), (quantised(4, .channel), "--precision int8 --weight-bits 4"),
      (quantised(8, .tensor), "--precision int8 --scales tensor"),
      (quantised(3, .tensor), "--precision int8 --weight-bits 3 --scales tensor"),
    ] as [(Precision, String)] {
      state.choice.precision = precision
      state.choice.pinned = nil
      #expect(RecreatingCommand(state).text == "mobilenet-explorer \(options)")
      state.press(.character("p"), .character("P"))
      #expect(RecreatingCommand(state).text == "mobilenet-explorer --pin '\(options)'")
    }
  }

  @Test("names a seed that is not the usual one")
  func seed() {
    let state = Example.start(
      catalogue: Catalogue(
        pictures: Example.catalogue.pictures, weights: [Example.builtIn],
        instructionSets: [.avx2], maximumThreads: 1, seed: 7))
    #expect(RecreatingCommand(state).text == "mobilenet-explorer --seed 7")
  }

  @Test("names the pictures that were given, the present one first")
  func pictures() {
    let files = ["a b.png", "-x.jpg", "it's.ppm"].map { PictureEntry(name: $0, argument: $0) }
    var state = Example.start(
      catalogue: Catalogue(
        pictures: files, namedPictures: 3, weights: [Example.builtIn], instructionSets: [.avx2],
        maximumThreads: 1))
    #expect(
      RecreatingCommand(state).text == #"mobilenet-explorer 'a b.png' ./-x.jpg 'it'\''s.ppm'"#)
    state.type("i")
    #expect(RecreatingCommand(state).arguments == ["./-x.jpg", "it's.ppm", "a b.png"])
    state = Example.start(
      catalogue: Catalogue(
        pictures: files + Example.catalogue.pictures, namedPictures: 3, weights: [Example.builtIn],
        instructionSets: [.avx2], maximumThreads: 1))
    state.type("iii")
    #expect(
      RecreatingCommand(state).arguments
        == ["cat.jpg", "a b.png", "-x.jpg", "it's.ppm"].map(Self.asPath))
  }

  @Test("names a built-in photo that was named first, unless it is the usual one")
  func namedPhotos() {
    let photos = Example.catalogue.pictures.map { $0.argument }
    let start = { (names: [String]) in
      Example.start(
        catalogue: Catalogue(
          pictures: (names + photos.filter { !names.contains($0) }).map {
            PictureEntry(name: $0, argument: $0)
          }, namedPictures: names.count, defaultPicture: photos[0], weights: [Example.builtIn],
          instructionSets: [.avx2], maximumThreads: 1))
    }
    #expect(RecreatingCommand(start([])).arguments == [])
    #expect(RecreatingCommand(start([photos[0]])).arguments == [])
    #expect(RecreatingCommand(start([photos[1]])).arguments == [photos[1]])
    #expect(RecreatingCommand(start([photos[0], photos[2]])).arguments == [photos[0], photos[2]])
    var state = start([photos[1]])
    state.type("i")
    #expect(RecreatingCommand(state).arguments == [photos[0], photos[1]])
  }

  @Test(
    "a shell reads back what was quoted",
    arguments: [
      "plain", "a b", "it's", "", "$HOME `x` \"y\" \\ *?[a]!", "é ρ", "tab\there", "esc\u{1B}[31m",
      "line\nbreak'quote\\", "c1\u{9B}2J", "\u{7F}", "~", "a=b;c&d|e<f>(g){h}#i",
    ])
  func quoting(word: String) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", "printf %s \(shellWord(word))"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let read = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(String(decoding: read, as: UTF8.self) == word)
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .control
    }
    #expect(!shellWord(word).unicodeScalars.contains(where: isControl))
  }

  @Test("read back, it gives the same screen", arguments: 0..<64)
  func roundTrip(number: Int) throws {
    // Each bit of the number presses some keys.
    let presses = ["..,hh", "-----", "bb", "v", "w", "tti"]
    var state = Example.start()
    for (bit, keys) in presses.enumerated() where number >> bit & 1 == 1 { state.type(keys) }
    let read = try Self.parsed(RecreatingCommand(state).arguments)
    #expect(read.choice.setting == state.choice.setting)
    #expect(read.choice.threads == state.choice.threads)
    #expect(read.choice.instructionSet == state.choice.instructionSet)
    #expect(read.pictureEntry == state.pictureEntry)
    #expect(read.family == state.family)
    #expect(read.figures.architecture == state.figures.architecture)
  }

  @Test("names what was given and no key changes, and what is looked at")
  func views() {
    var state = Example.start(
      catalogue: Catalogue(
        pictures: Example.catalogue.pictures, weights: [Example.builtIn], instructionSets: [.avx2],
        maximumThreads: 4, options: ["--color", "16", "--ascii"]))
    state.type("jjp2t")
    #expect(
      RecreatingCommand(state).text
        == "mobilenet-explorer --alpha 0.5 --threads 2 --pin '' --layer block1.pw "
        + "--color 16 --ascii")
    state.type("pax")
    state.press(.tab, .tab, .down)
    #expect(
      RecreatingCommand(state).arguments == [
        "--alpha", "0.5", "--side", "112", "--threads", "2", "--pin", "--alpha 0.5 --threads 2",
        "--view", "plane", "--layer", "block1.pw", "--focus", "picture", "--color", "16", "--ascii",
      ])
  }

  @Test("a pane on the command line is looked at as by keys")
  func look() {
    var state = Example.start(catalogue: Example.measured)
    state.answer()
    var checksum = state.figures.current
    checksum.builtInChecksum = "ab"
    _ = reduce(&state, .snapshot(checksum))
    for keys in ["jjj", "a", "ax", "f", "fxL", "fxg", "fxjjj", "az"] {
      var pressed = state
      pressed.type(keys)
      var looked = state
      looked.look(at: pressed.viewChoice)
      #expect(looked.viewChoice == pressed.viewChoice, "\(keys)")
      #expect(looked.view == pressed.view, "\(keys)")
    }
  }

  // MARK: A reader of the command, by the rules of the command line

  private static let halfPath = "nets/half.safetensors"
  private static let plain = Catalogue(
    pictures: Example.catalogue.pictures, weights: [Example.builtIn],
    instructionSets: [.baseline, .avx2], maximumThreads: 2)

  private static func asPath(_ name: String) -> String {
    name.hasPrefix("-") ? "./\(name)" : name
  }

  private static func parsed(_ arguments: [String]) throws -> State {
    var options: [String: String] = [:]
    var weights: [WeightFamily] = []
    var pictures: [PictureEntry] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--weights" {
        weights.append(rest.popFirst() == halfPath ? Example.single : Example.builtIn)
      } else if word.hasPrefix("--") {
        options[word] = rest.popFirst()
      } else {
        pictures.append(try #require(Example.catalogue.pictures.first { $0.argument == word }))
      }
    }
    if weights.isEmpty { weights = [Example.builtIn] }
    if pictures.isEmpty { pictures = Example.catalogue.pictures }
    let base = options["--base"].flatMap { Int($0) } ?? weights[0].baseSide
    let alpha = options["--alpha"].flatMap { WidthMultiplier($0) }
    let setting = Setting(
      alpha: alpha ?? weights[0].startingAlpha,
      side: options["--side"].flatMap { Int($0) } ?? base, baseSide: base,
      variant: options["--variant"].flatMap(Variant.init) ?? weights[0].variant,
      rhoRule: options["--rho-rule"].flatMap(RhoRule.init) ?? .compute,
      padding: weights[0].padding,
      classes: options["--classes"].flatMap { Int($0) } ?? weights[0].classes)
    return State(
      catalogue: Catalogue(
        pictures: pictures, weights: weights, instructionSets: [.baseline, .avx2],
        maximumThreads: 6),
      choice: Choice(
        setting: setting, threads: options["--threads"].flatMap { Int($0) } ?? 1,
        instructionSet: options["--isa"].flatMap(InstructionSet.init) ?? .avx2))
  }
}
