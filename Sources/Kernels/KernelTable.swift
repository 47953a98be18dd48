/// One instruction set's kernels. The engine picks a table once; a call works on a whole strip of a
/// layer, so what a call through a table costs does not show.
public struct KernelTable: Sendable {
  public let pointwise: @Sendable (PointwiseArguments) -> Void
  public let firstConvolution: @Sendable (FirstConvolutionArguments) -> Void
  public let fullConvolution: @Sendable (FullConvolutionArguments) -> Void
  public let depthwiseStride1: @Sendable (DepthwiseArguments) -> Void
  public let depthwiseStride2: @Sendable (DepthwiseArguments) -> Void
  public let averagePool: @Sendable (AveragePoolArguments) -> Void
  public let foldBatchNorm: @Sendable (BatchNormArguments) -> Void
  /// (weights, scale, blocks, output) → weights · scale, `[block][tap][16]`.
  public let scaleDepthwise:
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>
    ) -> Void
  /// (steps, factor, addend): multiply-adds on registers alone.
  public let peakLoop: @Sendable (Int, Float, Float) -> Float
  /// Multiply-adds of one step of `peakLoop`.
  public let peakLoopMultiplyAdds: Int
  /// Rows of the largest register tile: strips of a multiple of it waste nothing.
  public let tileRows: Int

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
    tileRows = Unit.tileRows
  }
}
