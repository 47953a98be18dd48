import MobileNet
import Testing

@testable import Weights

@Suite("What weights say of themselves")
struct WeightDescriptionTests {
  private static let half = WidthMultiplier("0.5") ?? .one

  /// A network as Google publishes it, for the side 160.
  private static func network(
    format: WeightFormat = .tflite, widths: ClosedRange<WidthMultiplier> = half...half,
    classes: [ClassLabel] = ClassLabel.conventional(1001)
  ) -> WeightDescription {
    WeightDescription(
      name: "net", origin: "models/net.tflite", format: format, padding: .same, baseSide: 160,
      widths: widths, classes: classes, preprocessing: .plain)
  }

  @Test(
    "a file that does not name itself goes by its own name, or by its folder's",
    arguments: [
      ("a/b/net.tflite", "net"), ("net.tflite", "net"), ("net", "net"),
      ("a/net.v1.tflite", "net.v1"), ("hub/mobilenet/model.safetensors", "mobilenet"),
      ("mobilenet//pytorch_model.bin", "mobilenet"),
      ("model.safetensors", "model"), ("/model.safetensors", "model"), (".hidden", ".hidden"),
      ("a/model.v1.safetensors", "model.v1"), ("/", "/"), ("", ""),
    ])
  func names(path: String, name: String) {
    #expect(WeightDescription.name(ofFile: path) == name)
  }

  @Test("nobody says how pixels become the input: a sentence, unless somebody does")
  func assumption() {
    var network = Self.network()
    let sentence =
      "net: does not say how pixels become its input, so they are scaled to −1…1; "
      + "where it was trained otherwise give --mean and --std"
    #expect(network.assumption == sentence)
    var choice = PreprocessingChoice()
    choice.crop = 1
    #expect(network.with(choice).assumption == sentence)
    choice.std = [1, 1, 1]
    #expect(network.with(choice).assumption == nil)
    network.preprocessingOrigin = .file
    #expect(network.assumption == nil)
    network.preprocessingOrigin = .assumed
    network.isTrained = false
    #expect(network.assumption == nil)
  }

  @Test("its own integers can't be used in int8: a sentence that says why")
  func integers() {
    var network = Self.network()
    for form in [IntegerForm.anew, .own] {
      network.integers = form
      #expect(network.integersProblem == nil)
    }
    network.integers = .unusable("conv0's output has no sound step")
    #expect(
      network.integersProblem
        == "net: its own integers can't be used in int8: conv0's output has no sound step; new ones "
        + "are made of its weights, or give --precision float32")
  }

  @Test("pictures are not resized as the file asks for: a sentence that names the filter")
  func compromise() {
    var network = Self.network()
    #expect(network.compromise == nil)
    network.resampling = "lanczos"
    #expect(
      network.compromise
        == "net: was trained on pictures resized with the filter 'lanczos', but they are resized "
        + "bilinearly here; expect answers that differ a little")
  }

  @Test("a published accuracy belongs to a format, ImageNet's classes, one width, its own pixels")
  func publishedAccuracy() {
    #expect(Self.network().publishedAccuracy?.source == .float2018)
    #expect(Self.network(format: .tfliteQuantised).publishedAccuracy?.source == .quantised2018)
    #expect(Self.network(classes: ClassLabel.imageNet).publishedAccuracy != nil)
    #expect(Self.network(format: .timm).publishedAccuracy == nil)
    #expect(Self.network(format: .pack).publishedAccuracy == nil)
    #expect(Self.network(widths: Self.half ... .one).publishedAccuracy == nil)
    #expect(Self.network(classes: ClassLabel.numbered(999)).publishedAccuracy == nil)
    #expect(Self.network(classes: ClassLabel.numbered(1002)).publishedAccuracy == nil)
    var choice = PreprocessingChoice()
    choice.mean = [0, 0, 0]
    #expect(Self.network().with(choice).publishedAccuracy == nil)
  }

  @Test(
    "what keeps weights from answering is one clause",
    arguments: [
      (.untrained, nil, "no trained weights"),
      (.untrained, "try =", "no trained weights"),
      (.variant(.standard), nil, "no trained weights for the standard variant"),
      (.filters, nil, "no trained weights for filters that shrink with ρ²"),
      (.padding(.symmetric), nil, "no trained weights for symmetric padding"),
      (.classes(7), nil, "no trained weights for 7 classes"),
      (
        .width(half, trained: [.one ... .one]), nil,
        "no trained weights for α 0.50 (trained: 1.00)"
      ),
      (
        .width(.one.moved(byThousandths: -950), trained: [half...half, half ... .one]), "try =",
        "no trained weights for α 0.05 (trained: 0.50 0.50…1.00; try =)"
      ),
    ] as [(WeightMismatch, String?, String)])
  func mismatches(mismatch: WeightMismatch, hint: String?, sentence: String) {
    #expect(mismatch.sentence(hint: hint) == sentence)
  }

  @Test("random numbers answer for nothing, but have any structure")
  func untrained() {
    var network = Self.network()
    network.isTrained = false
    let setting = Setting(alpha: Self.half, side: 160, baseSide: 160, classes: 1001)
    #expect(network.mismatch(setting) == .untrained)
    #expect(network.fits(setting))
  }

  @Test("one width is that width alone; a slimmable network has every narrower one")
  func fits() {
    let widths = [50, 499, 500, 501, 1000].compactMap(WidthMultiplier.init(thousandths:))
    func fitting(_ network: WeightDescription) -> [Int] {
      widths.filter {
        network.fits(Setting(alpha: $0, side: 96, baseSide: 160, classes: 1001))
      }.map(\.thousandths)
    }
    let slimmable = Self.network(widths: widths[1]...widths[2])
    #expect(fitting(Self.network()) == [500])
    #expect(fitting(slimmable) == [50, 499, 500])
    // Of those it has, it answers for the trained ones.
    let answering = widths.filter {
      slimmable.mismatch(Setting(alpha: $0, side: 96, baseSide: 160, classes: 1001)) == nil
    }
    #expect(answering.map(\.thousandths) == [499, 500])
  }

  @Test("another variant, padding, reading of ρ or number of classes is no slice of it")
  func noSlice() {
    let changes: [(inout Setting) -> Void] = [
      { $0.variant = .shallow }, { $0.padding = .symmetric }, { $0.rhoRule = .filters },
      { $0.classes = 1000 },
    ]
    for change in changes {
      var setting = Setting(alpha: Self.half, side: 96, baseSide: 160, classes: 1001)
      change(&setting)
      #expect(!Self.network().fits(setting), "\(setting)")
    }
  }
}
