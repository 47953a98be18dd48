import Files
import Testing

@testable import Weights

@Suite("An error about weights")
struct WeightsErrorTests {
  @Test(
    "is one sentence: the file, what is wrong, the mend",
    arguments: [
      (
        .unreadable(UnreadableFile("a", .refused(2))),
        "a: cannot be read: No such file or directory; check the path and its permissions"
      ),
      (
        .unreadable(UnreadableFile("a", .notRegular)),
        "a: not a regular file; give a file of weights"
      ),
      (
        .otherFormat(file: "a", .gzip),
        "a: compressed with gzip, neither TFLite nor safetensors; unpack it with gunzip"
      ),
      (.empty(file: "a"), "a: the file is empty; copy it anew"),
      (
        .noWeights(folder: "a"),
        "a: no file here ends in .safetensors or .tflite; give a folder of weights"
      ),
      (
        .unreadable(UnreadableFile("a", .tooLarge(bytes: 9, limit: 5))),
        "a: 9 bytes, more than the 5 that can be read; give the weights of one MobileNet"
      ),
      (
        .unknownFormat(file: "a"),
        "a: no weights that this program knows; give TFLite, or safetensors with the names of "
          + "Hugging Face or timm, a mobilenet-slimmable/1 pack or a plain network"
      ),
      (
        .unsupportedVersion(
          file: "a", found: "mobilenet-slimmable/2", readable: "mobilenet-slimmable/1"),
        "a: the format is 'mobilenet-slimmable/2', this program reads mobilenet-slimmable/1; "
          + "update one of the two"
      ),
      (
        .malformed(file: "a", format: "safetensors", problem: "only 7 bytes"),
        "a: not a sound safetensors file: only 7 bytes; copy or export it anew"
      ),
      (
        .badMetadata(file: "a", key: "crop", problem: "is no number in 0.01…1.0"),
        "a: metadata 'crop' is no number in 0.01…1.0; export the file anew, or give another"
      ),
      (
        .missingTensor(file: "a", name: "b", found: "c"),
        "a: the tensor 'b' is missing, 'c' stands there instead; export the file anew"
      ),
      (
        .missingTensor(file: "a", name: "b", found: nil),
        "a: the tensor 'b' is missing; export the file anew"
      ),
      (
        .unexpectedTensor(file: "a", name: "b"),
        "a: the network has no tensor 'b'; export the file without it"
      ),
      (
        .unsupportedType(file: "a", tensor: "b", type: "I32"),
        "a: 'b' has the type 'I32'; only F32, F16 and BF16 can be read, convert it"
      ),
      (
        .wrongShape(file: "a", tensor: "b", expected: [2], found: [3, 1]),
        "a: 'b' has the shape [3, 1], expected [2]; export the file anew"
      ),
      (
        .notFinite(file: "a", tensor: "b", index: 7),
        "a: 'b' is not a finite number at place 7; export the file anew"
      ),
      (
        .notPositive(file: "a", tensor: "b", index: 7),
        "a: 'b' is too small at place 7: a variance is never negative, a deviation is above 0; "
          + "export the file anew"
      ),
    ] as [(WeightsError, String)])
  func sentences(error: WeightsError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test("cuts a name that is absurdly long")
  func longNames() {
    let name = String(repeating: "x", count: 100_000)
    #expect(quoted(name) == "'\(String(repeating: "x", count: 60))…'")
    #expect(quoted("short") == "'short'")
  }
}
