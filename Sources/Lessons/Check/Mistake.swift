/// What students get wrong when they count a network by hand.
public enum Mistake: CaseIterable, Sendable {
  case strideForgotten
  case biasCounted
  case depthMultiplier
  case padding
  case alphaOnOneSide
  case rhoOnChannels
  case rounding
  case flops
  case classifierLeftOut
  case pictureScaled

  /// The mistake in a word or two, and what is right instead.
  public var sentence: String {
    switch self {
    case .strideForgotten:
      "stride forgotten: with stride 2 a map has half as many rows and columns"
    case .biasCounted:
      "bias or batch norm counted: parameters are the weights alone"
    case .depthMultiplier:
      "depth multiplier: a depthwise layer has one filter a channel, a full convolution one for each pair"
    case .padding:
      "padding: zeros at the edges keep a map's size at stride 1, and products with them count"
    case .alphaOnOneSide:
      "α on one side only: it thins the channels that come in and those that go out"
    case .rhoOnChannels:
      "ρ on channels: it shrinks the picture and the maps, never the number of channels"
    case .rounding:
      "floor against round: channels are ⌊α·N⌋, at least 8, and an odd side is halved upwards"
    case .flops:
      "FLOPs: one multiply and one add together count as one multiply-add"
    case .classifierLeftOut:
      "classifier left out: its weights and multiply-adds belong to the network"
    case .pictureScaled:
      "the picture's channels scaled: it has three at any α"
    }
  }
}
