import MobileNet

extension WeightFormat {
  /// Ross Wightman's PyTorch Image Models, trained in its own way.
  public static let timm = WeightFormat("timm")
}

extension Checkpoint.Convention {
  /// `mobilenetv1_100` of timm, whose stages begin where the map shrinks: PyTorch's padding and ε.
  /// Source: timm/models/efficientnet.py, `_gen_mobilenet_v1`.
  static let timm = Checkpoint.Convention(
    format: .timm,
    places: [("conv_stem", "bn1")]
      + [1, 2, 2, 6, 2].enumerated().flatMap { stage, blocks in
        (0..<blocks).map { "blocks.\(stage).\($0)" }
      }.flatMap { [("\($0).conv_dw", "\($0).bn1"), ("\($0).conv_pw", "\($0).bn2")] },
    padding: .symmetric, epsilon: 1e-5,
    readers: [
      .network: { (configuration, metadata) throws(WeightsError) in
        try configuration.readTimm(metadata)
      }
    ])
}

extension CheckpointConfiguration {
  /// Arguments of timm's constructor that training alone needs, or that the tensors' shapes tell.
  private static let ignoredArguments: Set = [
    "num_classes", "num_features", "channel_multiplier", "depth_multiplier", "drop_rate",
    "drop_path_rate", "bn_momentum", "pretrained", "checkpoint_path", "scriptable", "exportable",
    "no_jit", "fix_stem_head", "stem_size",
  ]

  /// Source: the `config.json` that timm writes for the hub; older ones have what stands in
  /// `pretrained_cfg` at the top.
  fileprivate mutating func readTimm(_ metadata: Metadata) throws(WeightsError) {
    if metadata.has("label_names") {
      let names = try metadata.elements("label_names").map { $0.string ?? "" }
      take(names.map { ClassLabel(id: "", name: $0) }, from: metadata, "label_names")
    }
    try metadata.require("global_pool", is: CheckpointConfiguration.averages)
    if metadata.has("model_args") {
      try readTimmArguments(Metadata(metadata.members("model_args"), file: metadata.file))
    }
    let trained =
      metadata.has("pretrained_cfg")
      ? Metadata(try metadata.members("pretrained_cfg"), file: metadata.file) : metadata
    if trained.has("input_size") {
      let size = try trained.elements("input_size").compactMap(\.integer)
      guard size.count == 3, size[0] == 3, size[1] == size[2], Setting.sides.contains(size[1])
      else {
        throw trained.failure("input_size", "is not [3, side, side] with a side in 32…512")
      }
      side = size[1]
    }
    try trained.require("crop_mode", is: ["center"])
    if trained.has("interpolation") {
      let filter = try trained.string("interpolation")
      resampling = filter == ResizingFilter.bilinear ? nil : filter
    }
    guard ["mean", "std", "crop_pct"].contains(where: trained.has) else { return }
    preprocessing = Preprocessing(
      mean: trained.has("mean")
        ? try trained.colour("mean", in: -1000...1000) : Preprocessing.plain.mean,
      std: trained.has("std")
        ? try trained.colour("std", in: 0.001...1000) : Preprocessing.plain.std,
      crop: trained.has("crop_pct")
        ? try trained.number("crop_pct", in: 0.01...1) : Preprocessing.plain.crop)
  }

  /// What timm calls a global mean.
  private static let averages = ["avg", "fast"]

  /// What the network was made with, beside its name. Source: timm/models/_efficientnet_builder.py.
  private mutating func readTimmArguments(_ arguments: Metadata) throws(WeightsError) {
    for key in arguments.keys where arguments.has(key) {
      switch key {
      case _ where CheckpointConfiguration.ignoredArguments.contains(key): break
      case "global_pool": try arguments.require(key, is: CheckpointConfiguration.averages)
      case "act_layer": try arguments.require(key, is: ["relu6"])
      case "in_chans": try arguments.require(key, is: 3)
      case "output_stride": try arguments.require(key, is: 32)
      case "pad_type":
        try arguments.require(key, is: ["", "same"])
        padding = try arguments.string(key) == "same" ? .same : .symmetric
      case "bn_tf": if try arguments.flag(key), epsilon == nil { epsilon = 0.001 }
      case "bn_eps": epsilon = Float(try arguments.number(key, in: 0...1))
      default: throw arguments.failure(key, "is a setting that this program does not know")
      }
    }
  }
}
