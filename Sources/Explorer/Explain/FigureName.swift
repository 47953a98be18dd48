import Measure
import MobileNet

/// A figure that a pane shows.
public enum FigureName: Hashable, Sendable {
  case alpha, rho, side, build, runs
  case cost(CostQuantity, CostColumn)
  /// What stands behind a cost.
  case costPart(CostPart)
  /// Top-1 here and of what it is compared with; as a factor the points between them.
  case accuracy(CostColumn)
  case accuracyInterval
  /// How often float32 answers as the present setting does.
  case agreement
  /// Of another setting: a place of the plane or a point of the frontier.
  case setting(SettingPlace, SettingField)
  /// How many settings of the plane answer with a class, by its index.
  case answered(Int)
  /// How far interpolated accuracies are off where that was checked.
  case interpolationError
  /// Of the layer at that place in `architecture.layers`.
  case layer(Int, LayerField)
  /// Of all layers together.
  case total(LayerField)
  case prediction(rank: Int, PredictionField)
  /// Bytes a second from a level, by its name; of nil multiply-adds a second.
  case ceiling(String?)
  /// How the layers' times are ordered beside what they cost.
  case rankCorrelation(LayerCost)
  /// Of the chosen channel's pixel in the chosen layer.
  case pixel(PixelField)
  /// Of a class, by its index.
  case logit(Int)

  /// The columns of the cost pane.
  public enum CostColumn: Sendable {
    case here, reference, factor
    /// What the paper's formula predicts for the factor.
    case formula
  }

  /// What the cost pane tells behind its columns.
  public enum CostPart: Sendable {
    case weights, maps, best, gap
    /// The two ends of the latency's interval, and of its factor's to the pinned one's.
    case interval, factorInterval
  }

  /// Which setting of the present weights.
  public struct SettingPlace: Hashable, Sendable {
    public let alpha: WidthMultiplier
    public let side: Int

    public init(alpha: WidthMultiplier, side: Int) {
      (self.alpha, self.side) = (alpha, side)
    }
  }

  /// The figures of another setting.
  public enum SettingField: Hashable, Sendable {
    case top1, top5
    /// The two ends of top-1's interval.
    case top1Interval
    case cost(SettingCost)
    /// The two ends of the latency's interval.
    case latencyInterval
    /// Of what it answers for the present picture.
    case probability
  }

  /// The figures of a layer.
  public enum LayerField: Sendable {
    case sees, channels, parameters, multiplyAdds
    case time, best, workShare, timeShare, peakShare, pinned, factor
    /// Multiply-adds a second.
    case rate
    /// The same at best, and how near the layer comes to it.
    case roof, roofShare
    /// Multiply-adds a byte, as the engine moves them, and by its two maps alone.
    case intensity, mapIntensity
    case bytes, strip
    /// Multiply-adds of one standard convolution, of the two that replace it, and what share that is.
    case standardWork, separableWork, separableShare
  }

  /// The figures of the predictions.
  public enum PredictionField: Sendable {
    case probability, pinned, change, moved
  }

  /// What the layers' times are compared with.
  public enum LayerCost: Sendable {
    case multiplyAdds, parameters, bytes
  }

  /// The figures of a pixel's arithmetic.
  public enum PixelField: Hashable, Sendable {
    /// Of the term at that place.
    case weight(Int)
    case value(Int)
    case product(Int)
    /// Of the weight at that place among all of the channel's.
    case kernel(Int)
    case rest, sum, scale, shift, result
    /// What the engine gave, which in int8 is not quite what the weights as stored give.
    case computed
  }
}
