import MobileNet

extension WeightFormat {
  /// Google's float checkpoints, as Hugging Face's transformers save them.
  public static let huggingFace = WeightFormat("Hugging Face", published: .float2018)
}

extension Checkpoint.Convention {
  /// `MobileNetV1ForImageClassification` of Hugging Face's transformers: TensorFlow's padding, and
  /// ε as in Google's training. Source: configuration_mobilenet_v1.py, modeling_mobilenet_v1.py.
  static let huggingFace = Checkpoint.Convention(
    format: .huggingFace,
    places: (["conv_stem"] + (0..<26).map { "layer.\($0)" }).map {
      ("mobilenet_v1.\($0).convolution", "mobilenet_v1.\($0).normalization")
    },
    padding: .same, epsilon: 0.001,
    readers: [
      .network: { (configuration, metadata) throws(WeightsError) in
        try configuration.readHuggingFace(metadata)
      },
      .pictures: { (configuration, metadata) throws(WeightsError) in
        try configuration.readPreprocessor(metadata)
      },
    ])
}

/// Pillow's filters, as the libraries name them or number them.
enum ResizingFilter {
  /// In the order of Pillow's `Image.Resampling`.
  static let names = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]
  /// What this program does.
  static let bilinear = "bilinear"
}

extension CheckpointConfiguration {
  /// Source: configuration_mobilenet_v1.py of Hugging Face's transformers.
  fileprivate mutating func readHuggingFace(_ metadata: Metadata) throws(WeightsError) {
    try metadata.require("model_type", is: ["mobilenet_v1"])
    try metadata.require("hidden_act", is: ["relu6"])
    // Other losses were trained for other answers than those of a softmax.
    try metadata.require("problem_type", is: ["single_label_classification"])
    try metadata.requireNone("quantization_config")
    if metadata.has("image_size") { side = try metadata.side("image_size") }
    if metadata.has("tf_padding") {
      padding = try metadata.flag("tf_padding") ? .same : .symmetric
    }
    if metadata.has("layer_norm_eps") {
      epsilon = Float(try metadata.number("layer_norm_eps", in: 0...1))
    }
    guard metadata.has("id2label") else { return }
    let entries = try metadata.members("id2label")
    var labels = ClassLabel.numbered(entries.count)
    for entry in entries {
      guard let index = Int(entry.key), labels.indices.contains(index),
        let name = entry.value.string
      else { throw metadata.failure("id2label", "does not number the classes from 0") }
      labels[index] = ClassLabel(id: "", name: name)
    }
    // Where nobody named them they are called so.
    if labels.first?.name != "LABEL_0" { take(labels, from: metadata, "id2label") }
  }

  /// Shorter side to `size`, the middle `crop_size` of that, times `rescale_factor`, minus mean, by
  /// deviation. Source: image_processing_mobilenet_v1.py of Hugging Face's transformers, whose
  /// defaults these are.
  fileprivate mutating func readPreprocessor(_ metadata: Metadata) throws(WeightsError) {
    for key in ["do_resize", "do_center_crop"] where try metadata.flag(key, else: true) == false {
      throw metadata.failure(key, "is false, but pictures are always resized and cropped here")
    }
    for key in ["do_pad", "do_flip_channel_order", "do_reduce_labels"]
    where try metadata.flag(key, else: false) {
      throw metadata.failure(key, "is true, which this program can't do")
    }
    if metadata.has("resample") {
      let names = ResizingFilter.names
      let name = names[try metadata.wholeNumber("resample", below: names.count)]
      resampling = name == ResizingFilter.bilinear ? nil : name
    }
    let size = try metadata.pixels("size", "shortest_edge") ?? 256
    let crop = try metadata.pixels("crop_size", "height", "width") ?? 224
    guard Setting.sides.contains(crop), crop <= size else {
      throw metadata.failure(
        "crop_size", "of \(crop) is no side in 32…512 or more than the size of \(size)")
    }
    side = crop
    let isRescaled = try metadata.flag("do_rescale", else: true)
    let factor =
      isRescaled && metadata.has("rescale_factor")
      ? try metadata.number("rescale_factor", in: 1e-6...1000) : isRescaled ? 1 / 255 : 1
    let isNormalised = try metadata.flag("do_normalize", else: true)
    let values = { (key: String, range: ClosedRange<Double>) throws(WeightsError) in
      metadata.has(key) ? try metadata.colour(key, in: range) : SIMD3<Float>(repeating: 0.5)
    }
    let mean = isNormalised ? try values("image_mean", -1000...1000) : SIMD3(repeating: 0)
    let std = isNormalised ? try values("image_std", 0.001...1000) : SIMD3(repeating: 1)
    // Of pixels of 0…255 · factor: those of 0…1 are factor · 255 times as small.
    let stretch = Float(factor * 255)
    preprocessing = Preprocessing(
      mean: stretch == 1 ? mean : mean / stretch, std: stretch == 1 ? std : std / stretch,
      crop: Double(crop) / Double(size))
  }
}
