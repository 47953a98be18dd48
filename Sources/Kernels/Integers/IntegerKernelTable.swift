/// One instruction set's kernels on bytes; see `KernelTable`.
public struct IntegerKernelTable: Sendable {
  /// A 1×1 convolution.
  public let pointwise: @Sendable (IntegerPointwiseArguments) -> Void
  /// One or two pixels times a matrix, as floats.
  public let product: @Sendable (IntegerProductArguments) -> Void
  /// The first layer: 3×3, stride 2, on the picture's three channels.
  public let firstConvolution: @Sendable (IntegerConvolutionArguments) -> Void
  /// A full 3×3 convolution, stride 1 or 2.
  public let fullConvolution: @Sendable (IntegerConvolutionArguments) -> Void
  /// A 3×3 depthwise convolution, stride 1.
  public let depthwiseStride1: @Sendable (IntegerDepthwiseArguments) -> Void
  /// A 3×3 depthwise convolution, stride 2.
  public let depthwiseStride2: @Sendable (IntegerDepthwiseArguments) -> Void
  /// (arguments, stride): a 3×3 depthwise convolution of either stride whose taps are `WideTaps`.
  public let wideDepthwise: @Sendable (IntegerDepthwiseArguments, Int) -> Void
  /// The sums of each pixel's inputs.
  public let pixelSums: @Sendable (IntegerPixelSumsArguments) -> Void
  /// The mean of each channel over all pixels.
  public let averagePool: @Sendable (IntegerPoolArguments) -> Void
  /// Batch norms to scales and biases.
  public let fold: @Sendable (IntegerFoldArguments) -> Void
  /// (means, channels, output): see `IntegerFold.split`.
  public let splitMeans: @Sendable (UnsafePointer<Float>, Int, UnsafeMutablePointer<UInt8>) -> Void
  /// (values, count, factors, output): see `PictureBytes`.
  public let convertPicture:
    @Sendable (
      UnsafePointer<Float>, Int, UnsafePointer<Float>, UnsafeMutablePointer<UInt8>
    ) -> Void
  /// Whether `IntegerPointwiseArguments.scratch` is written: room for twice the input.
  public let needsScratch: Bool
  /// (steps, bytes, output): multiply-adds as fast as the core can do them; see `IntegerPeakLoop`.
  public let peakLoop: @Sendable (Int, UnsafePointer<UInt8>, UnsafeMutablePointer<Float>) -> Void
  /// Multiply-adds of one step of `peakLoop`.
  public let peakLoopMultiplyAdds: Int

  /// Compiles every kernel for `Unit`, in the module that calls this.
  @inlinable @inline(always)
  public init<Unit: IntegerUnit>(integers unit: Unit.Type) {
    pointwise = { IntegerPointwise<Unit, PlainInputs>.run($0) }
    product = { IntegerProduct<Unit>.run($0) }
    firstConvolution = { IntegerConvolution<Unit, PictureWindow>.run($0) }
    fullConvolution = {
      if $0.stride == 1 {
        IntegerConvolution<Unit, Stride1Window>.run($0)
      } else {
        IntegerConvolution<Unit, Stride2Window>.run($0)
      }
    }
    depthwiseStride1 = { Unit.depthwise($0, stride: 1) }
    depthwiseStride2 = { Unit.depthwise($0, stride: 2) }
    wideDepthwise = { IntegerDepthwise<Unit, WideTaps>.run($0, stride: $1) }
    pixelSums = { IntegerPixelSums<Unit>.run($0) }
    averagePool = { IntegerPool<Unit>.run($0) }
    fold = { IntegerFold<Unit>.run($0) }
    splitMeans = { IntegerFold<Unit>.split($0, channels: $1, to: $2) }
    convertPicture = { PictureBytes<Unit>.convert($0, count: $1, factors: $2, to: $3) }
    needsScratch = Unit.splitsInputs
    peakLoop = { IntegerPeakLoop<Unit>.run(steps: $0, bytes: $1, output: $2) }
    peakLoopMultiplyAdds = IntegerPeakLoop<Unit>.perStep
  }
}
