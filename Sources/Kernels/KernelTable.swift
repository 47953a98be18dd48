/// One instruction set's kernels.
///
/// The engine picks a table once. Each call works on many rows of a layer, so the cost of calling
/// through the table does not show.
public struct KernelTable: Sendable {
  /// A 1×1 convolution, or the classifier.
  public let pointwise: @Sendable (PointwiseArguments) -> Void
  /// The first layer: 3×3, stride 2, three input channels.
  public let firstConvolution: @Sendable (ConvolutionArguments) -> Void
  /// A full 3×3 convolution, stride 1 or 2.
  public let fullConvolution: @Sendable (ConvolutionArguments) -> Void
  /// A 3×3 depthwise convolution, stride 1.
  public let depthwiseStride1: @Sendable (DepthwiseArguments) -> Void
  /// A 3×3 depthwise convolution, stride 2.
  public let depthwiseStride2: @Sendable (DepthwiseArguments) -> Void
  /// The mean of each channel over all pixels.
  public let averagePool: @Sendable (AveragePoolArguments) -> Void
  /// Batch norms to scales and shifts.
  public let foldBatchNorm: @Sendable (BatchNormArguments) -> Void
  /// (weights, scale, blocks, output): writes weights · scale, both `[block][tap][16]`.
  public let scaleDepthwise:
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>
    ) -> Void
  /// (steps, factor, addend): multiply-adds on registers alone.
  public let peakLoop: @Sendable (Int, Float, Float) -> Float
  /// Multiply-adds of one step of `peakLoop`.
  public let peakLoopMultiplyAdds: Int
  /// (start, floats, passes): reads alone; see `ReadLoop`.
  public let readLoop: @Sendable (UnsafePointer<Float>, Int, Int) -> Float

  /// Compiles every kernel for `Unit`, in the module that calls this.
  @inlinable @inline(always)
  public init<Unit: VectorUnit>(for unit: Unit.Type) {
    pointwise = { Pointwise<Unit>.run($0) }
    firstConvolution = { FirstConvolution<Unit>.run($0) }
    fullConvolution = { FullConvolution<Unit>.run($0) }
    depthwiseStride1 = { Depthwise<Unit>.stride1($0) }
    depthwiseStride2 = { Depthwise<Unit>.stride2($0) }
    averagePool = { AveragePool<Unit>.run($0) }
    foldBatchNorm = { BatchNorm<Unit>.fold($0) }
    scaleDepthwise = { BatchNorm<Unit>.scale($0, by: $1, blocks: $2, to: $3) }
    peakLoop = { PeakLoop<Unit>.run(steps: $0, factor: $1, addend: $2) }
    peakLoopMultiplyAdds = PeakLoop<Unit>.perStep
    readLoop = { ReadLoop<Unit>.run($0, count: $1, passes: $2) }
  }
}
